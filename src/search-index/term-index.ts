import { idf, saturation } from "./bm25.ts";
import { createTopK, type Hit } from "./top-k.ts";

/** The term index in memory: for each term the passages that hold it. */
export type TermIndex = {
	/**
	 * BM25: the `k` best passages, best first, then those of `also` that are not among them.
	 * @param allowed where given, only passages marked 1 are found
	 * @param also passages whose score is wanted whatever their rank
	 */
	search(terms: readonly string[], k: number, allowed?: Uint8Array, also?: readonly number[]): Hit[];
	/** Inverse document frequency among the passages and `BACKGROUND` more, of which each term stands in one. */
	weight(term: string): number;
	/** In how many passages a term stands. */
	frequency(term: string): number;
};

/** In a corpus of one page every word is as common as any other; these imagined passages keep the weights sensible. */
const BACKGROUND = 100;

export type TermIndexFiles = {
	readonly terms: Buffer;
	readonly termOffsets: Uint32Array;
	readonly postingOffsets: Uint32Array;
	readonly postings: Uint32Array;
	readonly frequencies: Uint8Array;
	readonly lengths: Uint32Array;
};

export function createTermIndex(files: TermIndexFiles): TermIndex {
	const { terms, termOffsets, postingOffsets, postings, frequencies, lengths } = files;
	const passages = lengths.length;
	const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, passages) || 1;
	const totals = new Float32Array(passages); // reused: all zero between searches

	function rangeOf(term: string): readonly [number, number] {
		const wanted = Buffer.from(term, "utf8");
		let low = 0;
		let high = termOffsets.length - 2;
		while (low <= high) {
			const middle = (low + high) >> 1;
			const order = terms.compare(wanted, 0, wanted.length, termOffsets[middle], termOffsets[middle + 1]);
			if (order === 0) return [postingOffsets[middle] as number, postingOffsets[middle + 1] as number];
			if (order < 0) low = middle + 1;
			else high = middle - 1;
		}
		return [0, 0];
	}

	function addScores(unique: Iterable<string>, touch: (passage: number) => void): void {
		for (const term of unique) {
			const [from, to] = rangeOf(term);
			const weight = idf(passages, to - from);
			for (let at = from; at < to; at++) {
				const passage = postings[at] as number;
				if (totals[passage] === 0) touch(passage);
				const relative = (lengths[passage] as number) / meanLength;
				(totals[passage] as number) += weight * saturation(frequencies[at] as number, relative);
			}
		}
	}

	return {
		search(queried, k, allowed, also = []) {
			const touched: number[] = [];
			addScores(new Set(queried), (passage) => touched.push(passage));
			const top = createTopK(k);
			for (const passage of touched) {
				if (allowed === undefined || allowed[passage] === 1) top.offer(passage, totals[passage] as number);
			}
			const best = top.best();
			const found = new Set(best.map((hit) => hit.passage));
			const others = also.filter((passage) => !found.has(passage)).map((passage) => ({ passage, score: totals[passage] as number }));
			for (const passage of touched) totals[passage] = 0;
			return [...best, ...others];
		},
		weight(term) {
			const [from, to] = rangeOf(term);
			return idf(passages + BACKGROUND, to - from + 1);
		},
		frequency(term) {
			const [from, to] = rangeOf(term);
			return to - from;
		},
	};
}
