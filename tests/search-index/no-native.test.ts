import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, VILLAGE } from "../support/quoth.ts";

// As on a machine without a compiler, where npm leaves the optional dependency out.
vi.mock("../../src/search-index/hnsw-vector-index.ts", async (original) => ({
	...(await original<object>()),
	loadHnswLibrary: () => null,
}));

test("without hnswlib-node a large index is searched exactly, and the summary says so", async () => {
	const index = join(temporaryFolder(), "index");
	const summary = await ingest({ folder: folderWith(VILLAGE), index, embedder: await bundledEmbedder(), hnswFrom: 1 });
	expect(summary.notes).toEqual([expect.stringContaining("hnswlib-node is not installed")]);
	const opened = await openIndex(index);
	expect(opened.vectorSearch).toBe("exact");
	opened.close();
});
