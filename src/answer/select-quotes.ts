import type { ScoredSentence } from "./score-sentences.ts";

/** Two quotes that share more of their terms than this say the same. */
const MOST_SHARED = 0.8;
/** A further quote earns its place by at least this share of the best score. */
const LEAST_SHARE = 0.65;

/** The best sentences that do not repeat each other, best first. */
export function selectQuotes(ranked: readonly ScoredSentence[], most: number): ScoredSentence[] {
	const chosen: ScoredSentence[] = [];
	const best = ranked[0]?.score ?? 0;
	for (const sentence of ranked) {
		if (chosen.length === most || sentence.score < LEAST_SHARE * best) break;
		if (!chosen.some((other) => repeats(other, sentence))) chosen.push(sentence);
	}
	return chosen;
}

function repeats(a: ScoredSentence, b: ScoredSentence): boolean {
	let shared = 0;
	for (const term of a.terms) if (b.terms.has(term)) shared += 1;
	return shared > MOST_SHARED * Math.min(a.terms.size, b.terms.size);
}
