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

/** How many more than `k` are scored anew. Rounding to int8 moves a score by less than 0.01; in no measurement did it cost a neighbour. */
const MARGIN = 64;
/** Up to so many passages a filter is scanned in full precision: the int8 copy looks at all, and where it is not there yet it takes its time. */
const FEW = 2_000;
const FEW_WITHOUT_COPY = 100_000;

/** A first look at every vector in int8, then the best of them in full precision. */
export function createExactVectorIndex(matrix: VectorMatrix): ExactVectorIndex {
	let scan: Int8Scan | null | undefined; // made at the first search: with a graph there may be none

	function best(count: number, scoreOf: (row: number) => number, allowed: Uint8Array | undefined): Hit[] {
		const top = createTopK(Math.min(count, matrix.rows));
		for (let row = 0; row < matrix.rows; row++) {
			if (allowed === undefined || allowed[row] === 1) top.offer(row, scoreOf(row));
		}
		return top.best();
	}

	return {
		kind: "exact",
		search(query, k, allowed) {
			const few = scan === undefined ? FEW_WITHOUT_COPY : FEW;
			if (allowed !== undefined && countOf(allowed, few + 1) <= few) return best(k, (row) => similarity(matrix, row, query), allowed);
			if (scan === undefined) scan = createInt8Scan(matrix);
			if (scan === null) return best(k, (row) => similarity(matrix, row, query), allowed);
			const rough = scan.scores(query);
			const top = createTopK(Math.min(k, matrix.rows));
			for (const { passage } of best(k + MARGIN, (row) => rough[row] as number, allowed))
				top.offer(passage, similarity(matrix, passage, query));
			return top.best();
		},
	};
}
