import { setTimeout } from "node:timers/promises";
import {
	type Logger as SlackLogger,
	WebAPIHTTPError,
	WebAPIPlatformError,
	WebAPIRateLimitedError,
	WebAPIRequestError,
	WebClient,
} from "@slack/web-api";
import { QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { SlackMessage } from "../render/slack.ts";

/** Where an answer goes: into the thread of a message. */
export type Thread = { readonly channel: string; readonly thread: string };
export type ThreadMessage = {
	readonly ts?: string | undefined;
	readonly text?: string | undefined;
	readonly bot_id?: string | undefined;
	readonly blocks?: readonly { readonly type: string; readonly elements?: unknown }[] | undefined;
	readonly metadata?: { readonly event_type?: string | undefined; readonly event_payload?: unknown } | undefined;
};

export type Delivery = {
	/**
	 * Posts an answer once: after a failure that leaves open whether it arrived, the thread is looked through first.
	 * @param event what is answered; `since` is its time in Slack's form, `mayBeThere` says that an earlier process may have posted it
	 */
	post(to: Thread, message: SlackMessage, event: PostedEvent): Promise<void>;
	/** Answers a command or a button at the address that came with it. */
	respond(url: string, message: SlackMessage, until: number): Promise<void>;
	/** @throws QuothError `invalid-request` where an answer may not be sent: Slack's addresses only */
	requireResponseUrl(url: string): void;
	/** The messages of a thread, oldest first. */
	replies(of: Thread, since?: string): Promise<ThreadMessage[]>;
	/** What only some workspaces have, and is nice where it works: status and suggested prompts. Never fails. */
	suggest(channel: string, thread: string | undefined, prompts: readonly string[]): Promise<void>;
	setStatus(to: Thread, status: string): Promise<void>;
};

export type PostedEvent = {
	readonly id: string;
	readonly since: string | undefined;
	readonly mayBeThere: boolean;
	/** When to give up, in milliseconds since 1970. */
	readonly until: number;
	readonly question: string;
	readonly understoodAs: string | null;
};

/** By this our answers are known in a thread. */
export const ANSWER_METADATA = "quoth_answer";
const TIMEOUT = 10_000;
const EXTRAS_TIMEOUT = 1_500;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** Errors of Slack's that pass. */
const PASSING = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"]);
/** Slack's hosts for answers to commands and buttons. */
const RESPONSE_HOSTS = new Set(["hooks.slack.com", "hooks.slack-gov.com"]);

export type DeliveryOptions = {
	readonly token: string;
	/** Address of Slack's API. */
	readonly api?: string | undefined;
	readonly logger: Logger;
	/** Ends what waits. */
	readonly signal: AbortSignal;
};

export function createDelivery({ token, api, logger, signal }: DeliveryOptions): Delivery {
	const base = { ...(api === undefined ? {} : { slackApiUrl: api }), logger: loggerFor(logger), rejectRateLimitedCalls: true };
	// Trying again is done here: only here it is known whether a message may have arrived all the same.
	const client = new WebClient(token, { ...base, retryConfig: { retries: 0 }, timeout: TIMEOUT });
	const extras = new WebClient(token, { ...base, retryConfig: { retries: 0 }, timeout: EXTRAS_TIMEOUT });
	let notBefore = 0;

	/** Tries until it works, fails for good, or the time is over. @param wasDone asked after a failure that leaves it open */
	async function persist(work: () => Promise<unknown>, until: number, wasDone: () => Promise<boolean> = async () => false): Promise<void> {
		for (let attempt = 0; ; attempt += 1) {
			await pause(notBefore - Date.now());
			try {
				await work();
				return;
			} catch (error) {
				const wait = pauseAfter(error, attempt);
				if (wait === null || Date.now() + wait.ms > until) throw error;
				if (wait.isForAll) notBefore = Math.max(notBefore, Date.now() + wait.ms);
				logger.warn({ err: shortly(error), wait: wait.ms }, "Slack: trying again");
				await pause(wait.ms);
				if (!wait.isForAll && (await wasDone())) return;
			}
		}
	}

	async function pause(ms: number): Promise<void> {
		if (ms > 0 || signal.aborted) await setTimeout(Math.max(ms, 0), undefined, { signal, ref: false });
	}

	async function replies({ channel, thread }: Thread, since?: string): Promise<ThreadMessage[]> {
		const { messages } = await extras.conversations.replies({
			channel,
			ts: thread,
			limit: 200,
			include_all_metadata: true,
			...(since === undefined ? {} : { oldest: since }),
		});
		return (messages ?? []) as ThreadMessage[];
	}

	/** Looked for until it is known: to answer twice is worse than to answer late. Without the right to read it counts as not there. */
	async function isPosted(to: Thread, { id, since, until }: PostedEvent): Promise<boolean> {
		let found: ThreadMessage[] = [];
		try {
			await persist(async () => {
				found = await replies(to, since);
			}, until);
		} catch (error) {
			if (signal.aborted) throw error;
			logger.warn({ err: shortly(error) }, "Slack: the thread cannot be read");
		}
		return found.some(({ metadata }) => metadata?.event_type === ANSWER_METADATA && idOf(metadata.event_payload) === id);
	}

	async function extra(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			logger.debug({ err: shortly(error) }, "Slack: an addition is not to be had here");
		}
	}

	function requireResponseUrl(url: string): void {
		if (!isResponseUrl(url, api)) throw new QuothError("invalid-request", "response_url: it is not an address of Slack's.");
	}

	return {
		requireResponseUrl,
		replies,
		async post(to, message, event) {
			if (event.mayBeThere && (await isPosted(to, event))) return;
			await persist(
				() =>
					client.chat.postMessage({
						channel: to.channel,
						thread_ts: to.thread,
						text: message.text,
						blocks: message.blocks,
						unfurl_links: false,
						unfurl_media: false,
						metadata: {
							event_type: ANSWER_METADATA,
							event_payload: { event_id: event.id, question: event.question, understood_as: event.understoodAs ?? "" },
						},
					}),
				event.until,
				() => isPosted(to, event),
			);
		},
		async respond(url, message, until) {
			requireResponseUrl(url);
			await persist(async () => {
				const response = await fetch(url, {
					method: "POST",
					headers: { "content-type": "application/json; charset=utf-8" },
					body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...message }),
					redirect: "error",
					signal: AbortSignal.timeout(TIMEOUT),
				});
				if (!response.ok) throw new ResponseError(response.status, Number(response.headers.get("retry-after") ?? Number.NaN));
			}, until);
		},
		suggest: (channel, thread, prompts) =>
			extra(() =>
				extras.assistant.threads.setSuggestedPrompts({
					channel_id: channel,
					...(thread === undefined ? {} : { thread_ts: thread }),
					title: "These documents answer, for example:",
					prompts: prompts.map((question) => ({ title: question, message: question })),
				}),
			),
		setStatus: ({ channel, thread }, status) =>
			extra(() => extras.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status })),
	};
}

