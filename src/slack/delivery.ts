import {
	type FetchFunction,
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

/** What is said of a posted answer, so that it is known again in its thread. */
export type Mark = { readonly event_id: string; readonly question: string; readonly understood_as: string };

/** One try each. What may work later throws `TryLater`, what never will `SlackRefusal`. */
export type Delivery = {
	/** @param mark left out for what is no answer */
	post(to: Thread, message: SlackMessage, mark: Pick<Mark, "event_id"> & Partial<Mark>): Promise<void>;
	/** The answer to an event in its thread; null where there is none, or where the thread may not be read. @param since its time in Slack's form */
	findPosted(to: Thread, event: string, since: string): Promise<ThreadMessage | null>;
	/** Answers a command or a button at the address that came with it. @param thread where the button is */
	respond(url: string, message: SlackMessage, thread?: string | null): Promise<void>;
	/** @throws QuothError `invalid-request` where an answer may not be sent: Slack's addresses only */
	requireResponseUrl(url: string): void;
	/** The messages of a thread before one, oldest first; a thousand at most. */
	replies(of: Thread, before: string): Promise<ThreadMessage[]>;
	/** Whether Slack knows the token. */
	checkToken(): Promise<void>;
	/** What only some workspaces have, and is nice where it works: suggested prompts and a status. Never fails. */
	suggest(channel: string, prompts: readonly string[]): Promise<void>;
	setStatus(to: Thread, status: string): Promise<void>;
};

/** By this our messages are known in a thread. */
export const ANSWER_METADATA = "quoth_answer";
const TIMEOUT = 10_000;
const EXTRAS_TIMEOUT = 1_500;
/** Milliseconds to wait after a failure that says nothing about it, doubled each time. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** Milliseconds in which a message may still turn up that Slack was given up with. */
const AFTER_TIMEOUT = 20_000;
const LONGEST_SAID = 500;
const PAGE = 200;
const MOST_PAGES = 5;
/** Slack takes up to four. */
const MOST_PROMPTS = 4;
/** Errors of Slack's that pass. */
const PASSING = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"]);
/** Slack's hosts for answers to commands and buttons. */
const RESPONSE_HOSTS = new Set(["hooks.slack.com", "hooks.slack-gov.com"]);

const REFUSALS: readonly (readonly [errors: RegExp, advice: string])[] = [
	[
		/^(?:invalid_auth|not_authed|account_inactive|token_revoked|token_expired)$/,
		"Set QUOTH_SLACK_BOT_TOKEN to the bot token of the app (xoxb-…).",
	],
	[/^(?:missing_scope|not_allowed_token_type|no_permission)$/, "Give the app the scopes of docs/slack-manifest.yaml and install it again."],
	[/^(?:not_in_channel|channel_not_found|is_archived)$/, "Invite the bot into the channel."],
];

/** Something that may work later. */
export class TryLater extends Error {
	/** Milliseconds; null where nothing says how long. */
	readonly ms: number | null;
	/** Whether it may have worked all the same. */
	readonly isDoubtful: boolean;

	constructor(message: string, ms: number | null, isDoubtful: boolean) {
		super(message);
		this.ms = ms;
		this.isDoubtful = isDoubtful;
	}

	/** @param attempt how often it was tried before */
	pause(attempt: number): number {
		return this.ms ?? Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE);
	}
}

/** Something that Slack does not do. */
export class SlackRefusal extends Error {
	/** Slack's code. */
	readonly code: string;

	constructor(code: string) {
		super(`Slack says ${code}. ${REFUSALS.find(([errors]) => errors.test(code))?.[1] ?? ""}`.trim());
		this.code = code;
	}

	/** Whether it was the message that Slack did not take. */
	get isAboutMessage(): boolean {
		return /blocks|too_long|too_large|invalid_(?:metadata|arguments|payload)|HTTP 400/.test(this.code);
	}
}

export type DeliveryOptions = {
	readonly token: string;
	/** Address of Slack's API. */
	readonly api?: string | undefined;
	readonly logger: Logger;
	/** Ends what is on its way. */
	readonly signal: AbortSignal;
	readonly now?: () => number;
};

