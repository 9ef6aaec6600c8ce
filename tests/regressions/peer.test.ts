// The ways in which the nearest peer breaks the promise that we make, one test each.
import { expect, test } from "vitest";
import { checkQuote } from "../../src/answer/check-quote.ts";
import type { Quote } from "../../src/domain/quote.ts";
import { createApp } from "../../src/http/app.ts";
import { createLogger } from "../../src/log.ts";
import { createQuoth, type Quoth } from "../../src/quoth.ts";
import { renderAnswer } from "../../src/render/terminal.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { bundledEmbedder, indexOf, quothOver } from "../support/quoth.ts";

async function firstQuote(quoth: Quoth, question: string): Promise<Quote> {
	const [quote] = (await quoth.ask({ question })).quotes;
	if (quote === undefined) throw new Error("not answered");
	expect(quoth.document(quote.documentId)?.text.slice(quote.span.start, quote.span.end)).toBe(quote.text);
	return quote;
}

test("1: runs of spaces inside a quote stay", async () => {
	const quoth = await quothOver({
		"a.txt": "The  treaty   was signed\tin  1987\u00a0 by   both kings.\n\nA second paragraph stands here, too.",
	});
	expect((await firstQuote(quoth, "When was the treaty signed?")).text).toBe("The  treaty   was signed\tin  1987\u00a0 by   both kings.");
});

test("2: a literal backslash-n stays two characters", async () => {
	const quoth = await quothOver({ "a.txt": "The separator of the protocol is \\n and nothing else." });
	const quote = await firstQuote(quoth, "What is the separator of the protocol?");
	expect(quote.text).toBe("The separator of the protocol is \\n and nothing else.");
	expect(renderAnswer(await quoth.ask({ question: "What is the separator of the protocol?" }), { color: false })).toContain("is \\n and");
});

test("3: outer quotation marks stay", async () => {
	const quoth = await quothOver({ "a.txt": '"The harbour will open in May," the minister said. "Nobody will wait."' });
	expect((await firstQuote(quoth, "When will the harbour open?")).text).toMatch(/^"The harbour will open in May,"/);
});

test("4: a sentence that stands in several documents is cited to the right one each time", async () => {
	const twice = "The council has nine members. The mayor is Ada Lund. The council has nine members.";
	const quoth = await quothOver({ "a.txt": twice, "b.txt": `Elsewhere it is quieter. ${twice}` });
	const { quotes } = await quoth.ask({ question: "How many members does the council have?", maxQuotes: 10 });
	expect(quotes.length).toBeGreaterThan(0);
	for (const quote of quotes) {
		expect(quoth.document(quote.documentId)?.text.slice(quote.span.start, quote.span.end)).toBe(quote.text);
		expect(quote.source.uri).toBe(quoth.document(quote.documentId)?.uri);
		expect(quote.id).toBe(`${quote.documentId}:${quote.span.start}-${quote.span.end}`);
	}
});

test("5: a quote that is nearly right is refused", async () => {
	const quoth = await quothOver({ "a.txt": "The company did not say that it paid $4.7 million." });
	const quote = await firstQuote(quoth, "What did the company pay?");
	const read = (id: string, start: number, end: number) => quoth.document(id)?.text.slice(start, end);
	expect(checkQuote(quote, read)).toBe(quote);
	for (const text of [quote.text.replace("4.7", "4.1"), quote.text.replace("did not say", "did say"), `${quote.text} `]) {
		expect(() => checkQuote({ ...quote, text }, read)).toThrow(expect.objectContaining({ code: "quote-not-verbatim" }));
	}
});

test("6: a short answer is an answer", async () => {
	const quoth = await quothOver({
		"vote.txt":
			"The vote on the harbour bill\n\nAyes: 212. Noes: 208. The bill passed after a debate that had lasted for eleven hours and a half.",
	});
	expect((await quoth.ask({ question: "How many noes were there?" })).quotes.map((quote) => quote.text)).toContain("Noes: 208.");
});

test("7: a failure inside is an error, never 'not found'", async () => {
	const index = await openIndex(await indexOf({ "a.txt": "The council has nine members." }));
	const broken = createQuoth(
		{
			...index,
			textOf: () => {
				throw new Error("disk gone");
			},
		},
		{ embedder: await bundledEmbedder() },
		"",
	);
	await expect(broken.ask({ question: "How many members?" })).rejects.toThrow("disk gone");
	const response = await createApp(broken, createLogger("silent")).request("/v1/ask", {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: '{"question":"How many members?"}',
	});
	expect(response.status).toBe(500);
	index.close();
});

test("7b: an index that lies is a coded error, not a quote", async () => {
	const index = await openIndex(await indexOf({ "a.txt": "The council has nine members." }));
	const lies = "five four seven eight ten twelve twenty thirty".split(" ");
	const lying = createQuoth(
		{
			...index,
			textOf: (document, span) => index.textOf(document, span).replace("nine", lies.shift() ?? "forty"), // each time another text
		},
		{ embedder: await bundledEmbedder() },
		"",
	);
	await expect(lying.ask({ question: "How many members does the council have?" })).rejects.toMatchObject({ code: "quote-not-verbatim" });
	index.close();
});

test("8: markup in a document reaches the page as text only", async () => {
	const hostile = 'The password of the guest network is <img src=x onerror=alert(1)> & "rosebud".';
	const quoth = await quothOver({ "a.txt": hostile });
	expect((await firstQuote(quoth, "What is the password of the guest network?")).text).toBe(hostile);
	const app = createApp(quoth, createLogger("silent"));
	for (const path of ["/", `/documents/${quoth.documents[0]?.id}`]) {
		const page = await app.request(path);
		expect(await page.text()).not.toContain("onerror");
		expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
	}
});
