import { describe, expect, test } from "vitest";
import { abbreviationAsked, givesNumber, holdsKind, kindAsked } from "../../src/answer/answer-kind.ts";

describe("what a question asks for", () => {
	test.each([
		["When did the mill open?", "date"],
		["In what year did it burn?", "date"],
		["How many books are there?", "number"],
		["How long did the winter last?", "number"],
		["Where is the bridge?", "place"],
		["Which city hosts it?", "place"],
		["Why was the road closed?", "reason"],
		["Who built it?", "person"],
		["Which president spoke?", "person"],
		["What is a fjord?", "definition"],
		["Who is Mara Quint?", "definition"],
		["What does VHT stand for?", "definition"],
		["What did the mayor say?", "other"],
		["Is the bakery open?", "other"],
	])("%s %s", (question, kind) => {
		expect(kindAsked(question)).toBe(kind);
	});
});

describe("whether a sentence holds it", () => {
	const known = new Set(["ingrid", "bakery", "2000"]);
	test.each([
		["date", "It opened in 1987.", 1],
		["date", "It opened on March 13.", 1],
		["date", "It opened early.", 0],
		["number", "It sells forty kinds.", 1],
		["place", "It lies near Oslo.", 1],
		["place", "It lies low.", 0],
		["reason", "It closed because of snow.", 1],
		["reason", "It closed.", 0],
		["person", "The bakery was founded by Aksel.", 1],
		["person", "The bakery belongs to Ingrid.", 0],
		["definition", "A fjord is an inlet.", 1],
		["other", "Anything.", 0],
		["place", "It lies in the Bakery.", 0],
		["number", "In 2000 it had 12 halls.", 1],
		["number", "It stood in 2000.", 0],
	] as const)("%s: %s", (kind, sentence, expected) => {
		expect(holdsKind(kind, sentence, known)).toBe(expected === 1);
	});
});

test("question words of other languages", () => {
	expect(kindAsked("Wann wurde die Mühle gebaut?", "de")).toBe("date");
	expect(kindAsked("¿Cuántos libros hay?", "es")).toBe("number");
	expect(kindAsked("Où se trouve le pont ?", "fr")).toBe("place");
	expect(kindAsked("متى بني الجسر؟", "ar")).toBe("date");
	expect(kindAsked("Wann?", "es")).toBe("other");
});

test.each([
	["Forty families live there.", true],
	["A couple of thousand were expected.", true],
	["It has 12 halls.", true],
	["Many of them had been engineers, and most had lived abroad.", false],
	["They are well trained.", false],
	["She is one of the sole painters left, and this one paints well.", false],
	["No one was hurt.", true],
	["Sixteen cows live there.", true],
	["The board meets weekly.", true],
	["One painter is left.", true],
])("how many: %s", (sentence, expected) => {
	expect(givesNumber(sentence)).toBe(expected);
});

test.each([
	["What does VHT stand for?", "VHT"],
	["what does the abbreviation “V.H.T.” stand for in the valley", "V.H.T."],
	["What is VHT short for?", "VHT"],
	["what does vht stand for", "vht"],
	["What's the NHS Trust's VHT short for?", null],
	["So what does NATO stand for in the treaty?", "NATO"],
	["What does the mayor stand for?", null],
	["What does it stand for?", null],
	["What do all of us stand for?", null],
	["What do the stripes on the flag stand for?", null],
	["What is he short for his age?", null],
	["Who stands for the VHT?", null],
	["What is the VHT?", null],
])("whose long form is asked for: %s", (question, abbreviation) => {
	expect(abbreviationAsked(question)).toBe(abbreviation);
});
