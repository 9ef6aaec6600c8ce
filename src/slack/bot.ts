import { setImmediate, setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { Admission } from "../admission.ts";
import { checkShown } from "../check-shown.ts";
import { type Answer, foldAnswer } from "../domain/answer.ts";
import type { QuestionInput } from "../domain/question.ts";
import type { Quote } from "../domain/quote.ts";
import { asQuothError, QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Quoth } from "../quoth.ts";
import { quotesInBlocks, renderSlack, type SlackMessage, slackNote } from "../render/slack.ts";
import { sourceLink } from "../render/source-link.ts";
import type { Entry, EventJournal, Turn } from "../state/event-journal.ts";
import { ANSWER_METADATA, type Delivery, type ThreadMessage } from "./delivery.ts";
import { failureText } from "./door.ts";
import { plainText } from "./payloads.ts";

/** What is to be done for someone in Slack. */
export const SlackTaskSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("message"),
		team: z.string(),
		channel: z.string(),
		thread: z.string(),
		ts: z.string().nullable().describe("Of the message with the question; null for a button"),
		isDirect: z.boolean(),
		question: z.string(),
	}),
	z.object({ kind: z.literal("command"), question: z.string(), responseUrl: z.string() }),
	z.object({ kind: z.literal("thanks"), responseUrl: z.string() }),
]);
export type SlackTask = z.infer<typeof SlackTaskSchema>;
type MessageTask = Extract<SlackTask, { kind: "message" }>;

export type BotOptions = {
	readonly quoth: Quoth;
	readonly delivery: Delivery;
	readonly journal: EventJournal<SlackTask>;
	readonly logger: Logger;
	readonly admission: Admission;
	/** Address under which people reach the sources. */
	readonly publicUrl: string;
	/** Nothing is answered before. */
	readonly ready: Promise<unknown>;
	readonly signal: AbortSignal;
};

export type SlackBot = {
	/** Takes over what is to be done: it is done once, also after a restart. @throws QuothError `write-failed` or `overloaded` */
	accept(id: string, task: SlackTask, also?: readonly string[]): void;
	/** Shows what can be asked. */
	welcome(channel: string, thread?: string): Promise<void>;
	/** Whether nothing is being done, or waits. */
	readonly isIdle: boolean;
};

/** Answers that are made and posted at once. */
const AT_ONCE = 4;
const MOST_WAITING = 10_000;
/** An answer that cannot be posted is tried for so long, in milliseconds; at the address of a command Slack takes it for half an hour. */
const PATIENCE = 60 * 60 * 1000;
const RESPONSE_PATIENCE = 29 * 60 * 1000;
/** A question older than this is not answered any more after a restart. */
const TOO_OLD = 24 * 60 * 60 * 1000;
const HINT = "Ask me a question in plain words. I answer with quotes from the documents, or say that they do not answer.";

