import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsOf } from "../../src/text/words.ts";

const texts = (text: string) => wordsOf(text).map((word) => word.text);

test.each([
	["Pence’s base in the U.S.", ["pence", "base", "in", "the", "usa"]],
	["The US told the WHO about its IT, and MPs.", ["the", "usa", "told", "the", "w.h.o", "about", "its", "i.t", "and", "mp"]],
	["the us army told us who it is", ["the", "usa", "army", "told", "us", "who", "it", "is"]],
	["WHO TOLD US ABOUT IT?", ["who", "told", "us", "about", "it"]],
	["WHO won it", ["who", "won", "it"]],
	["WHO won it.", ["w.h.o", "won", "it"]],
	["IT", ["i.t"]],
	["cyber-attacks cost $4.7 million, not 1,200,000", ["cyber", "attacks", "cost", "4.7", "million", "not", "1200000"]],
	["Ashraf-3 (Ashraf III)", ["ashraf", "3", "ashraf", "iii"]],
	["They didn't go.", ["they", "didn't", "go"]],
	["🙂 – …", []],
])("%s", (text, expected) => {
	expect(texts(text)).toEqual(expected);
});

test("Japanese and Chinese are segmented into words", () => {
	expect(texts("東京は日本の首都です").length).toBeGreaterThan(3);
	expect(texts("北京是中国的首都").length).toBeGreaterThan(2);
});

test("a word stands where its offsets say", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme" }), (text) => {
			let last = 0;
			for (const { start, end } of wordsOf(text)) {
				expect(start).toBeGreaterThanOrEqual(last);
				expect(end).toBeGreaterThan(start);
				expect(end).toBeLessThanOrEqual(text.length);
				last = end;
			}
		}),
	);
});
