import type { Hit } from "./top-k.ts";

/** Finds the nearest vectors. All vectors have unit length, so that their dot product is their cosine. */
export type VectorIndex = {
	readonly kind: "exact" | "hnsw";
	/** The `k` passages with the highest cosine, best first. */
	search(query: Float32Array, k: number): Hit[];
};

/** The vectors of all passages, row by row. */
export type VectorMatrix = {
	readonly rows: number;
	readonly dimensions: number;
	readonly values: Float32Array;
};

/** Cosine of a query and the vector of one passage. */
export function similarity(matrix: VectorMatrix, row: number, query: Float32Array): number {
	const { values, dimensions } = matrix;
	const offset = row * dimensions;
	// Four sums, since one chain of additions waits for itself.
	let a = 0;
	let b = 0;
	let c = 0;
	let d = 0;
	let i = 0;
	for (; i + 3 < dimensions; i += 4) {
		a += (values[offset + i] as number) * (query[i] as number);
		b += (values[offset + i + 1] as number) * (query[i + 1] as number);
		c += (values[offset + i + 2] as number) * (query[i + 2] as number);
		d += (values[offset + i + 3] as number) * (query[i + 3] as number);
	}
	for (; i < dimensions; i++) a += (values[offset + i] as number) * (query[i] as number);
	return a + b + c + d;
}
