import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_SENTENCE, splitSentences } from "../../src/text/sentences.ts";

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe("sentence ends", () => {
	test.each([
		["One.| Two!| Three?| Four"],
		["Dr. Smith met Sen. Ted Cruz (R-Texas).| They talked."],
		["The U.S. State Department spoke.| It was clear."],
		["He lives in the U.S.| The house is big."],
		["He came on Jan. 5 at 5 p.m. and left."],
		["It was J. R. R. Tolkien who wrote it.| I agree."],
		["“We left.” |She stayed."],
		['"Why?" he asked.| Nobody knew.'],
		["It rose by 4.7 percent.| Then it fell."],
		["Profits rose, etc. and so on.| The end."],
		["See fig. 3 for details.| Or p. 12."],
		["Call Ada Lund, ext. 4416, or see rm. 12.| She is in."],
		["The load is 5 t max.| It holds."],
		["Yahoo! is a company.| So is Acme Inc. in Ohio."],
		["The claim was repeated.[3]| Later it was dropped.[4][5]"],
		["彼は来た。|彼女は帰った。"],
		["هل جاء؟ |نعم."],
		["Wait ... what?| Yes."],
	])("%s", (marked) => {
		const text = marked.replaceAll("|", "");
		const parts = marked.split("|").map((part) => part.trim());
		expect(split(text)).toEqual(parts);
	});
});

test("the name of a case in court is not cut", () => {
	const text = "The court decided Brown v. Board of Education in 1954. Schools were opened to all.";
	expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
		"The court decided Brown v. Board of Education in 1954.",
		"Schools were opened to all.",
	]);
});

test("nothing but white space lies between sentences, whatever the text", () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom("Mr.", "word", ".", "!", "…", " ", "\n", "“", "”", "1.", "😀", "U.S.", "۔", "。"), { maxLength: 60 }),
			(parts) => {
				const text = parts.join("");
				let last = 0;
				for (const { start, end } of splitSentences(text)) {
					expect(text.slice(last, start).trim()).toBe("");
					expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
					expect(end).toBeGreaterThan(start);
					last = end;
				}
				expect(text.slice(last).trim()).toBe("");
			},
		),
	);
});

test("a run without punctuation is broken at spaces, never inside a surrogate pair", () => {
	const text = `${"word ".repeat(1_000)}${"😀".repeat(1_001)}`;
	const sentences = split(text);
	expect(Math.max(...sentences.map((sentence) => sentence.length))).toBeLessThanOrEqual(LONGEST_SENTENCE);
	for (const sentence of sentences) expect(sentence.isWellFormed()).toBe(true);
	expect(sentences.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
});

test.each(["a", "a. ", "1. x ", "a@", "a@b. ", "x.y"])("a megabyte of %j takes linear time", (part) => {
	const started = performance.now();
	splitSentences(part.repeat(1_000_000 / part.length));
	expect(performance.now() - started).toBeLessThan(5_000); // it took minutes
});

test("ten megabytes in one line take linear time", () => {
	const started = performance.now();
	expect(splitSentences("no end in sight ".repeat(650_000)).length).toBeGreaterThan(8_000);
	expect(splitSentences("Short. ".repeat(1_500_000)).length).toBe(1_500_000);
	expect(performance.now() - started).toBeLessThan(20_000);
});

test("a day with a full stop does not end the sentence before its month", () => {
	const text = "Die Straße wurde am 3. Mai 2019 eröffnet. Sie ist breit.";
	expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
		"Die Straße wurde am 3. Mai 2019 eröffnet.",
		"Sie ist breit.",
	]);
});
