import { expect, test } from "vitest";
import { findCandidates } from "../../src/answer/find-candidates.ts";
import { readQuestion } from "../../src/answer/read-question.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf } from "../support/quoth.ts";

const embedder = await openTransformersEmbedder();

test("of two words as rare the one that is written like a name counts more", async () => {
	const index = await openIndex(
		await indexOf({
			"harbour.txt": "The harbour keeps its own ledger of what the boats unload, and the clerk signs every page of it by hand.",
			"keeper.txt": "Yarrow keeps the keys of the mill and opens the gate at six, and the clerk signs for every sack of flour.",
		}),
	);
	try {
		// each passage holds one of the two words, once: "Yarrow" as a name, or not
		for (const [question, emphasised] of [
			["Did the ledger please Yarrow?", true],
			["Did the ledger please yarrow?", false],
		] as const) {
			const read = await readQuestion({ index, embedder }, question);
			const scores = new Map(
				findCandidates(index, read, { count: 5 }).map(({ passage, scores }) => [index.findDocument(passage.documentId)?.uri, scores.bm25]),
			);
			const [name, word] = [scores.get("keeper.txt") as number, scores.get("harbour.txt") as number];
			expect(name / word > 1.2).toBe(emphasised);
			expect(word).toBeGreaterThan(0);
		}
	} finally {
		index.close();
	}
});
