/** Weight of BM25 beside the vectors; found on the training sets, see docs/decisions/0005. */
export const TERM_WEIGHT = 0.7;

/** Scales scores to 0..1: the lowest becomes 0, the highest 1. Equal scores all become 0. */
export function minMax(scores: readonly number[]): number[] {
	const low = Math.min(...scores);
	const range = Math.max(...scores) - low;
	return scores.map((score) => (range > 0 ? (score - low) / range : 0));
}

/** Weighted sum of both kinds of scores, each scaled to 0..1 among the candidates. */
export function fuse(terms: readonly number[], vectors: readonly number[], termWeight = TERM_WEIGHT): number[] {
	const scaledVectors = minMax(vectors);
	return minMax(terms).map((score, index) => termWeight * score + (1 - termWeight) * (scaledVectors[index] as number));
}
