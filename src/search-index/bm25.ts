// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), equations 3.3 and 3.15, with Lucene's idf, which is
// never negative. The constants were found on the training sets, see docs/decisions/0005.

/** How soon a repeated term stops to count. */
export const K1 = 0.7;
/** How far the length of a passage counts: 0 not at all, 1 in full. */
export const B = 0.5;

/** Inverse document frequency of a term that `df` of `n` passages hold. */
export function idf(n: number, df: number): number {
	return Math.log(1 + (n - df + 0.5) / (df + 0.5));
}

/** How hard the length of a passage makes it to earn with a term; `relativeLength` is length / mean length. */
export function lengthNorm(relativeLength: number): number {
	return K1 * (1 - B + B * relativeLength);
}

/** The share of a term's idf that a passage earns which holds it `tf` times, by its `lengthNorm`. */
export function saturation(tf: number, norm: number): number {
	return (tf * (K1 + 1)) / (tf + norm);
}

/** What `saturation` comes near to when a term stands in a short passage many times. */
export const MOST_SATURATION = K1 + 1;
