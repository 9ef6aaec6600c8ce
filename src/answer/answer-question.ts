import { randomUUID } from "node:crypto";
import type { AnswerEvent } from "../domain/answer.ts";
import type { Question } from "../domain/question.ts";
import type { Quote } from "../domain/quote.ts";
import { QuothError } from "../errors.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { checkQuote } from "./check-quote.ts";
import { judgeAnswerable } from "./judge-answerable.ts";
import { type Answering, rankSentences } from "./rank-sentences.ts";
import { readQuestion, type ScoredSentence } from "./score-sentences.ts";
import { selectQuotes } from "./select-quotes.ts";

/** How many near misses are shown with a refusal. */
const NEAREST = 3;

/**
 * Answers a question with quotes, or says that the documents do not.
 * Every quote has passed `checkQuote` before it leaves.
 * @throws QuothError `document-not-found` when the question names an unknown document
 */
export async function* answerQuestion(answering: Answering, question: Question): AsyncGenerator<AnswerEvent> {
	const { index } = answering;
	const scope = documentsAsked(index, question.documents);
	const read = readQuestion(index, question.question);
	const ranked = await rankSentences(answering, read, question.documents === undefined ? undefined : index.passagesOf(scope));
	const { confidence, reason } = judgeAnswerable(read, ranked[0]);
	const found = selectQuotes(ranked, reason === null ? question.maxQuotes : NEAREST);
	const quotes = found.map((sentence) => checkQuote(toQuote(index, sentence, ranked), readFrom(index)));

	yield {
		type: "answer",
		answer: {
			id: randomUUID(),
			question: question.question,
			status: reason === null ? "answered" : "not-found",
			confidence,
			reason,
			searched: { documents: scope.length, passages: scope.reduce((sum, document) => sum + document.passages, 0) },
			index: { id: index.manifest.id, builtAt: index.manifest.builtAt, embedder: index.manifest.embedder.name },
		},
	};
	for (const quote of quotes) yield { type: reason === null ? "quote" : "nearest", quote };
	yield { type: "done", quotes: reason === null ? quotes.length : 0, nearest: reason === null ? 0 : quotes.length };
}

function documentsAsked(index: SearchIndex, asked: readonly string[] | undefined): DocumentRecord[] {
	if (asked === undefined) return [...index.documents];
	const found = asked.map((idOrUri) => {
		const document = index.findDocument(idOrUri);
		if (document === undefined) throw new QuothError("document-not-found", `There is no document "${idOrUri}" in the index.`);
		return document;
	});
	return [...new Set(found)];
}

function toQuote(index: SearchIndex, sentence: ScoredSentence, ranked: readonly ScoredSentence[]): Quote {
	const { document, span } = sentence;
	const { passage } = sentence.candidate;
	return {
		id: `${document.id}:${span.start}-${span.end}`,
		text: sentence.text,
		documentId: document.id,
		passageId: passage.id,
		span,
		score: relativeScore(sentence, ranked),
		context: {
			before: index.textOf(document, { start: passage.span.start, end: span.start }),
			after: index.textOf(document, { start: span.end, end: passage.span.end }),
		},
		source: {
			title: document.title,
			uri: document.uri,
			author: document.author,
			publisher: document.publisher,
			published: document.published,
			...passage.place,
		},
	};
}

/** The score as a share of the best one of this answer. */
function relativeScore(sentence: ScoredSentence, ranked: readonly ScoredSentence[]): number {
	const best = ranked[0]?.score ?? 0;
	return best > 0 ? Math.min(1, Math.max(0, sentence.score / best)) : 0;
}

/** Reads the file of texts anew: what is checked is what is stored, not what the quote was cut from. */
function readFrom(index: SearchIndex) {
	return (documentId: string, start: number, end: number): string | undefined => {
		const document = index.findDocument(documentId);
		return document === undefined || start < 0 || end > document.length ? undefined : index.textOf(document, { start, end });
	};
}
