import type { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { type AnswerEvent, AnswerSchema, foldAnswer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import { ProblemSchema } from "../../src/http/problem.ts";
import { ROUTES } from "../../src/http/routes.ts";
import { createLogger } from "../../src/log.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

async function village() {
	const quoth = await quothOver(VILLAGE);
	return { quoth, app: createApp(quoth, createLogger("silent")) };
}

const post = (app: Hono, body: unknown, headers: Record<string, string> = {}) =>
	app.request("/v1/ask", {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: typeof body === "string" ? body : JSON.stringify(body),
	});

async function problem(response: Response) {
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	const body = ProblemSchema.parse(await response.json());
	expect(body.status).toBe(response.status);
	return body;
}

describe("POST /v1/ask", () => {
	test("an answer whose quotes are in the documents, character for character", async () => {
		const { app } = await village();
		const response = await post(app, { question: "How many books does the library hold?" });
		expect(response.status).toBe(200);
		const answer = AnswerSchema.parse(JSON.parse(await response.text()));
		expect(answer.quotes[0]?.text).toBe("The library holds 12,400 books.");
		for (const quote of answer.quotes) {
			const { text } = (await (await app.request(`/v1/documents/${quote.documentId}`)).json()) as { text: string };
			expect(text.slice(quote.span.start, quote.span.end)).toBe(quote.text);
		}
	});

	test("not found is an answer, not an error", async () => {
		const { app } = await village();
		const response = await post(app, { question: "Who is the prime minister of Denmark?" });
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({ status: "not-found", quotes: [] });
	});

	test("as server-sent events the same answer", async () => {
		const { app } = await village();
		const question = { question: "Who built the bridge?" };
		const response = await post(app, question, { accept: "text/event-stream" });
		expect(response.headers.get("content-type")).toContain("text/event-stream");
		const events = (await response.text())
			.split("\n\n")
			.filter((block) => block !== "")
			.map((block) => {
				const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(block) as RegExpExecArray;
				const event = JSON.parse(data as string) as AnswerEvent;
				expect(event.type).toBe(name);
				return event;
			});
		const answer = (await (await post(app, question)).json()) as object;
		expect({ ...(await foldAnswer(events)), id: "" }).toEqual({ ...answer, id: "" });
	});

	test.each<[string, unknown, Record<string, string>, number, string]>([
		["no JSON", "{ oops", {}, 400, "invalid-request"],
		["no question", {}, {}, 400, "invalid-request"],
		["an empty question", { question: " " }, {}, 400, "invalid-request"],
		["an overlong question", { question: "x".repeat(2_001) }, {}, 400, "invalid-request"],
		["an unknown field", { question: "Who?", maxQoutes: 2 }, {}, 400, "invalid-request"],
		["JSON that is no object", "[1]", {}, 400, "invalid-request"],
		["another content type", { question: "Who?" }, { "content-type": "text/plain" }, 415, "unsupported-media-type"],
		["an unknown document", { question: "Who?", documents: ["nope"] }, {}, 404, "document-not-found"],
		[
			"an unknown document, streamed",
			{ question: "Who?", documents: ["nope"] },
			{ accept: "text/event-stream" },
			404,
			"document-not-found",
		],
		["a huge body", { question: "x".repeat(300_000) }, {}, 413, "request-too-large"],
	])("%s", async (_what, body, headers, status, code) => {
		const { app } = await village();
		const response = await post(app, body, headers);
		expect(response.status).toBe(status);
		expect(await problem(response)).toMatchObject({ code, type: `urn:quoth:problem:${code}` });
	});

	test("a bad field is named", async () => {
		const { app } = await village();
		const body = await problem(await post(app, { question: "Who?", maxQuotes: 99 }));
		expect(body.errors).toEqual([{ field: "maxQuotes", message: expect.stringContaining("10") }]);
		expect(body.detail).toContain("maxQuotes");
	});

	test("a failure inside is told without its details", async () => {
		const { quoth } = await village();
		const broken = createApp(
			{
				...quoth,
				// biome-ignore lint/correctness/useYield: it fails before it yields
				async *stream() {
					throw new Error("secret path /etc/x");
				},
			},
			createLogger("silent"),
		);
		for (const accept of ["application/json", "text/event-stream"]) {
			const body = await problem(await post(broken, { question: "Who?" }, { accept }));
			expect(body).toMatchObject({ status: 500, code: "internal" });
			expect(JSON.stringify(body)).not.toContain("secret");
		}
	});
});

describe("documents, search, health", () => {
	test("the list, and one by id or by uri", async () => {
		const { app } = await village();
		const { documents } = (await (await app.request("/v1/documents")).json()) as { documents: { id: string; uri: string }[] };
		expect(documents.map((document) => document.uri)).toEqual(["bakery.txt", "bridge.html", "library.md"]);
		expect(documents[0]).not.toHaveProperty("text");
		for (const name of [documents[0]?.id, "bakery.txt"]) {
			expect(await (await app.request(`/v1/documents/${name}`)).json()).toMatchObject({ uri: "bakery.txt", text: VILLAGE["bakery.txt"] });
		}
		expect(await problem(await app.request("/v1/documents/none"))).toMatchObject({ code: "document-not-found" });
	});

	test("search gives passages with their scores", async () => {
		const { app } = await village();
		const found = (await (await app.request("/v1/search?q=old+mill&count=2")).json()) as {
			candidates: { text: string; scores: { bm25: number } }[];
		};
		expect(found.candidates).toHaveLength(2);
		expect(found.candidates[0]?.text).toContain("old mill");
		expect(found.candidates[0]?.scores.bm25).toBeGreaterThan(0);
		for (const query of ["", "?q=", "?q=x&count=0", "?q=x&count=abc"]) {
			expect(await problem(await app.request(`/v1/search${query}`))).toMatchObject({ code: "invalid-request" });
		}
	});

	test("health and readiness", async () => {
		const { app, quoth } = await village();
		expect(await (await app.request("/healthz")).json()).toEqual({ status: "ok" });
		expect(await (await app.request("/readyz")).json()).toEqual({ status: "ready", index: quoth.info });
	});
});

describe("addresses", () => {
	test("every route of the table answers, and refuses other methods with Allow", async () => {
		const { app, quoth } = await village();
		const address = (path: string) => path.replace(":id", quoth.documents[0]?.id ?? "").replace(":file", "style.css");
		for (const { method, path } of ROUTES) {
			const url = path === "/v1/search" ? `${path}?q=mill` : address(path);
			const response = method === "POST" ? await post(app, { question: "Who?" }) : await app.request(url);
			expect([path, response.status]).toEqual([path, 200]);
			const refused = await app.request(address(path), { method: "DELETE" });
			expect([path, refused.status, refused.headers.get("allow")]).toEqual([path, 405, method]);
			await problem(refused);
		}
	});

	test("anything else is a problem, and no file of the disk is served", async () => {
		const { app } = await village();
		for (const path of [
			"/nothing",
			"/v1",
			"/assets/none.js",
			"/assets/..%2f..%2fpackage.json",
			"/assets/%2e%2e/app.ts",
			"/documents/none",
		]) {
			expect((await problem(await app.request(path))).status).toBe(404);
		}
	});

	test("pages allow nothing but their own scripts and styles", async () => {
		const { app } = await village();
		const policy = (await app.request("/")).headers.get("content-security-policy");
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("script-src 'self'");
		expect(policy).not.toContain("unsafe");
	});
});
