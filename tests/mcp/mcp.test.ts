import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createAdmission } from "../../src/admission.ts";
import type { Answer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppOptions } from "../../src/http/options.ts";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import { createMcpEndpoint } from "../../src/mcp/endpoint.ts";
import type { Quoth } from "../../src/quoth.ts";
import { quotesInMarkdown } from "../../src/render/markdown.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { indexOf, quothOver, VILLAGE } from "../support/quoth.ts";

const MAIN = join(import.meta.dirname, "../../dist/cli/main.js");
const logger = createLogger("silent");

beforeAll(() => {
	if (!existsSync(MAIN)) throw new Error("run npm run build first");
});

/** Generations of the protocol: 2025's with its handshake, and 2026's, in which each request stands for itself. */
const GENERATIONS = [
	["2025", { mode: "legacy" }],
	["2026", { mode: { pin: "2026-07-28" } }],
	["as they agree", { mode: "auto" }],
] as const;
type Generation = (typeof GENERATIONS)[number][1];

async function served(options: AppOptions = {}, quoth?: Quoth) {
	const open = quoth ?? (await quothOver(VILLAGE));
	const mcp = createMcpEndpoint({ quoth: open, logger, admission: createAdmission(64), publicUrl: options.publicUrl });
	const server = await serve(createApp(open, logger, { assets: new Map(), ...options, mcp }), { host: "127.0.0.1", port: 0 });
	onTestFinished(async () => {
		await mcp.close();
		await server.close();
	});
	return { quoth: open, url: `${server.url}/mcp` };
}

async function connect(url: string, generation: Generation, headers: Record<string, string> = {}) {
	const client = new Client({ name: "a test", version: "1.0.0" }, { versionNegotiation: generation });
	await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
	onTestFinished(() => client.close());
	return client;
}

const textOf = (result: { content: unknown }) => (result.content as { text: string }[])[0]?.text as string;

