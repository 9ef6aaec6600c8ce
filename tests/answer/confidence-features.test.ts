import { expect, test } from "vitest";
import { CONFIDENCE_FEATURES, confidenceFeatures } from "../../src/answer/confidence-features.ts";
import { rankSentences } from "../../src/answer/rank-sentences.ts";
import { readQuestion } from "../../src/answer/read-question.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf } from "../support/quoth.ts";

const embedder = await openTransformersEmbedder();

/** What speaks for the best sentence of these files as the answer, by name. */
async function featuresOf(question: string, files: Record<string, string>): Promise<Record<string, number>> {
	const index = await openIndex(await indexOf(files));
	try {
		const read = await readQuestion({ index, embedder }, question);
		const [best, ...others] = await rankSentences({ index, embedder }, read);
		if (best === undefined) throw new Error("nothing found");
		const values = confidenceFeatures(read, [best, ...others]);
		return Object.fromEntries(CONFIDENCE_FEATURES.map((name, at) => [name, values[at] as number]));
	} finally {
		index.close();
	}
}

const MILL = {
	"mill.txt": "The mill at Ulverby was built by Henrik Dahl in 1871. Today it grinds rye for the bakery and is open on Saturdays.",
};

test("terms and names that are held and missing are counted, each as a share of eight", async () => {
	const features = await featuresOf("Did Henrik Dahl build the mill at Ulverby in 1905 for Kasper Lund?", MILL);
	// held: Henrik, Dahl, build, mill, Ulverby; missing: 1905, Kasper, Lund
	expect(features).toMatchObject({ terms: 1, "held terms": 5 / 8, "missing terms": 3 / 8, "held names": 3 / 8, "missing names": 3 / 8 });
	expect(features.names).toBeGreaterThan(0);
	expect(features.names).toBeLessThan(0.6);
});

test("what only the passage holds is neither held by the sentence nor missing", async () => {
	const features = await featuresOf("Who built the mill, and does it grind rye?", MILL);
	const held = (features["held terms"] as number) + (features["missing terms"] as number);
	expect(features["missing terms"]).toBe(0);
	expect(held).toBeLessThan(features.terms as number);
});

test("headings hold what they name, and a word of the same family holds a term for a part", async () => {
	const files = { "mill.md": "# The Ulverby mill\n\nHenrik Dahl died in 1871. His son Karl ran the wheel for forty years more." };
	const features = await featuresOf("When was the death of Henrik Dahl of Ulverby?", files);
	expect(features).toMatchObject({ terms: 4 / 8, "held names": 3 / 8, "missing names": 0, names: 1 });
	expect(features["held terms"]).toBeCloseTo(3.8 / 8, 6);
	expect(features["missing terms"]).toBeCloseTo(0.2 / 8, 6);
	expect(features.missing).toBeGreaterThan(0); // the word itself does not stand there
});

test("where every noun has a capital, one counts less as a name than a number does", async () => {
	const mühle = {
		"mühle.txt": "Die alte Mühle am Bach wurde im Jahr 1822 von Jonas Fell gebaut. Heute wohnt dort ein Maler mit seiner Familie.",
	};
	const features = await featuresOf("Wurde die Mühle am Bach 1822 oder 1830 von einem Zimmermann gebaut?", mühle);
	expect(features).toMatchObject({ "held names": 1.5 / 8, "missing names": 1.25 / 8 });
});

test("a question in capitals holds as many names as the same in small letters", async () => {
	const small = await featuresOf("how much rye does the mill at ulverby grind for the bakery?", MILL);
	for (const question of [
		"HOW MUCH RYE DOES THE MILL AT ULVERBY GRIND FOR THE BAKERY?",
		"How Much Rye Does The Mill At Ulverby Grind For The Bakery?",
	]) {
		const features = await featuresOf(question, MILL);
		expect(features["held names"]).toBe(0);
		expect(features["missing names"]).toBe(small["missing names"]);
	}
	expect((await featuresOf("Who built the mill at Ulverby?", MILL))["held names"]).toBe(1 / 8);
	expect((await featuresOf("MILL AT ULVERBY", MILL))["held names"]).toBe(0);
	expect((await featuresOf("Mill of Henrik Dahl", MILL))["held names"]).toBe(2 / 8);
});

test("a name that stands before the passage is not missing, whoever 'she' is; part of another name is no such name", async () => {
	const life = (name: string) => ({
		"life.txt": `${"Snow fell on the harbour for many weeks, and the boats stayed where they lay, under ice and tarpaulins. ".repeat(2)}${name} saw it from her window in those years.\n\n${"In spring she sailed north with the whalers and measured the depth of eleven bays with a lead and a rope. ".repeat(2)}`,
	});
	const question = "Where did Lindqvist sail in spring with the whalers?";
	const known = await featuresOf(question, life("Astrid Lindqvist"));
	expect(known["missing names"]).toBeCloseTo(0.2 / 8, 6);
	expect(known["held names"]).toBeCloseTo(0.8 / 8, 6);
	expect((await featuresOf(question, life("Astrid Lindqvistsdotter")))["missing names"]).toBeGreaterThan(known["missing names"] as number);
});

test("what the first sentence of the document names counts as a title does", async () => {
	const filler = "Ice lay on the bay for months. Boats were drawn up behind the church and painted red in the long evenings of March. ";
	const files = {
		"life.txt": `Astrid Lindqvist was a geographer.\n\n${filler.repeat(40)}\n\nIn spring she sailed north with the whalers and measured the depth of eleven bays with a rope, a lead and a good deal of patience, she wrote.`,
	};
	expect(await featuresOf("Where did Lindqvist sail with the whalers?", files)).toMatchObject({ "held names": 1 / 8, "missing names": 0 });
});
