import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Context, Hono } from "hono";
import { type Admission, createAdmission } from "../admission.ts";
import { MAX_QUESTION_LENGTH } from "../domain/question.ts";
import { QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Quoth } from "../quoth.ts";
import { SLACK_ACTIONS } from "../render/slack.ts";
import { openEventJournal } from "../state/event-journal.ts";
import type { FeedbackStore } from "../state/feedback-store.ts";
import { conversationOf, createSlackBot, type SlackTask, SlackTaskSchema } from "./bot.ts";
import { createDelivery } from "./delivery.ts";
import { createDoor, takeOnlyPost } from "./door.ts";
import {
	CommandSchema,
	EventBodySchema,
	FeedbackValueSchema,
	type Interaction,
	InteractionSchema,
	isMessage,
	plainText,
	type SlackMessageEvent,
} from "./payloads.ts";
import { checkSignature, createReplayGuard } from "./signature.ts";

export type SlackOptions = {
	/** The signing secret of the Slack app. */
	readonly signingSecret: string;
	/** Its bot token, `xoxb-…`. */
	readonly botToken: string;
	/** Address under which people reach the server: links to sources lead there. */
	readonly publicUrl: string;
	/** Folder in which events and threads are remembered, so that a restart loses none. Only one process may use it. */
	readonly state: string;
	/** Channels, by id, in which each message is a question, without a mention. */
	readonly channels?: readonly string[];
	/** Address of Slack's API, when it is not Slack's own. */
	readonly api?: string | undefined;
	readonly feedback?: FeedbackStore | undefined;
	/** The turns of those who ask, where they are shared with other doors. */
	readonly admission?: Admission;
	/** Events are taken before, but answered from then on. */
	readonly ready?: Promise<unknown>;
	/** Ends the waiting for another process that has the folder of state. */
	readonly signal?: AbortSignal;
};

export type SlackApp = {
	/** To be mounted where the app's manifest says, as in `app.route("/slack", slack.app)`. */
	readonly app: Hono;
	/**
	 * Finishes what was accepted. What takes longer is done after the next start.
	 * @param patience milliseconds
	 * @param drain milliseconds in which events may still come in
	 */
	close(patience?: number, drain?: number): Promise<void>;
};

const CLOSING_PATIENCE = 8_000;
const MOST_RATINGS = 10_000;
/** Kinds of messages that people write. */
const WRITTEN = new Set([undefined, "file_share", "thread_broadcast"]);
const SLACKBOT = "USLACKBOT";
const USAGE = "Ask a question in plain words, as in: /ask Who wrote the first article?";

/**
 * The door for Slack: events, the command and buttons. Each request is checked, written down and acknowledged; the answer is posted afterwards.
 * @throws QuothError `state-locked`, `state-unreadable` or `write-failed` for the folder of state
 */