describe.each(GENERATIONS)("the official client over HTTP, protocol of %s", (_, generation) => {
	test("ask: the quotes as text and as structured content, the same as elsewhere", async () => {
		const { quoth, url } = await served({ publicUrl: "https://quoth.example.org" });
		const client = await connect(url, generation);
		const result = await client.callTool({ name: "ask", arguments: { question: "Who built the bridge?" } });
		const answer = await quoth.ask({ question: "Who built the bridge?" });
		const structured = result.structuredContent as Answer;
		expect(structured.quotes).toEqual(answer.quotes);
		expect(quotesInMarkdown(textOf(result))).toEqual(answer.quotes.map(({ text }) => text));
		expect(textOf(result)).toContain("https://quoth.example.org/documents/");
		const missing = await client.callTool({ name: "ask", arguments: { question: "What is the weather on Mars?" } });
		expect(missing.isError).toBeFalsy();
		expect(missing.structuredContent).toMatchObject({ status: "not-found", quotes: [] });
	});

	test("the tools only read, have schemas of what they give, and a follow-up is understood by its history", async () => {
		const { url } = await served();
		const client = await connect(url, generation);
		const { tools } = await client.listTools();
		expect(tools.map(({ name }) => name).sort()).toEqual(["ask", "check_quote", "fetch", "search"]);
		for (const { annotations, outputSchema, inputSchema } of tools) {
			expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
			for (const schema of [inputSchema, outputSchema]) {
				expect(schema).toMatchObject({ type: "object", properties: expect.any(Object) });
				expect(schema).not.toHaveProperty("$ref");
			}
		}
		const history = [{ question: "Who founded the bakery?", quotes: [] }];
		const { structuredContent } = await client.callTool({ name: "ask", arguments: { question: "What about the bridge?", history } });
		expect((structuredContent as Answer).understoodAs).toContain("bridge");
	});

	test("check_quote: verbatim and where; a changed word is not, with what comes nearest", async () => {
		const { quoth, url } = await served();
		const client = await connect(url, generation);
		const check = async (args: Record<string, unknown>) =>
			(await client.callTool({ name: "check_quote", arguments: args })).structuredContent;
		const text = "It was built by Jonas Fell in 1822.";
		const found = (await check({ text })) as { verbatim: boolean; places: { documentId: string; start: number; end: number }[] };
		expect(found.verbatim).toBe(true);
		for (const { documentId, start, end } of found.places) expect(quoth.document(documentId)?.text.slice(start, end)).toBe(text);
		expect(await check({ text: "It was built by Jonas Fell in 1823." })).toMatchObject({
			verbatim: false,
			places: [],
			nearest: expect.arrayContaining([expect.objectContaining({ title: "The bridge" })]),
		});
		expect(await check({ text, document: "library.md" })).toMatchObject({ verbatim: false });
		for (const wrong of [" \n", "\ud83d", "x".repeat(5_001)]) {
			const refused = await client.callTool({ name: "check_quote", arguments: { text: wrong } }).catch(() => ({ isError: true }));
			expect(refused.isError).toBe(true);
		}
		const unknown = await client.callTool({ name: "check_quote", arguments: { text, document: "none.md" } });
		expect([unknown.isError, textOf(unknown)]).toEqual([true, expect.stringContaining("document-not-found")]);
	});

	test("search and fetch, in the shapes that connectors expect, and documents as resources", async () => {
		const { quoth, url } = await served({ publicUrl: "https://quoth.example.org" });
		const client = await connect(url, generation);
		const search = await client.callTool({ name: "search", arguments: { query: "bridge over the river" } });
		const { results } = JSON.parse(textOf(search)) as { results: { id: string; title: string; url: string }[] };
		expect(search.structuredContent).toEqual({ results });
		expect(results[0]).toMatchObject({
			title: "The bridge",
			url: expect.stringMatching(/^https:\/\/quoth\.example\.org\/documents\/\w+#char=/),
		});
		const fetched = await client.callTool({ name: "fetch", arguments: { id: results[0]?.id } });
		const document = quoth.document(results[0]?.id as string);
		expect(JSON.parse(textOf(fetched))).toMatchObject({ id: document?.id, text: document?.text, metadata: { author: "Mara Quint" } });
		const { resources } = await client.listResources();
		expect(resources.map(({ name }) => name).sort()).toEqual(["bakery.txt", "bridge.html", "library.md"]);
		for (const { uri } of resources) {
			const { contents } = await client.readResource({ uri });
			expect((contents[0] as { text: string }).text).toBe(quoth.document(uri.slice("quoth://documents/".length))?.text);
		}
		for (const uri of ["quoth://documents/none", "quoth://documents/%2e%2e%2fetc", "quoth://documents/%ff", "quoth://documents/"])
			await expect(client.readResource({ uri })).rejects.toThrow();
	});

	test("what is wrong is told: empty and unknown arguments", async () => {
		const { url } = await served();
		const client = await connect(url, generation);
		for (const args of [
			{},
			{ question: "" },
			{ question: "x".repeat(2_001) },
			{ question: "Who?", unheard: 1 },
			{ question: "Who?", documents: ["none"] },
		]) {
			const outcome = await client.callTool({ name: "ask", arguments: args }).then(
				(result) => ({ failed: result.isError === true, text: textOf(result) }),
				(error: Error) => ({ failed: true, text: error.message }),
			);
			expect([args, outcome.failed, outcome.text.length > 10]).toEqual([args, true, true]);
		}
	});
});

test("many calls in one request do not get around the limits", async () => {
	const { url } = await served({ rateLimit: 2 });
	const call = { jsonrpc: "2.0", method: "tools/call", params: { name: "ask", arguments: { question: "Who built the bridge?" } } };
	const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
	const batch = await fetch(url, {
		method: "POST",
		headers,
		body: JSON.stringify(Array.from({ length: 30 }, (_, id) => ({ ...call, id }))),
	});
	expect([batch.status, await batch.json()]).toEqual([400, expect.objectContaining({ error: expect.objectContaining({ code: -32600 }) })]);
});

test("keys, foreign websites and foreign names of the server are checked before anything else", async () => {
	const keys = createKeyStore(temporaryFolder());
	const { written } = keys.create({ name: "a test", scopes: ["ask"], origins: [] });
	const { url, quoth } = await served({ keys, anonymous: [] });
	await expect(connect(url, { mode: "legacy" })).rejects.toThrow();
	const client = await connect(url, { mode: "legacy" }, { authorization: `Bearer ${written}` });
	expect((await client.listTools()).tools).toHaveLength(4);
	const open = await served({ loopbackOnly: true }, quoth);
	const post = (headers: Record<string, string>) =>
		fetch(open.url, {
			method: "POST",
			headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
			body: "{}",
		});
	expect(await (await post({ origin: "https://evil.example" })).json()).toMatchObject({ code: "origin-not-allowed" });
	for (const method of ["GET", "DELETE"])
		expect((await fetch(open.url, { method, headers: { origin: "https://evil.example", accept: "text/event-stream" } })).status).toBe(403);
	expect(await (await post({ "x-forwarded-for": "1.2.3.4" })).json()).toMatchObject({ code: "host-not-allowed" });
	expect((await createApp(quoth, logger, { assets: new Map() }).request("/mcp", { method: "POST" })).status).toBe(404);
});

describe.each(GENERATIONS)("quoth mcp over standard input and output, protocol of %s", (_, generation) => {
	test("the same tools; the program ends with its input", async () => {
		const index = await indexOf(VILLAGE);
		const client = new Client({ name: "a test", version: "1.0.0" }, { versionNegotiation: generation });
		const transport = new StdioClientTransport({ command: process.execPath, args: [MAIN, "mcp", "--index", index], stderr: "pipe" });
		await client.connect(transport);
		const { structuredContent } = await client.callTool({ name: "ask", arguments: { question: "Who built the bridge?" } });
		const [quote] = (structuredContent as Answer).quotes;
		expect(quote?.text).toContain("Jonas Fell");
		const { content } = await client.callTool({ name: "ask", arguments: { question: "Who built the bridge?" } });
		const link = /\]\(<([^>]+)>\)/.exec(textOf({ content }))?.[1] as string; // where there is no server it leads to the resource
		const { contents } = await client.readResource({ uri: link });
		expect((contents[0] as { text: string }).text.slice(quote?.span.start, quote?.span.end)).toBe(quote?.text);
		const { structuredContent: checked } = await client.callTool({ name: "check_quote", arguments: { text: quote?.text } });
		for (const { url } of (checked as { places: { url: string }[] }).places) await client.readResource({ uri: url });
		expect(client.getInstructions()).toContain("verbatim");
		const { pid } = transport;
		await client.close();
		await expect.poll(() => isAlive(pid as number), { timeout: 5_000 }).toBe(false);
	}, 20_000);
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
