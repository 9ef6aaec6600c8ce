import { expect, test } from "vitest";
import { holdsPhrase, phrasesOf } from "../../src/answer/phrases.ts";
import { quothOver } from "../support/quoth.ts";

test("the words in quotation marks, straight or curly", () => {
	expect(phrasesOf('Who said "never again" and “not now”?')).toEqual(["never again", "not now"]);
	expect(phrasesOf('What is 5" or "?" worth?')).toEqual([]);
});

test("a phrase is held word by word, whatever its case and punctuation", () => {
	expect(holdsPhrase("He said: “Never, AGAIN!”", "never again")).toBe(true);
	expect(holdsPhrase("Never once again", "never again")).toBe(false);
	expect(holdsPhrase("nevermore again", "more again")).toBe(false);
});

const FILES = {
	"a.txt": "The mayor spoke on Monday. She called the new road a gift to the valley and thanked the builders for their patience.",
	"b.txt": "The baker spoke on Tuesday. He called the new road a burden to the valley, and nobody thanked him for saying so.",
};

test("exact words are required", async () => {
	const quoth = await quothOver(FILES);
	const answer = await quoth.ask({ question: 'Who called the new road "a burden to the valley"?' });
	expect(answer.status).toBe("answered");
	for (const quote of answer.quotes) expect(quote.text).toContain("a burden to the valley");
});

test("words that nobody wrote are not found, and the reason says so", async () => {
	const quoth = await quothOver(FILES);
	const answer = await quoth.ask({ question: 'Who called the new road "a blessing to the valley"?' });
	expect(answer).toMatchObject({ status: "not-found", quotes: [], reason: { code: "phrase-not-found" } });
	expect(answer.reason?.message).toContain("“a blessing to the valley”");
});

test("many phrases are no more work than a few", () => {
	expect(phrasesOf('"the" '.repeat(300))).toEqual(["the"]);
	expect(phrasesOf(Array.from({ length: 40 }, (_, at) => `"word${at}"`).join(" ")).length).toBe(5);
});
