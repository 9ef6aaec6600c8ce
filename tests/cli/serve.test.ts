import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { run } from "../../src/cli/program.ts";
import { quotesInBlocks } from "../../src/render/slack.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { indexOf, VILLAGE } from "../support/quoth.ts";
import { BOT_TOKEN, fakeSlack } from "../support/slack.ts";
import { mentionBody, SIGNING_SECRET, signedRequest } from "../support/slack-events.ts";
import { fakeTerminal } from "../support/terminal.ts";

const MAIN = join(import.meta.dirname, "../../dist/cli/main.js");

beforeAll(() => {
	if (!existsSync(MAIN)) throw new Error("run npm run build first");
});

const serve = (...args: string[]) => serveWith({}, ...args);

/** `quoth serve` as a process of its own, once it has printed its address. */
async function serveWith(env: Record<string, string>, ...args: string[]) {
	const child = spawn(process.execPath, [MAIN, "serve", "--port", "0", "--state", temporaryFolder(), ...args], {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, ...env },
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	const said = { out: "", err: "" };
	child.stdout.on("data", (data) => {
		said.out += data;
	});
	child.stderr.on("data", (data) => {
		said.err += data;
	});
	await expect
		.poll(() => /http:\S+/.exec(said.out)?.[0] ?? (child.exitCode === null ? "" : said.err), { timeout: 20_000 })
		.toMatch(/^http/);
	return { child, said, url: /http:\S+/.exec(said.out)?.[0] as string };
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("exit", resolve));

function ask(url: string, question: string, headers: Record<string, string> = {}) {
	return fetch(`${url}/v1/ask`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify({ question }),
	});
}

/** A question, and when its last byte has gone out. */
function send(url: string, question: string): { written: Promise<void>; answer: Promise<string> } {
	const sending = request(`${url}/v1/ask`, { method: "POST", headers: { "content-type": "application/json" } });
	const written = new Promise<void>((resolve) =>
		sending.once("socket", (socket) => socket.once("connect", () => socket.write("", () => resolve()))),
	);
	const answer = new Promise<string>((resolve, reject) => {
		sending.once("error", reject);
		sending.once("response", async (response) => {
			let body = "";
			for await (const part of response) body += part;
			resolve(body);
		});
	});
	sending.end(JSON.stringify({ question }));
	return { written, answer };
}

test("the log has a line for each request, without questions and keys; metrics have a port of their own", async () => {
	const index = await indexOf(VILLAGE);
	const { url, said, child } = await serve("--index", index, "--log-level", "info", "--metrics-port", "0");
	await ask(url, "Who built the bridge?");
	await ask(url, "Who built the bridge?", { authorization: "Bearer sk_00000000_verysecret" });
	await fetch(`${url}/v1/search?q=secret+subject`);
	await expect.poll(() => said.err).toContain('"path":"/v1/search"');
	expect(said.err).toMatch(/"method":"POST","path":"\/v1\/ask","status":200,"ms":\d+/);
	expect(said.err).not.toMatch(/bridge\?|verysecret|subject/);
	const metrics = /Metrics: (\S+)/.exec(said.err)?.[1] as string;
	const text = await (await fetch(metrics)).text();
	expect(text).toContain('quoth_answers_total{status="answered"} 1');
	expect(text).toContain('quoth_http_requests_total{method="POST",route="/v1/ask",status="401"} 1');
	expect(text).toContain("quoth_index_documents 3");
	expect((await fetch(`${url}/metrics`)).status).toBe(404);
	child.kill("SIGTERM");
	expect(await ended(child)).toBe(0);
});

test("questions are in the log when that is asked for", async () => {
	const { url, said } = await serve("--index", await indexOf(VILLAGE), "--log-level", "info", "--log-questions", "yes");
	await ask(url, "Who built the bridge?");
	await expect.poll(() => said.err).toContain('"question":"Who built the bridge?"');
});

test("SIGTERM lets what runs finish", async () => {
	const { url, child } = await serve("--index", await indexOf(VILLAGE));
	await ask(url, "Who built the bridge?");
	const sent = Array.from({ length: 12 }, () => send(url, "Who built the bridge?"));
	await Promise.all(sent.map((each) => each.written));
	const exit = ended(child);
	child.kill("SIGTERM");
	for (const answer of await Promise.all(sent.map((each) => each.answer))) expect(JSON.parse(answer)).toMatchObject({ status: "answered" });
	expect(await exit).toBe(0);
});

test("on another address than this machine's own every request needs a key, and one that is made counts at once", async () => {
	const state = temporaryFolder();
	const { url, said } = await serve("--index", await indexOf(VILLAGE), "--host", "0.0.0.0", "--state", state);
	await expect.poll(() => said.err).toContain("quoth keys create");
	expect((await ask(url, "Who built the bridge?")).status).toBe(401);
	const { terminal, written } = fakeTerminal();
	expect(await run(["keys", "create", "--state", state, "--name", "a test"], terminal)).toBe(0);
	const key = written.out.trim();
	expect((await ask(url, "Who built the bridge?", { authorization: `Bearer ${key}` })).status).toBe(200);
	const listed = fakeTerminal();
	expect(await run(["keys", "list", "--state", state], listed.terminal)).toBe(0);
	expect(listed.written.out).toMatch(/^[0-9a-f]{8} {2}sk {2}ask {2}\d{4}-\d\d-\d\d {2}a test\n$/);
	expect(await run(["keys", "revoke", listed.written.out.slice(0, 8), "--state", state], fakeTerminal().terminal)).toBe(0);
	expect((await ask(url, "Who built the bridge?", { authorization: `Bearer ${key}` })).status).toBe(401);
});