export function createSlackBot({ quoth, delivery, journal, logger, admission, publicUrl, ready, signal }: BotOptions): SlackBot {
	const base = publicUrl.replace(/\/+$/, "");
	const linkTo = (quote: Quote, all: readonly Quote[]) => sourceLink(quote, all, base);
	const waiting: Entry<SlackTask>[] = [...journal.open()];
	let running = 0;

	function next(): void {
		while (running < AT_ONCE && waiting.length > 0 && !signal.aborted) {
			const entry = waiting.shift() as Entry<SlackTask>;
			running += 1;
			void work(entry).finally(() => {
				running -= 1;
				next();
			});
		}
	}

	async function work(entry: Entry<SlackTask>): Promise<void> {
		try {
			await setImmediate(); // requests that have come in meanwhile are heard first
			const turn = Date.now() - entry.at > TOO_OLD ? tooOld(entry) : await perform(entry);
			const conversation = entry.task.kind === "message" ? conversationOf(entry.task) : undefined;
			journal.done(entry.id, conversation, turn);
		} catch (error) {
			if (signal.aborted) return; // it is still open in the journal, and done after the next start
			logger.error({ code: asQuothError(error).code, detail: asQuothError(error).message }, "Slack: an answer could not be delivered");
			finish(entry.id);
		}
	}

	function finish(id: string): void {
		try {
			journal.done(id);
		} catch (error) {
			logger.error({ detail: asQuothError(error).message }, "Slack: the journal cannot be written");
		}
	}

	function tooOld({ id }: Entry<SlackTask>): undefined {
		logger.warn({ event: id }, "Slack: an event is too old to be answered");
	}

	/** @returns what is remembered of the conversation */
	async function perform(entry: Entry<SlackTask>): Promise<Turn | undefined> {
		const { task, id, at } = entry;
		if (task.kind === "thanks") {
			await delivery.respond(task.responseUrl, slackNote("Thank you: that was noted."), at + RESPONSE_PATIENCE);
			return undefined;
		}
		if (task.kind === "command") {
			const { message } = await answer({ question: task.question }, true);
			await delivery.respond(task.responseUrl, message, at + RESPONSE_PATIENCE);
			return undefined;
		}
		const status = task.isDirect ? delivery.setStatus(task, "is searching the documents…") : null;
		const history = await historyOf(task);
		const { message, answer: found } = await answer({ question: task.question, ...(history && { history: [history] }) }, false);
		await status; // later it would stay there, below the answer
		journal.begin(id);
		await delivery.post(task, message, {
			id,
			since: task.ts ?? undefined,
			mayBeThere: entry.isBegun,
			until: Math.max(at, Date.now() - PATIENCE / 2) + PATIENCE,
			question: task.question,
			understoodAs: found?.understoodAs ?? null,
		});
		if (found === null) return undefined;
		return { question: found.question, understoodAs: found.understoodAs, quotes: found.quotes.map(({ text }) => ({ text })) };
	}

	/** The answer as it is posted; a failure is told as one. */
	async function answer(question: QuestionInput, showsQuestion: boolean): Promise<{ message: SlackMessage; answer: Answer | null }> {
		if (question.question.trim() === "") return { message: slackNote(HINT), answer: null };
		const leave = await enter();
		try {
			const pinned = quoth.pin();
			try {
				const found = await foldAnswer(pinned.stream(question));
				const { left, ...message } = renderSlack(found, { linkTo, showsQuestion });
				checkShown(pinned, found, quotesInBlocks(JSON.parse(JSON.stringify(message.blocks))), left);
				return { message, answer: found };
			} finally {
				pinned.release();
			}
		} catch (error) {
			return { message: slackNote(failureText(error, "Slack", logger)), answer: null };
		} finally {
			leave();
		}
	}

	/** A turn among all who ask, in Slack or elsewhere. Whoever asks here has been heard already, and waits. */
	async function enter(): Promise<() => void> {
		for (;;) {
			try {
				return await admission.enter(signal);
			} catch (error) {
				if (!(error instanceof QuothError) || error.code !== "overloaded") throw error;
				await setTimeout(250, undefined, { signal });
			}
		}
	}

	/** What was said in the thread before: as it is remembered, else as Slack tells it. */
	async function historyOf(task: MessageTask): Promise<Turn | undefined> {
		if (task.ts === null) return undefined; // a question that is asked again stands on its own
		const remembered = journal.turnOf(conversationOf(task));
		if (remembered !== undefined || task.ts === task.thread) return remembered;
		try {
			return lastTurn(await delivery.replies(task), task.ts);
		} catch (error) {
			logger.debug({ err: String(error) }, "Slack: what was said in the thread before cannot be read");
			return undefined;
		}
	}

	void ready.then(next, () => {});
	let isReady = false;
	void ready.then(
		() => {
			isReady = true;
		},
		() => {},
	);
	return {
		accept(id, task, also) {
			if (waiting.length >= MOST_WAITING) throw new QuothError("overloaded", `${waiting.length} events wait to be answered.`);
			journal.accept(id, task, also);
			waiting.push({ id, task, at: Date.now(), isBegun: false });
			if (isReady) next();
		},
		async welcome(channel, thread) {
			try {
				await ready;
				await delivery.suggest(channel, thread, await quoth.suggest());
			} catch (error) {
				logger.debug({ err: String(error) }, "Slack: no suggestions");
			}
		},
		get isIdle() {
			return running === 0 && (waiting.length === 0 || !isReady);
		},
	};
}

export function conversationOf({ team, channel, thread }: { team: string; channel: string; thread: string }): string {
	return `${team}:${channel}:${thread}`;
}

const PostedSchema = z.object({ question: z.string(), understood_as: z.string() });

/** The last answer in a thread with its question, or else what a person said last. */
function lastTurn(messages: readonly ThreadMessage[], before: string): Turn | undefined {
	const earlier = messages.filter(({ ts }) => ts !== undefined && Number(ts) < Number(before)).reverse();
	for (const { metadata, blocks = [] } of earlier) {
		const posted = metadata?.event_type === ANSWER_METADATA ? PostedSchema.safeParse(metadata.event_payload) : undefined;
		if (!posted?.success) continue;
		const { question, understood_as } = posted.data;
		return { question, understoodAs: understood_as || null, quotes: quotesInBlocks(blocks).map((text) => ({ text })) };
	}
	const said = earlier.find(({ bot_id, text }) => bot_id === undefined && (text ?? "").trim() !== "")?.text;
	return said === undefined ? undefined : { question: plainText(said, undefined).slice(0, 2_000), understoodAs: null, quotes: [] };
}
