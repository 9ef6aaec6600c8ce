import { createTopK, type Hit } from "./top-k.ts";
import { similarity, type VectorMatrix } from "./vector-index.ts";

/** Compares the query with every vector: no loss, and faster than HNSW on small indexes. */
export type ExactVectorIndex = {
	readonly kind: "exact";
	/** The `k` nearest passages, best first; only those that `allowed` marks with 1. */
	search(query: Float32Array, k: number, allowed?: Uint8Array): Hit[];
};

export function createExactVectorIndex(matrix: VectorMatrix): ExactVectorIndex {
	return {
		kind: "exact",
		search(query, k, allowed) {
			const top = createTopK(Math.min(k, matrix.rows));
			for (let row = 0; row < matrix.rows; row++) {
				if (allowed === undefined || allowed[row] === 1) top.offer(row, similarity(matrix, row, query));
			}
			return top.best();
		},
	};
}
