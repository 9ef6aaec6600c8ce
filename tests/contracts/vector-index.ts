import { describe, expect, test } from "vitest";
import type { VectorIndex, VectorMatrix } from "../../src/search-index/vector-index.ts";

/** Unit vectors around a few centres, the same for each run. */
export function clusteredMatrix(rows: number, dimensions: number): VectorMatrix {
	let state = 1;
	const random = () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647 - 0.5;
	};
	const centres = Array.from({ length: 20 }, () => Array.from({ length: dimensions }, random));
	const values = new Float32Array(rows * dimensions);
	for (let row = 0; row < rows; row++) {
		const vector = (centres[row % centres.length] as number[]).map((value) => value + 0.4 * random());
		const length = Math.hypot(...vector);
		values.set(
			vector.map((value) => value / length),
			row * dimensions,
		);
	}
	return { rows, dimensions, values };
}

export function rowOf(matrix: VectorMatrix, row: number): Float32Array {
	return matrix.values.slice(row * matrix.dimensions, (row + 1) * matrix.dimensions);
}

/** What every vector index must do. */
export function testVectorIndex(name: string, create: (matrix: VectorMatrix) => Promise<VectorIndex> | VectorIndex): void {
	describe(`${name} keeps the contract`, () => {
		const matrix = clusteredMatrix(800, 24);

		test("a vector is its own nearest, with cosine 1", async () => {
			const index = await create(matrix);
			for (const row of [0, 17, 799]) {
				const [first] = index.search(rowOf(matrix, row), 5);
				expect(first?.passage).toBe(row);
				expect(first?.score).toBeCloseTo(1, 4);
			}
		});

		test("scores are cosines and fall", async () => {
			const index = await create(matrix);
			const query = rowOf(matrix, 3);
			const hits = index.search(query, 20);
			expect(hits).toHaveLength(20);
			for (const [at, hit] of hits.entries()) {
				const cosine = rowOf(matrix, hit.passage).reduce((sum, value, i) => sum + value * (query[i] as number), 0);
				expect(hit.score).toBeCloseTo(cosine, 4);
				if (at > 0) expect(hit.score).toBeLessThanOrEqual(hits[at - 1]?.score as number);
			}
		});

		test("it finds what comparing with every vector finds", async () => {
			const index = await create(matrix);
			let found = 0;
			for (let row = 0; row < 40; row++) {
				const query = rowOf(matrix, row * 19);
				const all = Array.from({ length: matrix.rows }, (_, other) => ({
					other,
					cosine: rowOf(matrix, other).reduce((sum, value, i) => sum + value * (query[i] as number), 0),
				}));
				const best = new Set(
					all
						.sort((a, b) => b.cosine - a.cosine)
						.slice(0, 10)
						.map(({ other }) => other),
				);
				found += index.search(query, 10).filter((hit) => best.has(hit.passage)).length;
			}
			expect(found / 400).toBeGreaterThan(0.98);
		});

		test("more neighbours than vectors, and only one vector", async () => {
			const small = clusteredMatrix(1, 24);
			expect((await create(small)).search(rowOf(small, 0), 10)).toHaveLength(1);
		});
	});
}
