import { expect, test } from "vitest";
import { checkQuote } from "../../src/answer/check-quote.ts";
import type { Quote } from "../../src/domain/quote.ts";
import { quoteOf as anyQuoteOf } from "../support/answers.ts";

const TEXT = "The court did not say who paid $4.7 million. It was late.";
const read = (id: string, start: number, end: number) => (id === "d" ? TEXT.slice(start, end) : undefined);

const quoteOf = (start: number, end: number, changes: Partial<Quote> = {}): Quote => ({
	...anyQuoteOf(TEXT.slice(start, end)),
	documentId: "d",
	span: { start, end },
	...changes,
});

test("an exact slice passes, unchanged", () => {
	const quote = quoteOf(0, 44, { context: { before: "", after: " It was late." } });
	expect(checkQuote(quote, read)).toBe(quote);
});

test.each<[string, Partial<Quote>]>([
	["a digit changed", { text: "The court did not say who paid $4.1 million." }],
	["a word dropped", { text: "The court did say who paid $4.7 million." }],
	["a space more", { text: "The  court did not say who paid $4.7 million" }],
	["another document", { documentId: "e" }],
	["a shifted span", { span: { start: 1, end: 45 } }],
	["a span beyond the end", { span: { start: 0, end: 4_000 } }],
	["nothing", { text: "", span: { start: 3, end: 3 } }],
	["context that is not there", { context: { before: "", after: " It was early." } }],
])("%s is refused", (_what, changes) => {
	expect(() => checkQuote(quoteOf(0, 44, changes), read)).toThrow(expect.objectContaining({ code: "quote-not-verbatim" }));
});