export async function createSlackApp(quoth: Quoth, logger: Logger, options: SlackOptions): Promise<SlackApp> {
	const { signingSecret, botToken, publicUrl, state, api, feedback } = options;
	const channels = new Set(options.channels ?? []);
	const ending = new AbortController();
	const journal = await openEventJournal<SlackTask>(join(state, "slack.jsonl"), SlackTaskSchema, { signal: options.signal });
	if (journal.foreign > 0)
		logger.warn({ lines: journal.foreign }, "Slack: the journal has lines of another version, which are kept and not read");
	const delivery = createDelivery({ token: botToken, api, logger, signal: ending.signal });
	const { admission = createAdmission(), ready = Promise.resolve() } = options;
	const bot = createSlackBot({ quoth, delivery, journal, logger, admission, feedback, publicUrl, ready, signal: ending.signal });
	/** The last rating of someone for an answer: a second press of the same button says nothing new. */
	const ratings = new Map<string, "up" | "down">();
	const replays = createReplayGuard();

	const app = createDoor("Slack", logger);

	/**
	 * The body of a request of Slack's. A copy of one is refused, but for events, which Slack may repeat within the same second: those are
	 * known by their ids.
	 */
	async function signedBody(context: Context, mayRepeat = false): Promise<{ body: string; take: () => void }> {
		const bytes = new Uint8Array(await context.req.arrayBuffer());
		const signature = context.req.header("x-slack-signature");
		checkSignature({ timestamp: context.req.header("x-slack-request-timestamp"), signature, body: bytes }, signingSecret);
		const repetition = mayRepeat ? (/^[1-3]$/.exec(context.req.header("x-slack-retry-num") ?? "")?.[0] ?? "") : "";
		const mark = `${signature} ${repetition}`;
		if (replays.has(mark)) throw new QuothError("signature-invalid", "The request has been here before.");
		return { body: new TextDecoder().decode(bytes), take: () => replays.add(mark) };
	}

	app.post("/events", async (context) => {
		const { body, take } = await signedBody(context, true);
		const read = EventBodySchema.parse(parseJson(body));
		if (read.type === "url_verification") {
			take();
			return context.text(read.challenge);
		}
		if (read.type === "event_callback") {
			const { event, event_id } = read;
			if (isMessage(event)) {
				const task = taskOf(event, read.team_id ?? "", read.authorizations?.[0]?.user_id ?? undefined);
				const message = `message:${event.channel}:${event.ts}`; // a mention in a channel that is listened to comes as two events
				if (task !== null && !journal.has(event_id, message)) bot.accept(event_id, task, [message]);
			} else if (event.type === "app_home_opened" && "channel" in event && event.tab !== "home") void bot.welcome(event.channel);
		} else logger.warn("Slack: it sends fewer events, for there were too many");
		take();
		return context.body(null, 200);
	});

	app.post("/commands", async (context) => {
		const { body, take } = await signedBody(context);
		const fields = Object.fromEntries(new URLSearchParams(body));
		if (fields.ssl_check === "1") return context.body(null, 200);
		const { text, response_url, trigger_id } = CommandSchema.parse(fields);
		const question = plainText(text, undefined).slice(0, MAX_QUESTION_LENGTH + 1);
		const id = `command:${trigger_id}`;
		if (question === "" || question === "help") {
			take();
			return context.json({ response_type: "ephemeral", text: USAGE });
		}
		delivery.requireResponseUrl(response_url);
		if (!journal.has(id)) bot.accept(id, { kind: "command", question, responseUrl: response_url });
		take();
		return context.body(null, 200);
	});

	app.post("/interactions", async (context) => {
		const { body, take } = await signedBody(context);
		const payload = InteractionSchema.parse(parseJson(new URLSearchParams(body).get("payload") ?? ""));
		if (payload.type === "block_actions") for (const action of payload.actions) press(action, payload);
		take();
		return context.body(null, 200);
	});

	takeOnlyPost(app);

	function press({ action_id, value }: Interaction["actions"][number], payload: Interaction): void {
		if (value === undefined) return; // a link was opened
		if (action_id === SLACK_ACTIONS.again) askAgain(value, payload);
		else if (action_id === SLACK_ACTIONS.up || action_id === SLACK_ACTIONS.down)
			rate(action_id === SLACK_ACTIONS.up ? "up" : "down", value, payload);
	}

	function askAgain(question: string, payload: Interaction): void {
		const { trigger_id, container, channel, response_url, team } = payload;
		const id = `again:${trigger_id}`;
		if (trigger_id === undefined || journal.has(id)) return;
		const thread = threadOf(payload) ?? container?.message_ts;
		if (channel !== undefined && thread !== undefined && container?.is_ephemeral !== true) {
			const isDirect = channel.id.startsWith("D");
			bot.accept(id, { kind: "message", team: team?.id ?? "", channel: channel.id, thread, ts: null, isDirect, question });
		} else if (response_url !== undefined) {
			delivery.requireResponseUrl(response_url);
			bot.accept(id, { kind: "command", question, responseUrl: response_url });
		}
	}

	function rate(rating: "up" | "down", value: string, payload: Interaction): void {
		const { trigger_id, user, response_url } = payload;
		const { answerId, question } = FeedbackValueSchema.parse(parseJson(value));
		const by = `${answerId} ${user?.id ?? ""}`;
		if (feedback === undefined || ratings.get(by) === rating) return;
		if (response_url !== undefined) delivery.requireResponseUrl(response_url);
		const id = `feedback:${by}:${trigger_id ?? Date.now()}`;
		if (journal.has(id)) return;
		bot.accept(id, {
			kind: "feedback",
			answerId,
			rating,
			question,
			responseUrl: response_url ?? null,
			thread: threadOf(payload) ?? null,
		});
		ratings.delete(by);
		ratings.set(by, rating);
		if (ratings.size > MOST_RATINGS) ratings.delete(ratings.keys().next().value as string);
	}

	/** A message as a question to us; null where it is none. */
	function taskOf(event: SlackMessageEvent, team: string, me: string | undefined): SlackTask | null {
		if (event.bot_id != null || event.user === undefined || event.user === me || event.user === SLACKBOT) return null;
		if (!WRITTEN.has(event.subtype)) return null;
		const thread = event.thread_ts ?? event.ts;
		const isDirect = event.channel_type === "im";
		const namesMe = me !== undefined && event.text.includes(`<@${me}>`);
		const isReply = thread !== event.ts;
		if (event.type === "message" && !isDirect) {
			if (namesMe) return null; // comes as a mention too
			const isFollowUp = isReply && /[?？؟]/.test(event.text.replace(/<[^>]*>/g, "")) && !/^\s*<@/.test(event.text);
			const isKnown = bot.takesPartIn(conversationOf({ team, channel: event.channel, thread }));
			if (isReply ? !(isFollowUp && isKnown) : !channels.has(event.channel)) return null;
		}
		const text = me === undefined && event.type === "app_mention" ? event.text.replace(/<@[^>]*>/, " ") : event.text;
		const question = plainText(text, me).slice(0, MAX_QUESTION_LENGTH + 1); // one that is too long is told so, not kept
		if (question === "" && event.type === "message" && !isDirect) return null; // a picture without words
		return { kind: "message", team, channel: event.channel, thread, ts: event.ts, isDirect, question };
	}

	return {
		app,
		async close(patience = CLOSING_PATIENCE, drain = 0) {
			const end = performance.now() + patience;
			await setTimeout(drain);
			while (!bot.isIdle && performance.now() < end) await setTimeout(10);
			ending.abort();
			await setTimeout(0);
			journal.close();
		},
	};
}

/** The thread that a button is in. */
function threadOf({ container, message }: Interaction): string | undefined {
	return container?.thread_ts ?? message?.thread_ts;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new QuothError("invalid-request", "The body is not valid JSON.", { cause });
	}
}
