import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { onTestFinished } from "vitest";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import type { Quoth } from "../../src/quoth.ts";
import { quotesInBlocks } from "../../src/render/slack.ts";
import { createSlackApp, type SlackOptions } from "../../src/slack/app.ts";
import { temporaryFolder } from "./folders.ts";
import { quothOver, VILLAGE } from "./quoth.ts";
import { BOT, eventBody, SIGNING_SECRET, type SigningOptions, signedRequest } from "./slack-events.ts";

export { BOT, SIGNING_SECRET };
export const BOT_TOKEN = "xoxb-fake-token";

const FORM = "application/x-www-form-urlencoded";

export type Call = { readonly method: string; readonly args: Record<string, unknown>; readonly at: number };
/** So few that it is seen when only the first page is read. */
const REPLIES_A_PAGE = 2;
type Block = { type: string; elements?: unknown[]; text?: { text: string } };
export type Posted = {
	readonly channel: string;
	readonly thread_ts: string;
	readonly text: string;
	readonly blocks: Block[];
	readonly metadata: { event_type: string; event_payload: Record<string, unknown> };
	readonly ts: string;
};
/** How the next call of a method goes wrong: with a status, an error of Slack's, a closed connection before or after the work, late. */
export type Trouble = {
	readonly method: string;
	/** Of this channel only. */
	readonly channel?: string;
	/** How many calls it meets; one when left out. */
	times?: number;
	readonly status?: number;
	readonly retryAfter?: number | string | null;
	readonly error?: string;
	readonly page?: string;
	readonly drop?: "before" | "after";
	readonly delay?: number;
	readonly hang?: true;
};

