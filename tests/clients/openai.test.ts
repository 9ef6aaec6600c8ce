import OpenAI from "openai";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Answer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import type { AppOptions } from "../../src/http/options.ts";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import { quotesInMarkdown } from "../../src/render/markdown.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

async function village(options: AppOptions = {}, files: Record<string, string> = VILLAGE) {
	const quoth = await quothOver(files);
	const server = await serve(createApp(quoth, createLogger("silent"), { assets: new Map(), ...options }), { host: "127.0.0.1", port: 0 });
	onTestFinished(() => server.close());
	const client = (apiKey = "none needed") => new OpenAI({ baseURL: `${server.url}/v1`, apiKey, maxRetries: 0 });
	return { quoth, client };
}

const user = (content: string) => ({ role: "user" as const, content });

describe("with OpenAI's own client", () => {
	test("a completion: the quotes with numbered sources, citations at the right places, and the whole answer", async () => {
		const { quoth, client } = await village({ publicUrl: "https://quoth.example.org/" });
		const completion = await client().chat.completions.create({
			model: "quoth",
			messages: [user("Who built the bridge?")],
			temperature: 0.2,
		});
		const { message, finish_reason } = completion.choices[0] as (typeof completion.choices)[number];
		const answer = (completion as unknown as { quoth: Answer }).quoth;
		expect([completion.object, completion.model, finish_reason]).toEqual(["chat.completion", "quoth", "stop"]);
		expect(quotesInMarkdown(message.content ?? "")).toEqual(answer.quotes.map(({ text }) => text));
		expect(answer.quotes[0]?.text).toContain("Jonas Fell");
		for (const { documentId, span, text } of answer.quotes) expect(quoth.document(documentId)?.text.slice(span.start, span.end)).toBe(text);
		expect(message.annotations).toHaveLength(answer.quotes.length);
		for (const [at, { url_citation }] of (message.annotations ?? []).entries()) {
			const cited = message.content?.slice(url_citation.start_index, url_citation.end_index);
			expect(cited).toBe(`\\[${at + 1}\\] [The bridge · Mara Quint](<${url_citation.url}>)`);
			expect(url_citation.url).toMatch(/^https:\/\/quoth\.example\.org\/documents\/[0-9a-f]{12}\?quotes=.*#char=\d+,\d+$/);
		}
		expect(completion.usage?.total_tokens).toBe((completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0));
	});

	test("streamed, the same text and citations, and the usage where it is asked for", async () => {
		const { client } = await village();
		const whole = await client().chat.completions.create({ model: "quoth", messages: [user("How many books does the library hold?")] });
		const stream = await client().chat.completions.create({
			model: "quoth",
			messages: [user("How many books does the library hold?")],
			stream: true,
			stream_options: { include_usage: true },
		});
		let text = "";
		const annotations: unknown[] = [];
		const reasons: string[] = [];
		let usage: unknown;
		for await (const chunk of stream) {
			const choice = chunk.choices[0];
			text += choice?.delta.content ?? "";
			annotations.push(...((choice?.delta as { annotations?: unknown[] } | undefined)?.annotations ?? []));
			if (choice?.finish_reason) reasons.push(choice.finish_reason);
			usage = chunk.usage ?? usage;
		}
		expect(text).toBe(whole.choices[0]?.message.content);
		expect(annotations).toHaveLength(whole.choices[0]?.message.annotations?.length ?? -1);
		expect([reasons, usage]).toEqual([["stop"], whole.usage]);
		const accumulated = await client()
			.chat.completions.stream({ model: "quoth", messages: [user("Who built the bridge?")] })
			.finalContent();
		expect(accumulated).toContain("Jonas Fell");
	});

	test("not found is an answer that says so", async () => {
		const { client } = await village();
		const completion = await client().chat.completions.create({
			model: "quoth",
			messages: [user("Who is the prime minister of Denmark?")],
		});
		expect(completion.choices[0]?.message.content).toMatch(/^\*\*Not found in these documents\.\*\*/);
		expect(completion.choices[0]?.message.annotations).toEqual([]);
		expect((completion as unknown as { quoth: Answer }).quoth.status).toBe("not-found");
	});

	test("earlier messages give a follow-up its context; parts of text are read", async () => {
		const { client } = await village();
		const first = await client().chat.completions.create({ model: "quoth", messages: [user("Who built the bridge?")] });
		const next = await client().chat.completions.create({
			model: "quoth",
			messages: [
				{ role: "system", content: "You are helpful." },
				user("Who built the bridge?"),
				{ role: "assistant", content: first.choices[0]?.message.content ?? "" },
				{ role: "user", content: [{ type: "text", text: "And when?" }] },
			],
		});
		const answer = (next as unknown as { quoth: Answer }).quoth;
		expect(answer.understoodAs).not.toBe(null);
		expect(answer.quotes[0]?.text).toContain("1822");
	});

	test("words with a meaning in Markdown come out as they are in the document", async () => {
		const hostile = "The password is *star* _under_ `tick` [a](b) <i>c</i> | ~~d~~ $e$ # f \\ !";
		const { client } = await village({}, { "a.txt": `${hostile}\n\n# The heading\n> quoted by the harbour\n    indented by the harbour` });
		for (const question of ["What is the password?", "What is quoted by the harbour?"]) {
			const completion = await client().chat.completions.create({ model: "quoth", messages: [user(question)] });
			const { quotes, nearest } = (completion as unknown as { quoth: Answer }).quoth;
			expect(quotesInMarkdown(completion.choices[0]?.message.content ?? "")).toEqual([...quotes, ...nearest].map(({ text }) => text));
		}
	});

	test("errors have OpenAI's shape, and the client knows them", async () => {
		const keys = createKeyStore(temporaryFolder());
		const { client } = await village({ keys, anonymous: [], rateLimit: 3 });
		const { written } = keys.create({ name: "", scopes: ["ask"], origins: [] });
		const ask = (key: string, body: object) =>
			client(key).chat.completions.create({ model: "quoth", messages: [user("Who?")], ...body } as never);
		await expect(ask("sk_wrong", {})).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
		await expect(ask(written, { n: 2 })).rejects.toMatchObject({ status: 400, code: "invalid-request", type: "invalid_request_error" });
		await expect(ask(written, { messages: [] })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
		await expect(ask(written, { tool_choice: "required" })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
		await expect(ask(written, {})).rejects.toBeInstanceOf(OpenAI.RateLimitError);
	});

	test("the models, and tools that are offered but never called", async () => {
		const { client } = await village();
		const { data } = await client().models.list();
		expect(data).toEqual([expect.objectContaining({ id: "quoth", object: "model" })]);
		const completion = await client().chat.completions.create({
			model: "gpt-whatever",
			messages: [user("Who built the bridge?")],
			tools: [{ type: "function", function: { name: "search", parameters: {} } }],
		});
		expect(completion.choices[0]?.message.tool_calls).toBeUndefined();
	});
});
