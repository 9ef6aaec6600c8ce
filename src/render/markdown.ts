import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { sourceLine } from "./citation.ts";
import { escapeMarkdown, unescapeMarkdown } from "./escape-markdown.ts";
import { escapeMattermost, unescapeMattermost } from "./escape-mattermost.ts";

/** Who reads the Markdown: programs that follow GitHub's, or Mattermost, which knows fewer escapes and more markup. */
export type MarkdownDialect = "github" | "mattermost";
const DIALECTS = {
	github: { written: escapeMarkdown, unescape: unescapeMarkdown, most: Number.POSITIVE_INFINITY },
	/** Mattermost takes 16,383 characters; the rest is room for what stands around the quotes. */
	mattermost: { written: escapeMattermost, unescape: unescapeMattermost, most: 15_000 },
} as const;

/** Where a citation stands in the text, in UTF-16 code units, and what it names. */
export type MarkdownCitation = { readonly start: number; readonly end: number; readonly url: string; readonly title: string };
/** `left`: how many quotes did not fit. */
export type MarkdownAnswer = { readonly text: string; readonly citations: readonly MarkdownCitation[]; readonly left: number };

/**
 * An answer in Markdown: each quote as a block quotation, its words escaped, and below it its number with a link to its source.
 * Where the reader takes so many characters only, quotes that do not fit are left out from the end, whole, and it is said how many.
 * @param linkTo address of a quote in its source
 */
export function renderMarkdown(
	answer: Answer,
	linkTo: (quote: Quote, all: readonly Quote[]) => string,
	dialect: MarkdownDialect = "github",
): MarkdownAnswer {
	const { written, most } = DIALECTS[dialect];
	const { status, quotes, nearest, reason, suggestions, understoodAs } = answer;
	const line = (text: string) => written(text.replace(/\s+/g, " ").trim()); // titles and messages, never a quote
	const isFound = status === "answered";
	const all = isFound ? quotes : nearest;
	const citations: MarkdownCitation[] = [];
	let left = 0;
	let text = understoodAs === null ? "" : `*Understood as: ${line(understoodAs)}*\n\n`;
	if (!isFound) {
		text += `${reason?.code === "small-talk" ? "" : "**Not found in these documents.** "}${line(reason?.message ?? "")}\n\n`;
		if (suggestions.length > 0) text += `You can ask:\n\n${suggestions.map((question) => `- ${line(question)}\n`).join("")}\n`;
		if (nearest.length > 0) text += "Not an answer: the nearest passages\n\n";
	}
	for (const [at, quote] of all.entries()) {
		const { title } = quote.source;
		const url = linkTo(quote, all);
		const block = `${blockquote(quote.text, written)}\n\n`;
		const citation = `${isFound ? `\\[${at + 1}\\] ` : ""}[${line(sourceLine(quote.source))}](<${url}>)`;
		if (text.length + block.length + citation.length > most) {
			left = all.length - at;
			text += `[${left} more ${left === 1 ? "quote does" : "quotes do"} not fit into a message](<${url}>)`;
			break;
		}
		const start = text.length + block.length;
		text += `${block}${citation}\n\n`;
		if (isFound) citations.push({ start, end: start + citation.length, url, title });
	}
	return { text: text.trimEnd(), citations, left };
}

/** The block quotations of a text that `renderMarkdown` made, with their very words. */
export function quotesInMarkdown(text: string, dialect: MarkdownDialect = "github"): string[] {
	const quotes: string[][] = [];
	let isInside = false;
	for (const line of text.split("\n")) {
		const isQuoted = line.startsWith(">");
		if (isQuoted && !isInside) quotes.push([]);
		if (isQuoted) quotes.at(-1)?.push(line.replace(/^> ?/, ""));
		isInside = isQuoted;
	}
	return quotes.map((lines) => DIALECTS[dialect].unescape(lines.join("\n")));
}

function blockquote(text: string, written: (text: string) => string): string {
	return written(text)
		.split("\n")
		.map((line) => `> ${line}`)
		.join("\n");
}