/** Slack on loopback: it checks what it is sent as the real one does, remembers it, and can fail, delay and repeat. */
export async function fakeSlack() {
	const calls: Call[] = [];
	const posted: Posted[] = [];
	const responses: { path: string; body: Record<string, unknown> }[] = [];
	const troubles: Trouble[] = [];
	const said: Record<string, unknown>[] = [];
	const tries: { readonly method: string; readonly at: number }[] = [];
	let clock = 1_700_000_000;

	const server = createServer(async (request, response) => {
		const body = await bodyOf(request);
		const method = (request.url ?? "").split("/").pop() as string;
		const isResponse = request.url?.startsWith("/commands/") === true;
		const name = isResponse ? "response" : method;
		const channelOf = new URLSearchParams(body).get("channel");
		const trouble = troubles.find(({ method: met, channel }) => met === name && (channel === undefined || channel === channelOf));
		if (trouble !== undefined) {
			tries.push({ method: name, at: Date.now() });
			trouble.times = (trouble.times ?? 1) - 1;
			if (trouble.times === 0) troubles.splice(troubles.indexOf(trouble), 1);
		}
		const reply = (status: number, json: object, headers: Record<string, string> = {}) =>
			response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
		if (trouble?.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, trouble.delay));
		if (trouble?.hang) return;
		if (trouble?.page !== undefined) return void response.writeHead(200, { "content-type": "text/html" }).end(trouble.page);
		if (trouble?.drop === "before") return void request.socket.destroy();
		if (trouble?.status === 429) {
			const { retryAfter = 1 } = trouble;
			return void reply(429, { ok: false, error: "ratelimited" }, retryAfter === null ? {} : { "retry-after": String(retryAfter) });
		}
		if (trouble?.status !== undefined) return void reply(trouble.status, {});
		if (trouble?.error !== undefined) return void reply(200, { ok: false, error: trouble.error });
		if (isResponse) {
			const json = JSON.parse(body);
			checkMessage(json);
			responses.push({ path: request.url as string, body: json });
			if (trouble?.drop === "after") return void request.socket.destroy();
			return void reply(200, { ok: true });
		}
		const args = argumentsOf(body);
		if (request.headers.authorization !== `Bearer ${BOT_TOKEN}` && args.token !== BOT_TOKEN)
			return void reply(200, { ok: false, error: "invalid_auth" });
		calls.push({ method, args, at: Date.now() });
		if (method === "chat.postMessage") {
			const problem = problemOf(args);
			if (problem !== null) return void reply(200, { ok: false, error: problem });
			const ts = `${clock++}.000100`;
			posted.push({ ...args, ts } as unknown as Posted);
			if (trouble?.drop === "after") return void request.socket.destroy();
			return void reply(200, { ok: true, ts, channel: args.channel });
		}
		if (method === "conversations.replies") {
			const thread = [...said, ...posted.map((message) => ({ bot_id: "B1", ...message }))];
			const within = thread
				.filter(({ channel, thread_ts, ts }) => channel === args.channel && (thread_ts === args.ts || ts === args.ts))
				.filter(({ ts }) => args.oldest === undefined || Number(ts) > Number(args.oldest))
				.filter(({ ts }) => args.latest === undefined || Number(ts) < Number(args.latest))
				.map((message) => (args.include_all_metadata === "true" ? message : { ...message, metadata: undefined }));
			const from = Number(args.cursor ?? 0);
			const to = from + Math.min(Number(args.limit ?? 100), REPLIES_A_PAGE);
			const next_cursor = to < within.length ? String(to) : "";
			return void reply(200, { ok: true, messages: within.slice(from, to), response_metadata: { next_cursor } });
		}
		if (method === "assistant.threads.setSuggestedPrompts" && (args.prompts as object[]).length > 4)
			return void reply(200, { ok: false, error: "invalid_arguments" });
		if (method.startsWith("assistant.threads.") || method === "auth.test") return void reply(200, { ok: true, user_id: BOT });
		reply(200, { ok: false, error: "unknown_method" });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { api: `${origin}/api/`, origin, calls, posted, responses, troubles, tries, said };
}

/** The bot's door, served, and what Slack would do with it. */
export async function slackBot(quoth: Quoth, slack: { api: string }, options: Partial<SlackOptions> = {}) {
	const state = options.state ?? temporaryFolder();
	const door = await createSlackApp(quoth, createLogger("silent"), {
		signingSecret: SIGNING_SECRET,
		botToken: BOT_TOKEN,
		publicUrl: "https://quoth.example.org",
		api: slack.api,
		...options,
		state,
	});
	const server = await serve(new Hono().route("/slack", door.app), { host: "127.0.0.1", port: 0 });
	let isClosed = false;
	const close = async (patience?: number) => {
		if (isClosed) return;
		isClosed = true;
		await Promise.all([server.close(), door.close(patience)]);
	};
	onTestFinished(() => close(0));

	const send = (path: string, body: string, options: SigningOptions = {}) =>
		fetch(`${server.url}/slack/${path}`, signedRequest(body, { type: path === "events" ? "application/json" : FORM, ...options }));
	const event = (inner: object, id: string, options?: SigningOptions) => send("events", eventBody(inner, id), options);
	const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
	return {
		state,
		url: server.url,
		close,
		send,
		event,
		/** Someone mentions the bot. */
		mention: (
			question: string,
			{ id = `Ev${Math.random()}`, ts = "100.1", thread_ts = undefined as string | undefined, channel = "C1" } = {},
		) => event({ type: "app_mention", user: "U1", text: `<@${BOT}> ${question}`, channel, ts, ...(thread_ts && { thread_ts }) }, id),
		command: (text: string, responseUrl: string, trigger = `t${Math.random()}`, options?: SigningOptions) =>
			send("commands", form({ command: "/ask", text, response_url: responseUrl, trigger_id: trigger, user_id: "U1" }), options),
		press: (payload: object) => send("interactions", form({ payload: JSON.stringify({ type: "block_actions", ...payload }) })),
	};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = "";
	for await (const part of request.setEncoding("utf8")) body += part;
	return body;
}

function argumentsOf(body: string): Record<string, unknown> {
	return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}

function problemOf(args: Record<string, unknown>): string | null {
	try {
		checkMessage(args);
		if (JSON.stringify(args.metadata ?? {}).length > 8_000) return "metadata_too_large";
		if (!/^\d+\.\d+$/.test(String(args.thread_ts))) return "thread_not_found";
		return typeof args.channel === "string" ? null : "channel_not_found";
	} catch {
		return "invalid_blocks";
	}
}

/** Slack's own limits and shapes, as its reference of blocks has them. @throws Error for what Slack would refuse */
export function checkMessage({ text, blocks }: Record<string, unknown>): void {
	const fail = (why: string): never => {
		throw new Error(why);
	};
	if (typeof text !== "string" || text === "" || text.length > 4_000) fail("text");
	if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50) fail("number of blocks");
	if (JSON.stringify(blocks).length > 40_000) fail("size");
	let total = 0;
	const plain = (value: { type?: string; text?: string }, most: number) => {
		if (!["plain_text", "mrkdwn"].includes(value?.type ?? "")) fail("text object");
		if (typeof value.text !== "string" || value.text === "" || value.text.length > most) fail("text of a block");
		total += (value.text as string).length;
	};
	const rich = (elements: unknown): void => {
		if (!Array.isArray(elements) || elements.length === 0) fail("rich text without elements");
		for (const element of elements as { type: string; text?: string; elements?: unknown }[]) {
			if (element.type === "text") {
				if (!element.text || element.text.length > 3_000) fail("rich text");
				total += (element.text as string).length;
			} else if (["rich_text_section", "rich_text_quote", "rich_text_list"].includes(element.type)) rich(element.elements);
			else fail(element.type);
		}
	};
	for (const block of blocks as { type: string; text: { text: string }; elements: Record<string, unknown>[] }[]) {
		if (block.type === "section") plain(block.text, 3_000);
		else if (block.type === "rich_text") rich(block.elements);
		else if (block.type === "context") {
			if (block.elements.length === 0 || block.elements.length > 10) fail("context");
			for (const element of block.elements) plain(element as { type: string; text: string }, 3_000);
		} else if (block.type === "actions") {
			if (block.elements.length === 0 || block.elements.length > 25) fail("actions");
			const ids = block.elements.map(({ action_id }) => action_id);
			if (new Set(ids).size < ids.length) fail("action_id twice");
			for (const { text: label, value, url } of block.elements as { text: { text: string }; value?: string; url?: string }[]) {
				plain(label, 75);
				if ((value?.length ?? 0) > 2_000 || (url?.length ?? 0) > 3_000) fail("button");
			}
		} else fail(block.type);
	}
	if (total > 10_000) fail("msg_blocks_too_long");
}

/** A bot over the village, and the Slack that it is in. */
export async function slackVillage(options: Partial<SlackOptions> = {}, files: Record<string, string> = VILLAGE) {
	const quoth = await quothOver(files);
	const slack = await fakeSlack();
	return { quoth, slack, bot: await slackBot(quoth, slack, options) };
}

export const quotesOf = (message: Posted | undefined) => quotesInBlocks(message?.blocks ?? []);
/** Everything that blocks say, as JSON. */
export const textOf = (message: { blocks: unknown }) => JSON.stringify(message.blocks);
export const buttonsOf = (message: { blocks: { type: string; elements?: unknown }[] }) =>
	message.blocks
		.filter(({ type }) => type === "actions")
		.flatMap(({ elements }) => elements as { action_id: string; value: string; url: string }[]);
