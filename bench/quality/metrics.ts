// Pure functions from ranks, labels and confidences to figures. Sources stand with each formula.

/** Share of the lists in which something right stands among the first `k`. */
export function hitsAt(k: number, lists: readonly (readonly boolean[])[]): number {
	return mean(lists.map((right) => (right.slice(0, k).includes(true) ? 1 : 0)));
}

/** Mean reciprocal rank of the first right entry; 0 for a list without one. */
export function meanReciprocalRank(lists: readonly (readonly boolean[])[]): number {
	return mean(
		lists.map((right) => {
			const at = right.indexOf(true);
			return at < 0 ? 0 : 1 / (at + 1);
		}),
	);
}

/**
 * Normalised discounted cumulative gain of one ranking (Järvelin and Kekäläinen 2002, in the form of trec_eval: gain / log2(rank + 1)).
 * @param gains of the ranked documents, in order
 * @param all gains of every judged document
 */
export function ndcgAt(k: number, gains: readonly number[], all: readonly number[]): number {
	const discounted = (ranked: readonly number[]) => ranked.slice(0, k).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
	const ideal = discounted([...all].sort((a, b) => b - a));
	return ideal === 0 ? 0 : discounted(gains) / ideal;
}

/** Average precision of one ranking: what is not found counts as never ranked. */
export function averagePrecision(right: readonly boolean[], relevant: number): number {
	let found = 0;
	const sum = right.reduce((total, isRight, at) => (isRight ? total + ++found / (at + 1) : total), 0);
	return relevant === 0 ? 0 : sum / relevant;
}

/** The probability that a random positive scores above a random negative (area under the ROC curve); ties count half. */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
	let wins = 0;
	for (const positive of positives) {
		for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
	}
	return wins / (positives.length * negatives.length);
}

/** An answer as abstention sees it. */
export type Judged = { readonly confidence: number; readonly right: boolean };

/** Ten bins of confidence, each with how many fall into it, their mean confidence and the share that is right. */
export function reliability(judged: readonly Judged[], bins = 10): { count: number; confidence: number; right: number }[] {
	return Array.from({ length: bins }, (_, bin) => {
		const inside = judged.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin);
		return {
			count: inside.length,
			confidence: mean(inside.map(({ confidence }) => confidence)),
			right: mean(inside.map(({ right }) => (right ? 1 : 0))),
		};
	});
}

/** Expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean distance of confidence and accuracy over the bins. */
export function calibrationError(judged: readonly Judged[]): number {
	return reliability(judged).reduce((sum, { count, confidence, right }) => sum + (count / judged.length) * Math.abs(confidence - right), 0);
}

/** Coverage and risk (share of wrong ones among the answered) as the threshold falls (El-Yaniv and Wiener 2010). */
export function riskCoverage(judged: readonly Judged[]): { coverage: number; risk: number }[] {
	let wrong = 0;
	return [...judged]
		.sort((a, b) => b.confidence - a.confidence)
		.map(({ right }, at) => {
			if (!right) wrong += 1;
			return { coverage: (at + 1) / judged.length, risk: wrong / (at + 1) };
		});
}

/** F1 of the bags of words of two texts, as SQuAD counts it: lower case, letters and digits only. */
export function wordF1(found: string, wanted: string): number {
	const left = bagOf(found);
	const right = bagOf(wanted);
	let shared = 0;
	for (const [word, count] of left) shared += Math.min(count, right.get(word) ?? 0);
	const size = (bag: ReadonlyMap<string, number>) => [...bag.values()].reduce((sum, count) => sum + count, 0);
	return shared === 0 ? 0 : (2 * shared) / (size(left) + size(right));
}

function bagOf(text: string): Map<string, number> {
	const bag = new Map<string, number>();
	for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) bag.set(word, (bag.get(word) ?? 0) + 1);
	return bag;
}

export function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
