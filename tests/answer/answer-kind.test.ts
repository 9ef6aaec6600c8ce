import { describe, expect, test } from "vitest";
import { givesNumber, holdsKind, tellsPast, tellsWords } from "../../src/answer/answer-kind.ts";
import { wordsOf } from "../../src/text/words.ts";

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
	["It is an 1850 novel (1850-1925) of the 19th century, read since 1851 and in the 1990s.", false],
	["She was born on February 26, 1971 and left on 3 May 1990.", false],
	["After 1850 attempts it flew.", true],
	["In 1990 it had 1,500 members.", true],
	["1.1 The P40 is a pump under AGPL-3.0, protected to IP68.", false],
	["It weighs 5kg.", true],
	["Only one of them survived.", true],
	["In May 40 people died, in an 1800 sq ft home.", true],
	["3.5 million people live there.", true],
])("how many: %s", (sentence, expected) => {
	expect(givesNumber(sentence, new Set(["how", "many"]))).toBe(expected);
});

test("how long it was and how old someone is are told by dates", () => {
	expect(givesNumber("It lasted from 1914 to 1918.", new Set(["how", "long"]))).toBe(true);
	expect(givesNumber("She was born on February 26, 1971.", new Set(["how", "old"]))).toBe(true);
	expect(givesNumber("He was mayor from 1990 to 1998.", new Set(["how", "many", "years"]))).toBe(true);
	expect(givesNumber("The population grew from 1200 to 1850.", new Set(["what", "is", "the", "population"]))).toBe(true);
});

test("codes tell order numbers, sizes and prices; of the figures of the question one is left out", () => {
	expect(givesNumber("The order number is A7781.", new Set(["order", "number"]))).toBe(true);
	expect(givesNumber("The bolt is M8.", new Set(["what", "size"]))).toBe(true);
	expect(givesNumber("It costs SEK500.", new Set(["how", "much"]))).toBe(true);
	expect(givesNumber("The P40 is a pump.", new Set(["how", "much", "p40"]))).toBe(false);
	expect(givesNumber("The 40 came.", new Set(["how", "many", "40"]))).toBe(false);
	expect(givesNumber("Of the 12 all 12 survived.", new Set(["how", "many", "12"]))).toBe(true);
});

test.each([
	["The mill burned down.", true],
	["Two engineers fell ill.", true],
	["Children have been seen there.", true],
	["The mayor died and the roof shed its tiles.", true],
	["He needs feed and seed.", false],
	["Children like the red mill.", false],
	['He writes "Aln mill".', false],
])("of the past: %s", (sentence, expected) => {
	expect(tellsPast(wordsOf(sentence))).toBe(expected);
});

test("what someone says stands in quotation marks or behind a verb of saying", () => {
	expect(tellsWords("“It was no accident.”")).toBe(true);
	expect(tellsWords("The mayor called it a shame.")).toBe(true);
	expect(tellsWords("The mayor opposes the bridge.")).toBe(true);
	expect(tellsWords("The mayor opened the bridge.")).toBe(false);
});
