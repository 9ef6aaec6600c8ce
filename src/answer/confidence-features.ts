import type { ReadQuestion } from "./read-question.ts";
import { type FeatureName, featureOf, type ScoredSentence } from "./sentence-features.ts";

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
] as const;

/** @param ranked the sentences that were compared, best first */
export function confidenceFeatures(question: ReadQuestion, ranked: readonly [ScoredSentence, ...ScoredSentence[]]): number[] {
	const [best] = ranked;
	const names = question.terms.map((term, at) => ({ ...term, found: best.around[at] })).filter(({ isName }) => isName);
	const weightOf = (terms: readonly { weight: number }[]) => terms.reduce((sum, { weight }) => sum + weight, 0);
	const total = ranked.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
	return [
		...SHARED.map((name) => featureOf(best, name)),
		best.score,
		1 / total,
		question.kind === "other" ? 0 : featureOf(best, `holds ${question.kind}`),
		question.unknownShare,
		Math.max(0, ...question.terms.map(({ weight }, at) => (best.around[at] ? 0 : weight))) / question.totalWeight,
		names.length === 0 ? 1 : weightOf(names.filter(({ found }) => found)) / weightOf(names),
		Math.min(8, question.terms.length) / 8,
	];
}