test("keys: what is wrong is said", async () => {
	const state = temporaryFolder();
	for (const [args, message] of [
		[["create", "--scopes", "ask,fly"], /"fly"/],
		[["create", "--origin", "www.example.org"], /https:\/\/www\.example\.org/],
		[["create", "--origin", "https://www.example.org", "--scopes", "ingest"], /ask only/],
		[["revoke", "nope"], /"nope"/],
	] as const) {
		const { terminal, written } = fakeTerminal();
		expect(await run(["keys", ...args, "--state", state], terminal)).not.toBe(0);
		expect(written.err).toMatch(message);
	}
});

const SLACK = { QUOTH_SLACK_SIGNING_SECRET: SIGNING_SECRET, QUOTH_SLACK_BOT_TOKEN: BOT_TOKEN };

const mention = (url: string, id: string) =>
	fetch(`${url}/slack/events`, signedRequest(mentionBody("Who built the bridge?", id, `${id}.1`)));

test("with Slack's secrets it answers there, and a killed process loses no question that was acknowledged", async () => {
	const slack = await fakeSlack();
	const state = temporaryFolder();
	const args = ["--index", await indexOf(VILLAGE), "--state", state, "--slack-api", slack.api, "--public-url", "https://quoth.example.org"];
	const first = await serveWith(SLACK, ...args);
	slack.troubles.push({ method: "chat.postMessage", status: 429, retryAfter: 30 }); // so that it has not been answered when the process is killed
	expect((await mention(first.url, "1")).status).toBe(200);
	await expect.poll(() => slack.troubles.length).toBe(0);
	first.child.kill("SIGKILL");
	await ended(first.child);
	const second = await serveWith(SLACK, ...args);
	await expect.poll(() => second.said.err).toContain("Slack: https://quoth.example.org/slack\n");
	const looked = await fetch(`${second.url}/slack/events`);
	expect([looked.status, looked.headers.get("allow")]).toEqual([405, "POST"]);
	expect((await mention(second.url, "1")).status).toBe(200); // Slack may ask again
	await expect.poll(() => slack.posted.length, { timeout: 10_000 }).toBe(1);
	expect((await mention(second.url, "2")).status).toBe(200);
	second.child.kill("SIGTERM");
	expect(await ended(second.child)).toBe(0);
	expect(slack.posted.map(({ thread_ts }) => thread_ts)).toEqual(["1.1", "2.1"]);
	expect(quotesInBlocks(slack.posted[0]?.blocks ?? [])[0]).toContain("Jonas Fell");
}, 40_000);

test("Mattermost is answered where its tokens are set, and nothing is there where no secrets are", async () => {
	const { url } = await serveWith({ QUOTH_MATTERMOST_TOKENS: "one, two" }, "--index", await indexOf(VILLAGE));
	const form = (token: string) => ({
		method: "POST",
		body: new URLSearchParams({ token, command: "/ask", text: "Who built the bridge?" }),
	});
	expect(await (await fetch(`${url}/mattermost`, form("two"))).json()).toMatchObject({ text: expect.stringContaining("Jonas Fell") });
	expect((await fetch(`${url}/mattermost`, form("three"))).status).toBe(401);
	expect((await mention(url, "1")).status).toBe(404);
});

test.each([
	[{ QUOTH_SLACK_BOT_TOKEN: BOT_TOKEN }, [], "QUOTH_SLACK_SIGNING_SECRET"],
	[{ QUOTH_SLACK_SIGNING_SECRET: "x" }, [], "QUOTH_SLACK_BOT_TOKEN"],
	[{ ...SLACK, QUOTH_SLACK_BOT_TOKEN: "mixed up" }, [], "begins with xoxb-"],
	[SLACK, [], "--public-url"],
	[SLACK, ["--slack-channels", "#general"], '"#general"'],
	[{}, ["--slack-channels", "C012AB3CD"], "QUOTH_SLACK_SIGNING_SECRET"],
	[{ QUOTH_MATTERMOST_TOKENS: " , " }, [], "QUOTH_MATTERMOST_TOKENS"],
] as const)("what is missing or wrong is told: %j, %j", async (env, args, missing) => {
	const { terminal, written } = fakeTerminal({ env });
	expect(await run(["serve", "--port", "0", "--state", temporaryFolder(), "--index", await indexOf(VILLAGE), ...args], terminal)).toBe(2);
	expect(written.err).toContain(missing);
});

test("while the first ingestion runs the server says that it is not ready", async () => {
	const files = Object.fromEntries(
		Array.from({ length: 400 }, (_, at) => [`${at}.txt`, `The house number ${at} was built in ${1500 + at}.\n\n`.repeat(40)]),
	);
	const corpus = folderWith(files);
	const port = 20_000 + Math.floor(Math.random() * 20_000);
	const child = spawn(
		process.execPath,
		[MAIN, "serve", "--port", String(port), "--state", temporaryFolder(), "--corpus", corpus, "--index", join(temporaryFolder(), "i")],
		{
			stdio: "ignore",
		},
	);
	onTestFinished(() => void child.kill("SIGKILL"));
	const ready = async () => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
	await expect.poll(async () => (await ready())?.status, { timeout: 10_000, interval: 20 }).toBe(503);
	expect(await (await ready())?.json()).toMatchObject({ code: "index-missing" });
	await expect.poll(async () => (await ready())?.status, { timeout: 25_000 }).toBe(200);
});
