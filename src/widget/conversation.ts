import type { Answer } from "../domain/answer.ts";
import type { Quote } from "../domain/quote.ts";
import { citeQuote } from "../render/citation.ts";
import { escapeMarkdown } from "../render/escape-markdown.ts";
import type { Earlier, Problem } from "./client.ts";

/** A question with what came of it; neither answer nor problem while it runs. */
export type Turn = {
	readonly id: number;
	readonly question: string;
	readonly answer?: Answer;
	readonly problem?: Problem;
	readonly rating?: "up" | "down" | undefined;
	/** Questions that the same documents answer. */
	readonly suggestions?: readonly string[];
};

/** Earlier questions that are sent along, so that a follow-up is understood. */
const EARLIER = 3;

/** What a question is understood by: the last questions that were answered, with the words of their quotes. */
export function historyOf(turns: readonly Turn[]): Earlier[] {
	return turns
		.flatMap(({ question, answer }) => (answer === undefined ? [] : [{ question, answer }]))
		.slice(-EARLIER)
		.map(({ question, answer }) => ({
			question,
			understoodAs: answer.understoodAs ?? null,
			quotes: answer.quotes.map(({ text }) => ({ text })),
		}));
}

/** Turns that are kept over a reload. */
const MOST_KEPT = 30;

/** Keeps a conversation over a reload of the page, in this tab only. Where the browser forbids that, it is simply not kept. */
export function createStorage(key: string) {
	return {
		load(): Turn[] {
			try {
				const turns: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
				return Array.isArray(turns) ? turns.filter(isTurn) : [];
			} catch {
				return [];
			}
		},
		save(turns: readonly Turn[]): void {
			const ended = turns.filter(({ answer, problem }) => answer !== undefined || problem !== undefined);
			for (let from = Math.max(0, ended.length - MOST_KEPT); from <= ended.length; from++) {
				try {
					if (from === ended.length) sessionStorage.removeItem(key);
					else sessionStorage.setItem(key, JSON.stringify(ended.slice(from)));
					return;
				} catch {
					// full: try with one turn less
				}
			}
		},
	};
}

function isTurn(value: unknown): value is Turn {
	const { id, question, answer, problem, suggestions = [] } = (value ?? {}) as Partial<Turn>;
	const areQuotes = (quotes: unknown) =>
		Array.isArray(quotes) &&
		quotes.every((quote) => typeof quote?.text === "string" && Array.isArray(quote.matches) && quote.source?.headings);
	const isWhole = answer
		? areQuotes(answer.quotes) && areQuotes(answer.nearest) && Array.isArray(answer.suggestions) && !!answer.searched
		: typeof problem?.code === "string";
	return typeof id === "number" && typeof question === "string" && Array.isArray(suggestions) && isWhole;
}

/** The conversation as a file: every question, what came of it, every quote with its citation. */
export function exportConversation(turns: readonly Turn[], format: "markdown" | "json", linkTo: (quote: Quote) => string): string {
	if (format === "json") return `${JSON.stringify({ exportedAt: new Date().toISOString(), turns }, null, 2)}\n`;
	const parts = turns.map(({ question, answer, problem }) => {
		const asked = `## ${escapeMarkdown(question).replaceAll("\n", " ")}`;
		if (answer === undefined) return `${asked}\n\n*${escapeMarkdown(problem?.detail ?? problem?.code ?? "…")}*`;
		const quotes = (all: readonly Quote[]) => all.map((quote) => citeQuote(quote, "markdown", linkTo(quote)));
		if (answer.status === "answered") return [asked, ...quotes(answer.quotes)].join("\n\n");
		const nearest = answer.nearest.length > 0 ? ["Not an answer, but the nearest passages:", ...quotes(answer.nearest)] : [];
		return [asked, `**${escapeMarkdown(answer.reason?.message ?? "Not found.")}**`, ...nearest].join("\n\n");
	});
	return `${parts.join("\n\n")}\n`;
}
