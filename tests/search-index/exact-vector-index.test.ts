import { expect, test } from "vitest";
import { createExactVectorIndex } from "../../src/search-index/exact-vector-index.ts";
import { clusteredMatrix, rowOf, testVectorIndex } from "../contracts/vector-index.ts";

testVectorIndex("exact search", createExactVectorIndex);

test("a filter leaves the others out", () => {
	const matrix = clusteredMatrix(50, 7);
	const allowed = new Uint8Array(50).fill(1, 10, 20);
	const hits = createExactVectorIndex(matrix).search(rowOf(matrix, 3), 50, allowed);
	expect(hits.map((hit) => hit.passage).sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});