/** Whether an answer may be sent there: to Slack, or to whatever stands in for Slack's API. */
export function isResponseUrl(url: string, api?: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, port, username, password, origin } = new URL(url);
	if (username !== "" || password !== "") return false;
	if (api !== undefined && URL.canParse(api) && new URL(api).origin === origin) return true;
	return protocol === "https:" && port === "" && RESPONSE_HOSTS.has(hostname);
}

class ResponseError extends Error {
	readonly status: number;
	readonly retryAfter: number;

	constructor(status: number, retryAfter: number) {
		super(`The address for the answer said ${status}.`);
		this.status = status;
		this.retryAfter = retryAfter;
	}
}

/** How long to wait before another try, and whether all that is sent to Slack must wait; null where trying again is of no use. */
function pauseAfter(error: unknown, attempt: number): { readonly ms: number; readonly isForAll: boolean } | null {
	const passing = { ms: Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE), isForAll: false };
	if (error instanceof WebAPIRateLimitedError) return { ms: 1_000 * error.retryAfter, isForAll: true };
	if (error instanceof WebAPIPlatformError) return PASSING.has(error.data.error) ? passing : null;
	if (error instanceof WebAPIHTTPError) return error.statusCode >= 500 ? passing : null;
	if (error instanceof WebAPIRequestError) return passing;
	if (error instanceof ResponseError) {
		if (error.status === 429) return { ms: Number.isFinite(error.retryAfter) ? 1_000 * error.retryAfter : passing.ms, isForAll: true };
		return error.status >= 500 ? passing : null;
	}
	if (error instanceof QuothError || (error instanceof Error && error.name === "AbortError")) return null;
	return error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError") ? passing : null; // what `fetch` throws
}

function idOf(payload: unknown): unknown {
	return typeof payload === "object" && payload !== null && "event_id" in payload ? payload.event_id : undefined;
}

/** An error without what was sent: logs hold no question. */
function shortly(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** What the client says goes into our log, but for the lines that hold messages. */
function loggerFor(logger: Logger): SlackLogger {
	const said = (parts: unknown[]) => parts.map(String).join(" ");
	return {
		debug() {},
		info() {},
		warn: (...parts: unknown[]) => logger.debug(`Slack: ${said(parts)}`),
		error: (...parts: unknown[]) => logger.debug(`Slack: ${said(parts)}`),
		setLevel() {},
		getLevel: () => "error" as ReturnType<SlackLogger["getLevel"]>,
		setName() {},
	};
}
