import { capitalisesNouns, type Language } from "../text/languages.ts";
import { scoreWithoutMood } from "./moods.ts";
import type { ReadQuestion } from "./read-question.ts";
import { type FeatureName, featureOf, type ScoredSentence } from "./sentence-features.ts";
import type { WeightedTerm } from "./weigh-terms.ts";

/** Of the best sentence: what tells an answer from a near miss as well as it tells one sentence from another. */
const SHARED = [
	"coverage",
	"previous",
	"next",
	"rest",
	"heading",
	"prefix",
	"passagePrefix",
	"passageCoverage",
	"lastTerm",
	"bigrams",
	"vector",
	"passageVector",
	"passageTerms",
	"newNames",
	"newNumbers",
	"asks",
	"defines",
	"asks for other",
] as const satisfies readonly FeatureName[];

/** What the confidence in an answer is read from, by name, in the order in which the selector reads them. */
export const CONFIDENCE_FEATURES = [
	...SHARED,
	/** The score of the best sentence. */
	"score",
	/** Its share of the probability of all sentences that were compared. */
	"share",
	/** Whether it holds the kind of thing that is asked for. */
	"holds kind",
	/** Share of the question's weight in terms that stand nowhere in the corpus. */
	"unknown",
	/** Weight of the weightiest term that neither the passage nor its headings hold, as a share of the question's. */
	"missing",
	/** Share of the question's names and numbers that the sentence, the passage or its headings hold; 1 where there are none. */
	"names",
	/** Terms of the question, up to eight, as a share of eight. */
	"terms",
	/** Those that the sentence or its headings hold, a word that begins alike counting in part; as a share of eight. */
	"held terms",
	/** Those that neither the passage nor its headings hold, likewise. */
	"missing terms",
	/** Names and numbers that the sentence or its headings hold, likewise. */
	"held names",
	/** Names and numbers that neither the passage nor its headings hold, likewise. */
	"missing names",
] as const;

/** @param ranked the sentences that were compared, best first */
export function confidenceFeatures(question: ReadQuestion, ranked: readonly [ScoredSentence, ...ScoredSentence[]]): number[] {
	const [best] = ranked;
	const terms = question.terms.map((term, at) => ({
		weight: term.weight,
		named: nameShare(term, question.language),
		held: best.held[at] as number,
		missing: 1 - (best.around[at] as number),
	}));
	const missing = terms.filter((term) => term.missing > 0);
	const names = sumOf(terms, ({ weight, named }) => weight * named);
	const missingNames = sumOf(missing, ({ weight, named }) => weight * named);
	const total = sumOf(ranked, ({ score }) => Math.exp(score - best.score));
	return [
		...SHARED.map((name) => featureOf(best, name)),
		scoreWithoutMood(best),
		1 / total,
		question.kind === "other" ? 0 : featureOf(best, `holds ${question.kind}`),
		sumOf(question.terms, ({ weight, unknown }, at) => weight * unknown * (1 - (best.held[at] as number))) / question.totalWeight,
		Math.max(0, ...missing.map(({ weight }) => weight)) / question.totalWeight,
		names === 0 ? 1 : 1 - missingNames / names,
		ofEight(terms.length),
		ofEight(sumOf(terms, (term) => term.held)),
		ofEight(sumOf(terms, (term) => term.missing)),
		ofEight(sumOf(terms, (term) => term.named * term.held)),
		ofEight(sumOf(terms, (term) => term.named * term.missing)),
	];
}

/** How far a noun counts as a name where every noun is written like one. */
const NOUN = 0.25;

/** How far a term counts as a name: 1, less for a noun of a language that writes all of them with capitals, or 0. */
function nameShare({ isName, word }: WeightedTerm, language: Language): number {
	if (!isName) return 0;
	return capitalisesNouns(language) && !/\p{Nd}/u.test(word.text) ? NOUN : 1;
}

function sumOf<T>(items: readonly T[], value: (item: T, at: number) => number): number {
	return items.reduce((sum, item, at) => sum + value(item, at), 0);
}

function ofEight(count: number): number {
	return Math.min(8, count) / 8;
}
