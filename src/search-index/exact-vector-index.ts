import { createInt8Scan, type Int8Scan } from "./int8-kernel.ts";
import { createTopK, type Hit } from "./top-k.ts";
import { similarity, type VectorMatrix } from "./vector-index.ts";

/** Compares the query with every vector. */
export type ExactVectorIndex = {
	readonly kind: "exact";
	/** The `k` nearest passages, best first; only those that `allowed` marks with 1. */
	search(query: Float32Array, k: number, allowed?: Uint8Array): Hit[];
};

/** How many are marked; counted up to a limit. */
function countOf(allowed: Uint8Array, limit: number): number {
	let count = 0;
	for (let row = 0; row < allowed.length && count < limit; row += 1) count += allowed[row] as number;
	return count;
}

/** The best `count` rows by their scores. Nearly all are below the least that is kept, and only looked at. */
function bestOf(scores: Float32Array, count: number, allowed: Uint8Array | undefined): Hit[] {
	const top = createTopK(count);
	let least = Number.NEGATIVE_INFINITY;
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row] as number;
		if (score <= least || (allowed !== undefined && allowed[row] !== 1)) continue;
		top.offer(row, score);
		least = top.least();
	}
	return top.best();
}

/** How many more than `k` are scored anew. Rounding to int8 moves a score by less than 0.01; in no measurement did it cost a neighbour. */
const MARGIN = 64;
/** Up to so many passages a filter is scanned in full precision: the int8 copy looks at all, and where it is not there yet it takes its time. */
const FEW = 2_000;
const FEW_WITHOUT_COPY = 100_000;

/** A first look at every vector in int8, then the best of them in full precision. */
export function createExactVectorIndex(matrix: VectorMatrix): ExactVectorIndex {
	let scan: Int8Scan | null | undefined; // made at the first search: with a graph there may be none

	/** The best `k` of all in full precision. */
	function scanned(query: Float32Array, k: number, allowed: Uint8Array | undefined): Hit[] {
		const top = createTopK(Math.min(k, matrix.rows));
		for (let row = 0; row < matrix.rows; row++) {
			if (allowed === undefined || allowed[row] === 1) top.offer(row, similarity(matrix, row, query));
		}
		return top.best();
	}

	return {
		kind: "exact",
		search(query, k, allowed) {
			const few = scan === undefined ? FEW_WITHOUT_COPY : FEW;
			if (allowed !== undefined && countOf(allowed, few + 1) <= few) return scanned(query, k, allowed);
			if (scan === undefined) scan = createInt8Scan(matrix);
			if (scan === null) return scanned(query, k, allowed);
			const top = createTopK(Math.min(k, matrix.rows));
			for (const { passage } of bestOf(scan.scores(query), Math.min(k + MARGIN, matrix.rows), allowed))
				top.offer(passage, similarity(matrix, passage, query));
			return top.best();
		},
	};
}
