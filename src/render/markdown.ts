import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { sourceLine } from "./citation.ts";
import { escapeMarkdown, unescapeMarkdown } from "./escape-markdown.ts";

/** Where a citation stands in the text, in UTF-16 code units, and what it names. */
export type MarkdownCitation = { readonly start: number; readonly end: number; readonly url: string; readonly title: string };
export type MarkdownAnswer = { readonly text: string; readonly citations: readonly MarkdownCitation[] };

/**
 * An answer in Markdown: each quote as a block quotation, its words escaped, and below it its number with a link to its source.
 * @param linkTo address of a quote in its source
 */
export function renderMarkdown(answer: Answer, linkTo: (quote: Quote, all: readonly Quote[]) => string): MarkdownAnswer {
	const { status, quotes, nearest, reason, suggestions, understoodAs } = answer;
	const parts: string[] = understoodAs === null ? [] : [`*Understood as: ${escapeMarkdown(oneLine(understoodAs))}*\n\n`];
	const citations: MarkdownCitation[] = [];
	const add = (text: string) => parts.push(text);
	if (status === "answered") {
		for (const [at, quote] of quotes.entries()) {
			add(`${blockquote(quote.text)}\n\n`);
			const url = linkTo(quote, quotes);
			const start = parts.join("").length;
			add(citationLine(`\\[${at + 1}\\] `, quote, url));
			citations.push({ start, end: parts.join("").length, url, title: quote.source.title });
			add("\n\n");
		}
		return { text: parts.join("").trimEnd(), citations };
	}
	add(`${reason?.code === "small-talk" ? "" : "**Not found in these documents.** "}${escapeMarkdown(oneLine(reason?.message ?? ""))}\n\n`);
	if (suggestions.length > 0) add(`You can ask:\n\n${suggestions.map((question) => `- ${escapeMarkdown(oneLine(question))}\n`).join("")}`);
	if (nearest.length > 0) add("Not an answer: the nearest passages\n\n");
	for (const quote of nearest) add(`${blockquote(quote.text)}\n\n${citationLine("", quote, linkTo(quote, nearest))}\n\n`);
	return { text: parts.join("").trimEnd(), citations };
}

/** The block quotations of a text that `renderMarkdown` made, with their very words. */
export function quotesInMarkdown(text: string): string[] {
	return [...text.matchAll(/(?:^> ?.*(?:\n|$))+/gm)].map(([block]) =>
		unescapeMarkdown(
			block
				.replace(/\n$/, "")
				.split("\n")
				.map((line) => line.replace(/^> ?/, ""))
				.join("\n"),
		),
	);
}

function blockquote(text: string): string {
	return escapeMarkdown(text)
		.split("\n")
		.map((line) => `> ${line}`)
		.join("\n");
}

function citationLine(number: string, { source }: Quote, url: string): string {
	return `${number}[${escapeMarkdown(oneLine(sourceLine(source)))}](<${url}>)`;
}

/** What stands in one line of Markdown: titles and messages, never a quote. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
