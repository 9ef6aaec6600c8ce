import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createAliasLearner } from "../../src/ingest/learn-aliases.ts";
import { folderWith } from "../support/folders.ts";
import { indexOf, quothOver } from "../support/quoth.ts";

describe("groups", () => {
	const groupsIn = (text: string, pairs = {}) => {
		const learner = createAliasLearner({ same: [], different: [], ...pairs });
		learner.read(text);
		return learner.groups();
	};
	const learn = (text: string, pairs = {}) =>
		groupsIn(text, pairs)
			.filter(({ origin }) => origin !== "known")
			.map(({ names }) => [...names].sort());
	const groupOf = (name: string, ...of: Parameters<typeof groupsIn>) => groupsIn(...of).find(({ names }) => names.includes(name));

	test("two abbreviations of one name, spelt two ways, are one group", () => {
		const text = "The Sokhareen Khalba (SKH) met. The Sukharin Khelba (SKO) denied it.";
		expect(learn(text)).toEqual([["SKH", "SKO", "Sokhareen Khalba", "Sukharin Khelba"]]);
	});

	test("a number written two ways, but not a number alone", () => {
		expect(learn("They moved to Vesta III. Vesta-3 is new. Chapter 3 and Chapter 4 follow.")).toEqual([["Vesta III", "Vesta-3"]]);
	});

	test("names with numbers, and an abbreviation of two things, are not taken together", () => {
		expect(learn("The Regional Command 1 (RC1) met. The Regional Command 2 (RC2) did not.").length).toBe(2);
		expect(learn("The Culinary Institute of Arden (CIA) bakes. The Central Intelligence Agency (CIA) does not.")).toEqual([]);
		expect(groupOf("CIA", "The Culinary Institute of Arden (CIA) bakes. The Central Intelligence Agency (CIA) does not.")).toBeUndefined();
	});

	test("a pattern of the text is no name", () => {
		const text = Array.from(
			{ length: 40 },
			(_, at) => `The Sokhareen Khalba (SK${String.fromCharCode(65 + (at % 26))}${at > 25 ? "Q" : ""}) met.`,
		).join(" ");
		expect(learn(text)).toEqual([]);
	});

	test("what is known beforehand, unless these documents or a person say otherwise", () => {
		expect(groupOf("Danish", "")).toEqual({ names: ["Denmark", "Danish", "Dane"], origin: "known" });
		const learned = groupOf("WHO", "The World Health Organization (WHO) met. The Sokhareen Khalba did not.");
		expect(learned).toEqual({ names: ["World Health Organization", "WHO"], origin: "learned" });
		expect(groupOf("UN", "The Upper Nedderby (UN) met.")?.names).toEqual(["Upper Nedderby", "UN"]);
		expect(groupOf("Danish", "", { different: [["Denmark", "Danish"]] })).toBeUndefined();
		expect(groupOf("Danish", "", { same: [["Denmark", "the kingdom"]] })).toMatchObject({ origin: "file" });
	});

	test("pairs that a person adds or forbids", () => {
		const text = "The Valley Heritage Trust (VHT) owns it.";
		expect(learn(text, { same: [["VHT", "the Trust"]] })).toEqual([["VHT", "Valley Heritage Trust", "the Trust"]]);
		expect(learn(text, { different: [["vht", "valley heritage trust"]] })).toEqual([]);
	});
});

const TRUST = {
	"trust.txt": "The Valley Heritage Trust (VHT) was founded by Ada Lund.",
	"mill.txt": "In 1996 VHT paid for the new roof of the mill, which had leaked for a decade.",
};

test("a question by one name finds text by the other, and the text is quoted as it stands", async () => {
	const quoth = await quothOver(TRUST);
	const answer = await quoth.ask({ question: "When did the Valley Heritage Trust pay for the roof of the mill?" });
	expect(answer.quotes[0]?.text).toBe(TRUST["mill.txt"]);
	const none = await quothOver({ ...TRUST, "aliases.yaml": "different:\n  - [VHT, Valley Heritage Trust]\n" });
	const unaided = await none.ask({ question: "When did the Valley Heritage Trust pay for the roof of the mill?" });
	expect(unaided.confidence).toBeLessThan(answer.confidence);
});

test.each([
	["same: [[VHT]]", /two or more/],
	["equal: [[a, b]]", /equal/],
	["same: [", /aliases\.yaml/],
])("a file of aliases that says %s is refused, and named", async (content, message) => {
	await expect(indexOf({ "a.txt": "A text about the mill.", "aliases.yaml": content })).rejects.toMatchObject({
		code: "invalid-option",
		message: expect.stringMatching(message),
	});
});

test("a file of aliases elsewhere", async () => {
	const file = join(folderWith({}), "names.yaml");
	await expect(indexOf(TRUST, { aliases: file })).rejects.toMatchObject({ code: "invalid-option", message: expect.stringContaining(file) });
	writeFileSync(file, "same:\n  - [VHT, the landlord]\n");
	const quoth = await quothOver(TRUST, { aliases: file });
	const answer = await quoth.ask({ question: "When did the landlord pay for the new roof of the mill?" });
	expect(answer.quotes[0]?.text).toBe(TRUST["mill.txt"]);
});
