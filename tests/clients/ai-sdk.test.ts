import { createOpenAI } from "@ai-sdk/openai";
import { DefaultChatTransport, generateText, readUIMessageStream, streamText, type UIMessage } from "ai";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import { quotesInMarkdown } from "../../src/render/markdown.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

async function village() {
	const quoth = await quothOver(VILLAGE);
	const server = await serve(createApp(quoth, createLogger("silent"), { assets: new Map() }), { host: "127.0.0.1", port: 0 });
	onTestFinished(() => server.close());
	return { quoth, url: server.url };
}

const user = (text: string): UIMessage => ({ id: crypto.randomUUID(), role: "user", parts: [{ type: "text", text }] });

/** A message of the assistant, as a user interface puts it together from the stream. */
async function send(url: string, messages: UIMessage[]): Promise<UIMessage> {
	const transport = new DefaultChatTransport({ api: `${url}/api/chat` });
	const stream = await transport.sendMessages({
		chatId: "c",
		messages,
		abortSignal: undefined,
		trigger: "submit-message",
		messageId: undefined,
	});
	let last: UIMessage | undefined;
	for await (const message of readUIMessageStream({ stream })) last = message;
	return last as UIMessage;
}

const textOf = ({ parts }: UIMessage) => parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
const answerIn = ({ parts }: UIMessage) =>
	parts.flatMap((part) => (part.type === "data-quoth" ? [(part as unknown as { data: Answer }).data] : []))[0] as Answer;

test("the chat transport of the AI SDK: text, sources and the whole answer", async () => {
	const { quoth, url } = await village();
	const message = await send(url, [user("How many books does the library hold?")]);
	const answer = answerIn(message);
	expect(answer.quotes[0]?.text).toBe("The library holds 12,400 books.");
	expect(quotesInMarkdown(textOf(message))).toEqual(answer.quotes.map(({ text }) => text));
	for (const { documentId, span, text } of answer.quotes) expect(quoth.document(documentId)?.text.slice(span.start, span.end)).toBe(text);
	const sources = message.parts.filter((part) => part.type === "source-url" || part.type === "source-document");
	expect(sources).toHaveLength(2 * answer.quotes.length);
	expect(sources[0]).toMatchObject({ title: "The village library", url: expect.stringMatching(`^${url}/documents/`) });
	expect(sources[1]).toMatchObject({ mediaType: "text/plain", filename: "library.md" });
});

test("a follow-up, and an answer that is not found", async () => {
	const { url } = await village();
	const first = await send(url, [user("Who built the bridge?")]);
	const next = await send(url, [user("Who built the bridge?"), first, user("And when?")]);
	expect(answerIn(next).understoodAs).not.toBe(null);
	expect(textOf(next)).toContain("1822");
	const missing = await send(url, [user("Who is the prime minister of Denmark?")]);
	expect(textOf(missing)).toMatch(/^\*\*Not found in these documents\.\*\*/);
	expect(missing.parts.some(({ type }) => type === "source-url")).toBe(false);
});

test("a bad request is an error of the transport", async () => {
	const { url } = await village();
	await expect(send(url, [user(" ")])).rejects.toThrow(/the question is empty/);
	await expect(send(url, [])).rejects.toThrow(/messages/);
});

test("the OpenAI provider of the AI SDK: whole and streamed, with sources", async () => {
	const { url } = await village();
	const model = createOpenAI({ baseURL: `${url}/v1`, apiKey: "none" }).chat("quoth");
	const whole = await generateText({ model, prompt: "Who built the bridge?" });
	expect(quotesInMarkdown(whole.text)[0]).toContain("Jonas Fell");
	expect(whole.sources[0]).toMatchObject({ sourceType: "url", title: "The bridge", url: expect.stringMatching(`^${url}/documents/`) });
	const streamed = streamText({ model, prompt: "Who built the bridge?" });
	expect(await streamed.text).toBe(whole.text);
	expect((await streamed.sources).map(({ title }) => title)).toEqual(whole.sources.map(({ title }) => title));
});