export function createDelivery({ token, api, logger, signal, now = Date.now }: DeliveryOptions): Delivery {
	const fetching: FetchFunction = (url, { signal: own, ...init } = {}) =>
		fetch(url, { ...init, signal: own === undefined ? signal : AbortSignal.any([own, signal]) });
	const base = {
		...(api === undefined ? {} : { slackApiUrl: api }),
		logger: loggerFor(logger),
		rejectRateLimitedCalls: true,
		fetch: fetching,
	};
	// Trying again is the bot's work: only there it is known whether a message may have arrived all the same, and who else waits.
	const client = new WebClient(token, { ...base, retryConfig: { retries: 0 }, timeout: TIMEOUT });
	const extras = new WebClient(token, { ...base, retryConfig: { retries: 0 }, timeout: EXTRAS_TIMEOUT });
	/** Until when nothing is sent of a kind: Slack limits by method, and messages by channel. */
	const closed = new Map<string, number>();

	/** @param lane what Slack limits together */
	async function once<T>(lane: string, work: () => Promise<T>): Promise<T> {
		const wait = (closed.get(lane) ?? 0) - now();
		if (wait > 0) throw new TryLater("Slack asked for a pause.", wait, false);
		closed.delete(lane);
		try {
			return await work();
		} catch (error) {
			const known = read(error);
			if (known instanceof TryLater && known.ms !== null && !known.isDoubtful) close(lane, known.ms);
			throw known;
		}
	}

	function close(lane: string, ms: number): void {
		for (const [other, until] of closed) if (until < now()) closed.delete(other);
		closed.set(lane, now() + ms);
	}

	/** @param bounds what part of the thread */
	async function pagesOf({ channel, thread }: Thread, bounds: { oldest?: string; latest?: string }): Promise<ThreadMessage[]> {
		const found: ThreadMessage[] = [];
		let cursor: string | undefined;
		for (let page = 0; page < MOST_PAGES && cursor !== ""; page += 1) {
			const answer = await once("replies", () =>
				client.conversations.replies({
					channel,
					ts: thread,
					limit: PAGE,
					include_all_metadata: true,
					...bounds,
					...(cursor && { cursor }),
				}),
			);
			found.push(...((answer.messages ?? []) as ThreadMessage[]));
			cursor = answer.response_metadata?.next_cursor ?? "";
		}
		return found;
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
		async post(to, message, mark) {
			await once(`post ${to.channel}`, () =>
				client.chat.postMessage({
					channel: to.channel,
					thread_ts: to.thread,
					text: message.text,
					mrkdwn: false,
					blocks: message.blocks,
					unfurl_links: false,
					unfurl_media: false,
					metadata: { event_type: ANSWER_METADATA, event_payload: mark },
				}),
			);
		},
		async findPosted(to, event, since) {
			try {
				const messages = await pagesOf(to, { oldest: since });
				return messages.find(({ metadata }) => metadata?.event_type === ANSWER_METADATA && idOf(metadata.event_payload) === event) ?? null;
			} catch (error) {
				if (error instanceof TryLater) throw error;
				logger.warn({ err: shortly(error) }, "Slack: the thread cannot be read; an answer may be posted twice after a failure");
				return null;
			}
		},
		async respond(url, message, thread = null) {
			requireResponseUrl(url);
			await once(`respond ${url}`, async () => {
				const response = await fetch(url, {
					method: "POST",
					headers: { "content-type": "application/json; charset=utf-8" },
					body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...(thread && { thread_ts: thread }), ...message }),
					redirect: "error",
					signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT), signal]),
				});
				const said = (await response.text()).slice(0, LONGEST_SAID);
				if (!response.ok) throw new ResponseError(response.status, response.headers.get("retry-after"), codeIn(said));
				if (/"ok"\s*:\s*false/.test(said)) throw new SlackRefusal(codeIn(said) ?? "no");
			});
		},
		replies: (of, before) => pagesOf(of, { latest: before }),
		async checkToken() {
			await once("auth", () => client.auth.test());
		},
		suggest: (channel, prompts) =>
			extra(() =>
				extras.assistant.threads.setSuggestedPrompts({
					channel_id: channel,
					title: "These documents answer, for example:",
					prompts: prompts.slice(0, MOST_PROMPTS).map((question) => ({ title: question, message: question })),
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
	readonly retryAfter: string | null;
	readonly code: string;

	constructor(status: number, retryAfter: string | null, code: string | null) {
		super(`The address for the answer said ${status}.`);
		this.status = status;
		this.retryAfter = retryAfter;
		this.code = code ?? `HTTP ${status}`;
	}
}

/** What an error means for us. */
function read(error: unknown): Error {
	if (error instanceof WebAPIRateLimitedError) return new TryLater("Slack limits how much is sent.", secondsOf(error.retryAfter), false);
	if (error instanceof WebAPIPlatformError) {
		const { error: code } = error.data;
		// What is no code is a page of something that stands between, not Slack's answer.
		return PASSING.has(code) || !/^\w{1,80}$/.test(code) ? new TryLater(shortly(error), null, true) : new SlackRefusal(code);
	}
	if (error instanceof WebAPIHTTPError && isForGood(error.statusCode)) return new SlackRefusal(`HTTP ${error.statusCode}`);
	if (error instanceof ResponseError) {
		if (error.status === 429) return new TryLater(error.message, secondsOf(Number(error.retryAfter ?? Number.NaN)), false);
		return isForGood(error.status) ? new SlackRefusal(error.code) : new TryLater(error.message, null, true);
	}
	if (error instanceof QuothError || error instanceof TryLater || error instanceof SlackRefusal) return error;
	// What is left are failures of the network, and answers that are not Slack's: it may have arrived, or not.
	if (isTimeout(error)) return new TryLater(shortly(error), AFTER_TIMEOUT, true);
	return new TryLater(shortly(error), null, !(error instanceof WebAPIRequestError && isUnreachable(error)));
}

function isForGood(status: number): boolean {
	return status >= 400 && status < 500 && status !== 408 && status !== 425;
}

/** Whether Slack was given up while it may be at work still. */
function isTimeout(error: unknown): boolean {
	const cause = error instanceof WebAPIRequestError ? error.original : error;
	return cause instanceof Error && cause.name === "TimeoutError";
}

/** Slack's code in what it says. */
function codeIn(said: string): string | null {
	return /"error"\s*:\s*"(\w{1,80})"/.exec(said)?.[1] ?? (/^\w{1,80}$/.test(said) ? said : null);
}

/** Whether nothing can have arrived: no connection was made. */
function isUnreachable(error: WebAPIRequestError): boolean {
	const cause = error.original.cause as { code?: string } | undefined;
	return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(cause?.code ?? "");
}

/** Milliseconds, and no longer than the time in which anyone waits; null where Slack says nothing of use. */
function secondsOf(seconds: number): number | null {
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(1_000 * seconds, 60 * LONGEST_PAUSE) : null;
}

function idOf(payload: unknown): unknown {
	return typeof payload === "object" && payload !== null && "event_id" in payload ? payload.event_id : undefined;
}

/** An error without what was sent, and without pages that came back: logs hold no question. */
export function shortly(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).slice(0, 200);
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
