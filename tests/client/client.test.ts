import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClient, QuothClientError } from "../../src/client/client.ts";
import { foldAnswer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import { openApiOf } from "../../src/http/openapi.ts";
import { serve } from "../../src/http/serve.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createIngestionJobs } from "../../src/ingestion-jobs.ts";
import { createLiveQuoth } from "../../src/live-quoth.ts";
import { createLogger } from "../../src/log.ts";
import type { Quoth } from "../../src/quoth.ts";
import { SCOPES } from "../../src/state/api-key.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, VILLAGE } from "../support/quoth.ts";

async function village() {
	const corpus = folderWith(VILLAGE);
	const index = join(temporaryFolder(), "index");
	await ingest({ folder: corpus, index, embedder: await bundledEmbedder() });
	const quoth = createLiveQuoth({ index }, { every: 0 });
	await quoth.refresh();
	const jobs = createIngestionJobs({ folder: corpus, index, onIndexed: () => quoth.refresh() });
	const feedback = createFeedbackStore(temporaryFolder());
	const server = await serve(createApp(quoth, createLogger("silent"), { jobs, feedback, anonymous: SCOPES, assets: new Map() }), {
		host: "127.0.0.1",
		port: 0,
	});
	onTestFinished(async () => {
		await server.close();
		await jobs.close();
		quoth.close();
	});
	return createClient({ baseUrl: `${server.url}/` });
}

test("ask, stream, search, read: the same answer each way", async () => {
	const client = await village();
	const question = { question: "How many books does the library hold?" };
	const answer = await client.ask(question);
	expect(answer.quotes[0]?.text).toBe("The library holds 12,400 books.");
	expect({ ...(await foldAnswer(client.stream(question))), id: "" }).toEqual({ ...answer, id: "" });
	const document = await client.document("library.md");
	const { span, text } = answer.quotes[0] as (typeof answer.quotes)[number];
	expect(document.text.slice(span.start, span.end)).toBe(text);
	expect((await client.search("old mill", { count: 1 })).candidates[0]?.text).toContain("old mill");
	expect((await client.documents({ format: "html" })).total).toBe(1);
	expect(await client.fileState("bakery.txt")).toMatchObject({ state: "unchanged" });
	expect((await client.ledger({ outcome: "read" })).total).toBe(3);
	expect((await client.suggestions(["bridge.html"])).suggestions).toBeInstanceOf(Array);
	expect([(await client.health()).status, (await client.ready()).status]).toEqual(["ok", "ready"]);
});

test("documents are added, followed and removed; feedback is given and read", async () => {
	const client = await village();
	const job = await client.addDocuments([{ name: "mayor.txt", content: "The mayor of the village is Runa Holt." }]);
	const states = [];
	for await (const now of client.followJob(job.id)) states.push(now.status);
	expect(states.at(-1)).toBe("done");
	expect((await client.job(job.id)).ledger[0]).toMatchObject({ uri: "mayor.txt", outcome: "read" });
	expect((await client.jobs()).jobs).toHaveLength(1);
	expect((await client.ask({ question: "Who is the mayor of the village?" })).quotes[0]?.text).toContain("Runa Holt");
	for await (const now of client.followJob((await client.removeDocument("mayor.txt")).id)) states.push(now.status);
	expect(states.at(-1)).toBe("done");
	expect(await client.giveFeedback({ answerId: "a", rating: "up" })).toMatchObject({ rating: "up" });
	expect((await client.feedback({ limit: 5 })).feedback).toHaveLength(1);
});

describe("failing", () => {
	test("a problem is an error with its code, what is wrong with which field, and what to do", async () => {
		const client = await village();
		const error = await client.ask({ question: "Who?", maxQuotes: 99 }).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(QuothClientError);
		expect(error).toMatchObject({ status: 400, code: "invalid-request", errors: [{ field: "maxQuotes" }], advice: expect.any(String) });
		await expect(client.document("none")).rejects.toMatchObject({ status: 404, code: "document-not-found" });
		await expect(client.stream({ question: " " }).next()).rejects.toMatchObject({ code: "invalid-request" });
	});

	test("no server, a page of someone else, and a stream that breaks off are failures, never an answer", async () => {
		await expect(createClient({ baseUrl: "http://127.0.0.1:1" }).ask({ question: "Who?" })).rejects.toMatchObject({
			status: 0,
			code: "unreachable",
		});
		const of = (body: string, status = 200, headers = {}) =>
			createClient({ baseUrl: "http://x.test", fetch: async () => new Response(body, { status, headers }) });
		await expect(of("<html>").ask({ question: "Who?" })).rejects.toMatchObject({ code: "unreachable" });
		await expect(of("<html>", 502).ask({ question: "Who?" })).rejects.toMatchObject({ status: 502, code: "unreachable" });
		await expect(of('{"code":"rate-limited"}', 429, { "retry-after": "7" }).ask({ question: "Who?" })).rejects.toMatchObject({
			code: "rate-limited",
			retryAfter: 7,
		});
		const broken = of('event: answer\ndata: {"type":"answer","answer":{}}\n\n').stream({ question: "Who?" });
		expect((await broken.next()).value).toMatchObject({ type: "answer" });
		await expect(broken.next()).rejects.toThrow("before it was complete");
	});

	test("what is aborted rejects with the reason", async () => {
		const client = await village();
		const reason = new Error("enough");
		await expect(client.ask({ question: "Who?" }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
	});
});

test("there is a method for every operation of the OpenAPI document, and for no other address", async () => {
	const api = openApiOf(createApp({} as Quoth, createLogger("silent"), { assets: new Map() }));
	const operations = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
		Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
	);
	const called = new Set<string>();
	const client = createClient({
		baseUrl: "http://x.test",
		key: "sk_x",
		fetch: async (url, init) => {
			const path = new URL(String(url)).pathname.replace(/\/ID\b/, "/{id}");
			called.add(`${init?.method} ${path}`);
			expect(new Headers(init?.headers).get("authorization")).toBe("Bearer sk_x");
			return new Response('data: {"type":"done"}\n\n', { status: 200 });
		},
	});
	const ignore = (promise: Promise<unknown>) => promise.catch(() => {});
	for (const [name, method] of Object.entries(client)) {
		const argument =
			name === "addDocuments"
				? []
				: name === "ask" || name === "stream" || name === "giveFeedback"
					? { question: "x" }
					: name === "search"
						? "x"
						: "ID";
		const given = ["suggestions", "documents", "ledger", "jobs", "feedback", "health", "ready"].includes(name) ? [] : [argument];
		const result = (method as (...all: unknown[]) => Promise<unknown> | AsyncGenerator).apply(null, given);
		await ignore(Symbol.asyncIterator in result ? result.next() : result);
	}
	// The doors for other programs have clients of their own.
	expect([...called].sort()).toEqual(operations.filter((each) => !/\/v1\/(?:chat|models)|\/api\/chat/.test(each)).sort());
});
