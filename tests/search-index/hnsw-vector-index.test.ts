import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadHnswLibrary, openHnswFile, writeHnswFile } from "../../src/search-index/hnsw-vector-index.ts";
import type { VectorMatrix } from "../../src/search-index/vector-index.ts";
import { clusteredMatrix, rowOf, testVectorIndex } from "../contracts/vector-index.ts";
import { temporaryFolder } from "../support/folders.ts";

const library = loadHnswLibrary();

describe.skipIf(library === null)("HNSW (skipped where hnswlib-node is not built)", () => {
	const native = library as NonNullable<typeof library>;

	async function write(matrix: VectorMatrix): Promise<string> {
		const path = join(temporaryFolder(), "vectors.hnsw");
		await writeHnswFile(native, matrix, path);
		return path;
	}

	testVectorIndex("HNSW", async (matrix) => openHnswFile(native, matrix, await write(matrix)));

	test("a file of another index is refused", async () => {
		const path = await write(clusteredMatrix(30, 8));
		expect(() => openHnswFile(native, clusteredMatrix(31, 8), path)).toThrow(/30 vectors; the index has 31/);
	});

	test("a question of another dimension is refused, not read past its end", async () => {
		const matrix = clusteredMatrix(30, 8);
		const index = openHnswFile(native, matrix, await write(matrix));
		expect(() => index.search(new Float32Array(4), 3)).toThrow(/4 dimensions/);
		expect(index.search(rowOf(matrix, 1), 3)[0]?.passage).toBe(1);
	});

	test("a folder that is missing is an error, though the library reports success", async () => {
		const path = join(temporaryFolder(), "missing", "vectors.hnsw");
		await expect(writeHnswFile(native, clusteredMatrix(5, 8), path)).rejects.toMatchObject({ code: "write-failed" });
	});

	test.skipIf(!existsSync("/dev/full"))("a full disk is an error, though the library reports success", async () => {
		await expect(writeHnswFile(native, clusteredMatrix(500, 8), "/dev/full")).rejects.toMatchObject({ code: "write-failed" });
	});

	test("an empty file in its place is an error", async () => {
		const path = join(temporaryFolder(), "vectors.hnsw");
		writeFileSync(path, "");
		expect(() => openHnswFile(native, clusteredMatrix(5, 8), path)).toThrow();
	});
});
