import { setImmediate, setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { Admission } from "../admission.ts";
import { checkShown } from "../check-shown.ts";
import { type Answer, foldAnswer } from "../domain/answer.ts";
import { MAX_QUESTION_LENGTH, type QuestionInput } from "../domain/question.ts";
import type { Quote } from "../domain/quote.ts";
import { asQuothError, QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Quoth } from "../quoth.ts";
import { quotesInBlocks, renderSlack, type SlackMessage, slackNote } from "../render/slack.ts";
import { sourceLink } from "../render/source-link.ts";
import type { Entry, EventJournal, Turn } from "../state/event-journal.ts";
import type { FeedbackStore } from "../state/feedback-store.ts";
import { ANSWER_METADATA, type Delivery, SlackRefusal, shortly, type ThreadMessage, TryLater } from "./delivery.ts";
import { failureText } from "./door.ts";
import { plainText } from "./payloads.ts";
import { createTaskQueue, type Outcome } from "./task-queue.ts";

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
	z.object({
		kind: z.literal("feedback"),
		answerId: z.string(),
		rating: z.enum(["up", "down"]),
		question: z.string().optional(),
		responseUrl: z.string().nullable(),
		thread: z.string().nullable(),
	}),
]);
export type SlackTask = z.infer<typeof SlackTaskSchema>;
type MessageTask = Extract<SlackTask, { kind: "message" }>;
type FeedbackTask = Extract<SlackTask, { kind: "feedback" }>;

export type BotOptions = {
	readonly quoth: Quoth;
	readonly delivery: Delivery;
	readonly journal: EventJournal<SlackTask>;
	readonly logger: Logger;
	readonly admission: Admission;
	readonly feedback: FeedbackStore | undefined;
	/** Address under which people reach the sources. */
	readonly publicUrl: string;
	/** Nothing is answered before. */
	readonly ready: Promise<unknown>;
	readonly signal: AbortSignal;
};

export type SlackBot = {
	/** Takes over what is to be done: once, also after a restart. @throws QuothError `write-failed` or `overloaded` */
	accept(id: string, task: SlackTask, also?: readonly string[]): void;
	/** Whether it has answered in a conversation, or is about to. */
	takesPartIn(conversation: string): boolean;
	/** Shows what can be asked. */
	welcome(channel: string): Promise<void>;
	/** Whether nothing is being done, or waits. */
	readonly isIdle: boolean;
};

/** Attempts that run at once. */
const AT_ONCE = 2;
const MOST_WAITING = 10_000;
/** How long, in milliseconds, something is tried; at the address of a command or a button Slack takes an answer for half an hour. */
const PATIENCE = 60 * 60 * 1000;
const RESPONSE_PATIENCE = 29 * 60 * 1000;
/** What could not be done before a restart is tried for so long at least. */
const SECOND_CHANCE = 10 * 60 * 1000;
/** A question older than this is not answered any more after a restart. */
const TOO_OLD = 24 * 60 * 60 * 1000;
const JOURNAL_PAUSE = 10_000;
/** Milliseconds after a restart in which what was on its way may still arrive. */
const SETTLE = 3_000;
/** An answer that could not be posted is made anew after so many milliseconds: the documents may say something else by then. */
const STALE = 5 * 60 * 1000;
/** Slack's clock and ours may differ by so many seconds. */
const CLOCKS_APART = 120;
const HISTORY_TRIES = 3;
/** What Slack keeps with a message is little; a question that is longer is remembered by the journal only. */
const LONGEST_MARK = 1_000;
const HINT = "Ask me a question in plain words. I answer with quotes from the documents, or say that they do not answer.";

/** An entry on its way. */
type Job = {
	readonly entry: Entry<SlackTask>;
	/** When to give up, in milliseconds since 1970. */
	readonly until: number;
	/** Whether an answer may have been posted, or a rating kept. */
	mayBeThere: boolean;
	isBegun: boolean;
	/** What is posted, once it is known. */
	made?: { readonly message: SlackMessage; readonly turn: Turn | undefined; readonly at: number };
};

