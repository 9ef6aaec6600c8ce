import { expect, test } from "vitest";
import { compileKernel } from "../../scripts/compile-kernel.ts";
import { createInt8Scan, KERNEL } from "../../src/search-index/int8-kernel.ts";
import { similarity } from "../../src/search-index/vector-index.ts";
import { clusteredMatrix, rowOf } from "../contracts/vector-index.ts";

test("the compiled kernel is the one of the source", async () => {
	expect(KERNEL).toBe(await compileKernel());
});

test.each([1, 7, 8, 100, 384, 1_024])("scores in %i dimensions are the cosines, nearly", (dimensions) => {
	const matrix = clusteredMatrix(40, dimensions);
	const scan = createInt8Scan(matrix);
	const query = rowOf(matrix, 5);
	const scores = scan?.scores(query) as Float32Array;
	for (let row = 0; row < matrix.rows; row++) expect(Math.abs((scores[row] as number) - similarity(matrix, row, query))).toBeLessThan(0.01);
	expect(Array.from(scan?.scores(new Float32Array(dimensions)) ?? [])).toEqual(new Array(40).fill(0));
});

test.each([0, 1, 3, 4, 5, 41])("%i rows, which need not fill the last four", (rows) => {
	const matrix = clusteredMatrix(rows, 16);
	const query = rowOf(clusteredMatrix(1, 16), 0);
	const scores = createInt8Scan(matrix)?.scores(query) as Float32Array;
	expect(scores).toHaveLength(rows);
	for (let row = 0; row < rows; row++) expect(Math.abs((scores[row] as number) - similarity(matrix, row, query))).toBeLessThan(0.01);
});

test("a matrix too large for one memory is left to the slow path", () => {
	expect(createInt8Scan({ rows: 20_000_000, dimensions: 384, values: new Float32Array(0) })).toBeNull();
});
