import type { Candidate } from "../domain/candidate.ts";
import { type Span, sliceSpan } from "../domain/span.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { isStopWord } from "../text/stop-words.ts";
import { contentTermsOf, indexTermsOf, stemOf } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { type AnswerKind, kindAsked, kindScore } from "./answer-kind.ts";

/** What speaks for a sentence as the answer; each from 0 to 1, but for the cosine. */
export type Features = {
	/** Share of the question's terms that the sentence holds, each weighted by its rarity (idf). */
	readonly coverage: number;
	/** The same for terms that only a neighbouring sentence holds. */
	readonly nearby: number;
	/** The same for terms that only the rest of the passage holds. */
	readonly rest: number;
	/** The same for terms that the title or a heading holds, and the sentence does not. */
	readonly heading: number;
	/** Share of the neighbouring pairs of question terms that stand side by side in the sentence. */
	readonly pairs: number;
	/** Cosine of question and sentence. */
	readonly vector: number;
	/** Fused score of the passage among the candidates. */
	readonly passage: number;
	/** Whether it holds the kind of thing that is asked for. */
	readonly kind: number;
	/** Whether it asks something itself: a question is no answer. */
	readonly asks: number;
};

export type ScoredSentence = {
	readonly candidate: Candidate;
	readonly document: DocumentRecord;
	readonly span: Span;
	readonly text: string;
	readonly terms: ReadonlySet<string>;
	readonly features: Features;
	readonly score: number;
};

/** How much each feature counts: fitted by training/sentence-weights/fit.ts, rounded. See docs/decisions/0005. */
export const WEIGHTS: Readonly<Record<keyof Features, number>> = {
	coverage: 7.3,
	nearby: 2.3,
	rest: 0,
	heading: 4.3,
	pairs: 1.7,
	vector: 1,
	passage: 6.7,
	kind: 1.8,
	asks: -4,
};

/** A question as the scorer sees it: its content terms, what each is worth, and what it asks for. */
export type ReadQuestion = {
	readonly text: string;
	readonly terms: readonly string[];
	readonly weights: ReadonlyMap<string, number>;
	readonly totalWeight: number;
	/** Share of the question's weight in terms that stand nowhere in the corpus. */
	readonly unknownShare: number;
	readonly words: ReadonlySet<string>;
	readonly kind: AnswerKind;
	/** Whether it names anything to look for: "and what about it?" does not. */
	readonly hasContent: boolean;
};

export function readQuestion(index: SearchIndex, text: string): ReadQuestion {
	const terms = contentTermsOf(text);
	const weights = new Map(terms.map((term) => [term, index.weight(term)]));
	const totalWeight = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
	const unknown = terms.filter((term) => index.termFrequency(term) === 0).reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
	const words = wordsOf(text).map((word) => word.text);
	const hasContent = words.some((word) => !isStopWord(word));
	return {
		text,
		terms,
		weights,
		totalWeight,
		unknownShare: unknown / totalWeight,
		words: new Set(words),
		kind: kindAsked(text),
		hasContent,
	};
}

/** Sentences that are compared with the question by meaning, which costs more than all else; the others are dropped. */
const COMPARED = 24;

/**
 * The most promising sentences of the candidates, best first.
 * @param similarities gives the cosine of the question and each of the sentences
 */
export async function scoreSentences(
	index: SearchIndex,
	question: ReadQuestion,
	candidates: readonly Candidate[],
	similarities: (sentences: readonly string[]) => Promise<readonly number[]>,
): Promise<ScoredSentence[]> {
	const drafts = candidates.flatMap((candidate) => draftSentences(index, question, candidate));
	const promising = drafts
		.map((draft) => withVector(draft, 0))
		.sort(byScore)
		.slice(0, COMPARED);
	const cosines = await similarities(promising.map((draft) => draft.text));
	return promising.map((draft, at) => withVector(draft, cosines[at] ?? 0)).sort(byScore);
}

type Draft = Omit<ScoredSentence, "score" | "features"> & { readonly features: Omit<Features, "vector"> };

function withVector(draft: Draft, vector: number): ScoredSentence {
	const features: Features = { ...draft.features, vector };
	return { ...draft, features, score: weigh(features) };
}

function byScore(a: ScoredSentence, b: ScoredSentence): number {
	return b.score - a.score;
}

function weigh(features: Features): number {
	return (Object.keys(WEIGHTS) as (keyof Features)[]).reduce((sum, name) => sum + WEIGHTS[name] * features[name], 0);
}

function draftSentences(index: SearchIndex, question: ReadQuestion, candidate: Candidate): Draft[] {
	const { passage } = candidate;
	const document = index.findDocument(passage.documentId) as DocumentRecord;
	const text = index.textOf(document, passage.span);
	const read = passage.sentences.map((span) => {
		const sentence = sliceSpan(text, { start: span.start - passage.span.start, end: span.end - passage.span.start });
		const words = wordsOf(sentence);
		return { span, text: sentence, stems: words.map((word) => stemOf(word.text)), terms: new Set(indexTermsOf(sentence, words)) };
	});
	const passageTerms = new Set(read.flatMap((sentence) => [...sentence.terms]));
	const headingTerms = new Set(indexTermsOf([document.title, ...passage.place.headings].join("\n")));
	return read.map((sentence, at) => {
		const around = [read[at - 1], read[at + 1]].filter((other) => other !== undefined);
		// An answer stands behind its question as a paragraph stands below its heading.
		const previous = read[at - 1];
		const asked = previous !== undefined && asks(previous.text) ? previous.terms : NO_TERMS;
		const isNear = (term: string) => !sentence.terms.has(term) && around.some((other) => other.terms.has(term));
		return {
			candidate,
			document,
			span: sentence.span,
			text: sentence.text,
			terms: sentence.terms,
			features: {
				coverage: share(question, (term) => sentence.terms.has(term)),
				nearby: share(question, isNear),
				rest: share(question, (term) => !sentence.terms.has(term) && !isNear(term) && passageTerms.has(term)),
				heading: share(question, (term) => !sentence.terms.has(term) && (headingTerms.has(term) || asked.has(term))),
				pairs: pairShare(question.terms, sentence.stems),
				passage: candidate.scores.fused,
				asks: asks(sentence.text) ? 1 : 0,
				kind: kindScore(question.kind, sentence.text, question.words),
			},
		};
	});
}

const NO_TERMS: ReadonlySet<string> = new Set();

function asks(sentence: string): boolean {
	return /[?？؟]["'”’»)]*$/u.test(sentence);
}

function share(question: ReadQuestion, holds: (term: string) => boolean): number {
	let held = 0;
	for (const [term, weight] of question.weights) if (holds(term)) held += weight;
	return held / question.totalWeight;
}

function pairShare(terms: readonly string[], ordered: readonly string[]): number {
	if (terms.length < 2) return 0;
	const pairs = new Set(ordered.slice(1).map((term, at) => `${ordered[at]} ${term}`));
	return terms.slice(1).filter((term, at) => pairs.has(`${terms[at]} ${term}`)).length / (terms.length - 1);
}
