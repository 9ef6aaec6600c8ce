import { describe, expect, test } from "vitest";
import { type AnswerEvent, AnswerSchema, foldAnswer } from "../../src/domain/answer.ts";
import { createApp, methodsOf } from "../../src/http/app.ts";
import { createLogger } from "../../src/log.ts";
import { ProblemSchema } from "../../src/problem.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

async function village() {
	const quoth = await quothOver(VILLAGE);
	return { quoth, app: createApp(quoth, createLogger("silent")) };
}

const post = (app: ReturnType<typeof createApp>, body: unknown, headers: Record<string, string> = {}) =>
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

	test.each([
		[{}, "question: is missing: a string is expected"],
		[{ question: 5 }, "question: a string is expected, not number"],
		[{ question: "Who?", documents: "a.txt" }, "documents: an array is expected, not string"],
		[{ question: "Who?", limit: 3 }, '(body): there is no field "limit"'],
	])("%j is refused in plain words", async (body, detail) => {
		const { app } = await village();
		expect(await problem(await post(app, body))).toMatchObject({ code: "invalid-request", detail });
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

	test("a document that has not changed is not sent again", async () => {
		const { app } = await village();
		for (const path of ["/v1/documents", "/v1/documents/bakery.txt", "/assets/style.css"]) {
			const first = await app.request(path);
			const etag = first.headers.get("etag") as string;
			expect(etag).toMatch(/^(?:W\/)?".+"$/);
			const again = await app.request(path, { headers: { "if-none-match": etag } });
			expect([again.status, await again.text()]).toEqual([304, ""]);
			expect((await app.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
		}
	});

	test("the list is searched, filtered and read page by page", async () => {
		const { app } = await village();
		const list = async (query: string) =>
			(await (await app.request(`/v1/documents?${query}`)).json()) as { documents: { uri: string }[]; total: number };
		expect(await list("q=VILLAGE+reyes")).toMatchObject({ total: 1, documents: [{ uri: "library.md" }] });
		expect(await list("format=html")).toMatchObject({ total: 1, formats: ["text", "markdown", "html"], languages: ["en"] });
		expect(await list("limit=1&offset=1")).toMatchObject({ total: 3, documents: [{ uri: "bridge.html" }] });
		expect(await list("language=de")).toMatchObject({ total: 0, documents: [] });
		for (const query of ["limit=0", "offset=-1", "format=exe"]) expect((await app.request(`/v1/documents?${query}`)).status).toBe(400);
	});

	test("suggestions are questions that are answered", async () => {
		const quoth = await quothOver({
			...VILLAGE,
			"mill.txt":
				"The old mill\n\nThe old mill is a tower of brick at the edge of the valley. The old mill was restored in 1996 by the parish.",
		});
		const app = createApp(quoth, createLogger("silent"));
		const of = async (query: string) =>
			((await (await app.request(`/v1/suggestions${query}`)).json()) as { suggestions: string[] }).suggestions;
		const all = [...(await of("")), ...(await of("?document=mill.txt"))];
		expect(all.length).toBeGreaterThan(0);
		for (const question of all) expect(await (await post(app, { question })).json()).toMatchObject({ status: "answered" });
		expect((await app.request("/v1/suggestions?document=none")).status).toBe(404);
	});

	test("a document says whether its file is still the one that was read", async () => {
		const { app } = await village();
		const { documents } = (await (await app.request("/v1/documents")).json()) as { documents: { id: string; version: string }[] };
		const state = await app.request(`/v1/documents/${documents[0]?.id}/file`);
		expect(await state.json()).toMatchObject({ state: "unchanged", version: documents[0]?.version });
	});

	test("feedback is kept with the answer's id, and read by those who may", async () => {
		const { quoth } = await village();
		const folder = temporaryFolder();
		const app = createApp(quoth, createLogger("silent"), { feedback: createFeedbackStore(folder), anonymous: ["ask", "admin"] });
		const give = (body: object) =>
			app.request("/v1/feedback", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
		expect(await (await app.request("/v1/feedback")).json()).toEqual({ feedback: [] });
		expect((await give({ answerId: "a", rating: "up" })).status).toBe(201);
		expect((await give({ answerId: "b", rating: "down", comment: "two\nlines" })).status).toBe(201);
		for (const wrong of [
			{ answerId: "a" },
			{ answerId: "a", rating: "sideways" },
			{ answerId: "", rating: "up" },
			{ answerId: "a", rating: "up", x: 1 },
		]) {
			expect(await problem(await give(wrong))).toMatchObject({ code: "invalid-request" });
		}
		const { feedback } = (await (await app.request("/v1/feedback")).json()) as { feedback: object[] };
		expect(feedback).toEqual([
			expect.objectContaining({ answerId: "b", comment: "two\nlines", index: quoth.info.id }),
			expect.objectContaining({ answerId: "a", rating: "up" }),
		]);
	});

	test("health and readiness", async () => {
		const { app, quoth } = await village();
		expect(await (await app.request("/healthz")).json()).toEqual({ status: "ok" });
		expect(await (await app.request("/readyz")).json()).toEqual({ status: "ready", index: quoth.info });
	});
});

describe("addresses", () => {
	test("every address refuses other methods and says which it takes", async () => {
		const { app } = await village();
		const addresses = [...methodsOf(app)].filter(([path]) => path !== "/*");
		expect(addresses.length).toBeGreaterThan(15);
		for (const [path, methods] of addresses) {
			const refused = await app.request(path.replace(":id", "x").replace(":file", "style.css"), { method: "PATCH" });
			expect([path, refused.status, refused.headers.get("allow")]).toEqual([path, 405, methods.join(", ")]);
			await problem(refused);
		}
	});

	test("anything else is a problem, and no file of the disk is served", async () => {
		const { app } = await village();
		for (const path of ["/nothing", "/v1", "/assets/none.js", "/assets/..%2f..%2fpackage.json", "/assets/%2e%2e/app.ts"]) {
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
