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
	const scoresFor = async (question: string) => {
		const read = await readQuestion({ index, embedder }, question);
		const found = findCandidates(index, read, { count: 5 });
		return new Map(found.map(({ passage, scores }) => [index.findDocument(passage.documentId)?.uri, scores.bm25]));
	};
	try {
		// each passage holds one of the two words, once
		const [named, plain] = [await scoresFor("Did the ledger please Yarrow?"), await scoresFor("Did the ledger please yarrow?")];
		expect(named.get("keeper.txt")).toBeCloseTo(1.25 * (plain.get("keeper.txt") as number), 4);
		expect(named.get("harbour.txt")).toBe(plain.get("harbour.txt"));
		// a capital tells nothing where all words have one
		for (const question of ["DID THE LEDGER PLEASE YARROW?", "Did The Ledger Please Yarrow?"])
			expect(await scoresFor(question)).toEqual(plain);
	} finally {
		index.close();
	}
});
