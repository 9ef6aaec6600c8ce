import type { Answer } from "../../src/domain/answer.ts";
import type { Quote } from "../../src/domain/quote.ts";
import { NOWHERE } from "./places.ts";

/** A quote with these words, as if a document of nothing else held it. */
export function quoteOf(text: string, at = 0, title = "The bridge"): Quote {
	return {
		id: `q${at}`,
		text,
		documentId: "0123456789ab",
		passageId: "0123456789ab:0",
		span: { start: 0, end: text.length },
		matches: [],
		score: 1,
		context: { before: "", after: "" },
		exact: "exact",
		original: null,
		source: {
			title,
			uri: "bridge.txt",
			author: null,
			publisher: null,
			published: null,
			url: null,
			language: "en",
			version: "ba9876543210",
			...NOWHERE,
		},
	};
}

/** An answer with these quotes. */
export function answerOf(texts: readonly string[], more: Partial<Answer> = {}): Answer {
	return {
		id: "a1",
		question: "Who built the bridge?",
		understoodAs: null,
		status: "answered",
		confidence: 0.9,
		reason: null,
		quotes: texts.map((text, at) => quoteOf(text, at)),
		nearest: [],
		suggestions: [],
		searched: { documents: 1, passages: 1 },
		index: { id: "i1", builtAt: "2026-01-01T00:00:00.000Z", embedder: "quoth-static-en" },
		...more,
	};
}
