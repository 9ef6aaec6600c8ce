import { expect, test } from "vitest";
import { indexTermsOf, questionTermsOf, stemOf } from "../../src/text/terms.ts";

const contentTermsOf = (question: string) => questionTermsOf(question).map(({ forms }) => forms[0]?.[0]);

test("English words are stemmed, others are left alone", () => {
	expect(["attended", "attends", "1987", "durrës", "us"].map((word) => stemOf(word))).toEqual(["attend", "attend", "1987", "durr", "us"]);
});

test("a hyphenated compound is indexed in parts and whole", () => {
	expect(indexTermsOf("cyber-attacks")).toEqual(["cyber", "cyberattack", "attack"]);
});

test("a question is searched by its content words, each once", () => {
	expect(contentTermsOf("When did the bakery open, and what did the bakery sell?")).toEqual(["bakeri", "open", "sell"]);
});

test("a question of stop words alone keeps them", () => {
	expect(contentTermsOf("Who is he?")).toEqual([".who", ".is", ".he"]);
});

test("the frame of a question is not searched for", () => {
	expect(contentTermsOf("How many books are there?")).toEqual(["book"]);
	expect(contentTermsOf("In what year did many books burn?")).toEqual(["mani", "book", "burn"]);
});

test("English stems are those of Snowball's English stemmer", () => {
	expect(["die", "died", "dies", "dying"].map((word) => stemOf(word))).toEqual(["die", "die", "die", "die"]);
	expect(["used", "use", "US"].map((word) => stemOf(word))).toEqual(["use", "use", "us"]);
	expect(stemOf("elections")).toBe(stemOf("elected"));
});

test("a stop word is a term of its own, which no word of content meets", () => {
	for (const [stop, word, language] of [
		["para", "París", "es"],
		["le", "ley", "es"],
		["nach", "Nacht", "de"],
		["mit", "Mitte", "de"],
		["will", "willing", "en"],
	] as const)
		expect([stop, stemOf(stop, language) === stemOf(word, language)]).toEqual([stop, false]);
});

test("a word of content is not looked for as a stop word of another language", () => {
	expect(questionTermsOf("Who died?", "en", ["en", "de"]).map(({ forms }) => forms)).toEqual([[["die"], ["died"]]]);
	expect(questionTermsOf("Who may die?", "en", ["de", "en"]).map(({ forms }) => forms)).toEqual([[["die"]]]);
});

test("words that only ask are not searched, unless there is nothing else", () => {
	expect(contentTermsOf("When did the raid take place?")).toEqual(["raid"]);
	expect(contentTermsOf("What happened to the mill, and what else occurred?")).toEqual(["mill"]);
	expect(contentTermsOf("What does VHT stand for?")).toEqual(["vht"]);
	expect(contentTermsOf("What percentage of the mills stand?")).toEqual(["mill", "stand"]);
	expect(contentTermsOf("What bike stand for children is sold?")).toContain("stand");
	expect(contentTermsOf("What is the Internet of Things?")).toEqual(["internet", "thing"]);
	expect(contentTermsOf("Who took the first place?")).toEqual(["take", "first", "place"]);
	expect(contentTermsOf("What happened?")).toContain("happen");
});

test("irregular forms meet their base", () => {
	expect(contentTermsOf("Who wrote and who built it?")).toEqual(indexTermsOf("write building"));
});