export function createSlackBot(options: BotOptions): SlackBot {
	const { quoth, delivery, journal, logger, admission, feedback, publicUrl, ready, signal } = options;
	const base = publicUrl.replace(/\/+$/, "");
	const linkTo = (quote: Quote, all: readonly Quote[]) => sourceLink(quote, all, base);
	const queue = createTaskQueue<Job>(attempt, AT_ONCE, signal);

	function enqueue(entry: Entry<SlackTask>): void {
		const patience = entry.task.kind === "message" ? PATIENCE : RESPONSE_PATIENCE;
		const until = Math.max(entry.at + patience, entry.task.kind === "message" ? Date.now() + SECOND_CHANCE : 0);
		const key = entry.task.kind === "message" ? conversationOf(entry.task) : entry.id;
		queue.add(key, { entry, until, mayBeThere: entry.isBegun, isBegun: entry.isBegun });
	}

	async function attempt(job: Job, times: number): Promise<Outcome> {
		const { entry, until } = job;
		try {
			await setImmediate(); // requests that have come in meanwhile are heard first
			if (entry.isBegun && times === 0 && entry.task.kind === "message") return { againAfter: SETTLE }; // it may be on its way to Slack still
			finish(entry, Date.now() - entry.at > TOO_OLD ? tooOld(entry) : await perform(job, times));
			return "done";
		} catch (error) {
			if (signal.aborted) return "done"; // it is still open in the journal, and done after the next start
			const pause = error instanceof TryLater ? error.pause(times) : isOfJournal(error) ? JOURNAL_PAUSE : null;
			if (error instanceof TryLater && error.isDoubtful) job.mayBeThere = true;
			if (pause !== null && Date.now() + pause <= until) {
				logger.warn({ event: entry.id, err: shortly(error), wait: Math.round(pause) }, "Slack: tried again later");
				return { againAfter: pause };
			}
			logger.error({ event: entry.id, code: asQuothError(error).code, detail: shortly(error) }, "Slack: given up");
			if (error instanceof SlackRefusal && error.isAboutMessage) await apologize(entry);
			finish(entry, undefined);
			return "done";
		}
	}

	/** That it is done counts in this process even if it cannot be written down. */
	function finish({ id, task }: Entry<SlackTask>, turn: Turn | undefined): void {
		try {
			journal.done(id, task.kind === "message" ? conversationOf(task) : undefined, turn);
		} catch (error) {
			if (!signal.aborted) logger.error({ event: id, detail: shortly(error) }, "Slack: that it is done could not be written down");
		}
	}

	function tooOld({ id }: Entry<SlackTask>): undefined {
		logger.warn({ event: id }, "Slack: too old to be answered");
	}

	/** A message that Slack does not take must not look like silence. */
	async function apologize({ id, task }: Entry<SlackTask>): Promise<void> {
		const message = slackNote(`The answer could not be shown here. Ask at ${base}`);
		try {
			if (task.kind === "message") await delivery.post(task, message, { event_id: id });
			else if (task.kind === "command") await delivery.respond(task.responseUrl, message);
		} catch (error) {
			logger.error({ event: id, detail: shortly(error) }, "Slack: given up");
		}
	}

	/** @returns what is remembered of the conversation */
	async function perform(job: Job, times: number): Promise<Turn | undefined> {
		const { task, id } = job.entry;
		if (task.kind === "feedback") return await rate(task, job);
		if (task.kind === "command") {
			await delivery.respond(task.responseUrl, (await answer({ question: task.question }, true)).message);
			return undefined;
		}
		if (job.mayBeThere) {
			const posted = await delivery.findPosted(task, id, task.ts ?? timeOf(job.entry.at));
			if (posted !== null) return turnIn(posted);
		}
		if (job.made === undefined || Date.now() - job.made.at > STALE) job.made = await make(task, times);
		const { message, turn } = job.made;
		begin(job);
		const mark = { question: turn?.question ?? "", understood_as: turn?.understoodAs ?? "" };
		const isShort = turn !== undefined && JSON.stringify(mark).length <= LONGEST_MARK;
		await delivery.post(task, message, { event_id: id, ...(isShort && mark) });
		return turn;
	}

	async function make(task: MessageTask, times: number): Promise<Job["made"] & object> {
		const status = task.isDirect && times === 0 ? delivery.setStatus(task, "is searching the documents…") : null;
		const history = await historyOf(task, times);
		const { message, answer: found } = await answer({ question: task.question, ...(history && { history: [history] }) }, false);
		await status; // later it would stay there, below the answer
		const { question = null, understoodAs = null, quotes = [] } = found ?? {};
		const turn = question === null ? undefined : { question, understoodAs, quotes: quotes.map(({ text }) => ({ text })) };
		return { message, turn, at: Date.now() };
	}

	function begin(job: Job): void {
		if (!job.isBegun) journal.begin(job.entry.id);
		job.isBegun = true;
	}

	/** Kept once; only the thanks are tried again. */
	async function rate({ answerId, rating, question, responseUrl, thread }: FeedbackTask, job: Job): Promise<undefined> {
		if (!job.mayBeThere) {
			await feedback?.add({ answerId, rating, ...(question && { question }), at: new Date().toISOString(), index: quoth.info.id });
			job.mayBeThere = true;
		}
		begin(job);
		if (responseUrl !== null) await delivery.respond(responseUrl, slackNote("Thank you: that was noted."), thread);
	}

	/** The answer as it is posted; a failure is told as one. */
	async function answer(question: QuestionInput, showsQuestion: boolean): Promise<{ message: SlackMessage; answer: Answer | null }> {
		if (question.question.trim() === "") return { message: slackNote(HINT), answer: null };
		const leave = await enter();
		try {
			const pinned = quoth.pin();
			try {
				const found = await foldAnswer(pinned.stream(question));
				const { left, ...message } = renderSlack(found, { linkTo, showsQuestion, takesFeedback: feedback !== undefined });
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
	async function historyOf(task: MessageTask, times: number): Promise<Turn | undefined> {
		if (task.ts === null) return undefined; // a question that is asked again stands on its own
		const remembered = journal.turnOf(conversationOf(task));
		if (remembered !== undefined || task.ts === task.thread) return remembered;
		try {
			return lastTurn(await delivery.replies(task, task.ts), task.ts);
		} catch (error) {
			if (error instanceof TryLater && times < HISTORY_TRIES) throw new TryLater(error.message, error.ms, false);
			logger.warn({ err: shortly(error) }, "Slack: what was said in the thread before cannot be read");
			return undefined;
		}
	}

	for (const entry of journal.open()) enqueue(entry);
	ready.then(
		() => {
			queue.start();
			delivery.checkToken().catch((error) => logger.error({ detail: shortly(error) }, "Slack: the bot's token was not accepted"));
		},
		(error) => logger.error({ detail: shortly(error) }, "Slack: events are taken, and not answered before the next start"),
	);
	return {
		accept(id, task, also) {
			if (queue.size >= MOST_WAITING) throw new QuothError("overloaded", `${queue.size} events wait to be answered.`);
			journal.accept(id, task, also);
			enqueue({ id, task, at: Date.now(), isBegun: false });
		},
		takesPartIn: (conversation) => queue.has(conversation) || journal.turnOf(conversation) !== undefined,
		async welcome(channel) {
			try {
				await ready;
				const prompts = await quoth.suggest();
				if (prompts.length > 0) await delivery.suggest(channel, prompts);
			} catch (error) {
				logger.debug({ err: shortly(error) }, "Slack: no suggestions");
			}
		},
		get isIdle() {
			return queue.isIdle;
		},
	};
}

export function conversationOf({ team, channel, thread }: { team: string; channel: string; thread: string }): string {
	return `${team}:${channel}:${thread}`;
}

function isOfJournal(error: unknown): boolean {
	return error instanceof QuothError && error.code === "write-failed";
}

/** A time in Slack's form, early enough for any clock. */
function timeOf(ms: number): string {
	return (ms / 1000 - CLOCKS_APART).toFixed(6);
}

const PostedSchema = z.object({ question: z.string(), understood_as: z.string() });

/** What an answer of ours says of itself. */
function turnIn({ metadata, blocks = [] }: ThreadMessage): Turn | undefined {
	const posted = metadata?.event_type === ANSWER_METADATA ? PostedSchema.safeParse(metadata.event_payload) : undefined;
	if (!posted?.success) return undefined;
	const { question, understood_as } = posted.data;
	return {
		question: question.slice(0, MAX_QUESTION_LENGTH),
		understoodAs: understood_as.slice(0, MAX_QUESTION_LENGTH) || null,
		quotes: quotesInBlocks(blocks).map((text) => ({ text })),
	};
}

/** The last answer in a thread with its question, or else what a person said last. */
function lastTurn(messages: readonly ThreadMessage[], before: string): Turn | undefined {
	const earlier = messages.filter(({ ts }) => ts !== undefined && Number(ts) < Number(before)).reverse();
	for (const message of earlier) {
		const turn = turnIn(message);
		if (turn !== undefined) return turn;
	}
	const said = earlier.find(({ bot_id, text }) => bot_id === undefined && (text ?? "").trim() !== "")?.text;
	return said === undefined
		? undefined
		: { question: plainText(said, undefined).slice(0, MAX_QUESTION_LENGTH), understoodAs: null, quotes: [] };
}
