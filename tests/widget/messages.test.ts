import { describe, expect, test } from "vitest";
import { CATALOGUES } from "../../src/widget/catalogues.ts";
import { speakerFor } from "../../src/widget/messages.ts";

describe("messages", () => {
	test.each(Object.keys(CATALOGUES))("%s says all that English says, with the same gaps", (lang) => {
		const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
		for (const [key, text] of Object.entries(CATALOGUES.en ?? {})) {
			const said = CATALOGUES[lang]?.[key as "ask"] ?? "";
			if (text !== "") expect([key, gaps(said)]).toEqual([key, gaps(text)]);
			if (text !== "" || lang !== "en") expect([key, said.trim() !== ""]).toEqual([key, true]);
			expect([key, said.includes("|")]).toEqual([key, false]); // the build parts them by it
		}
	});

	test("numbers are written as the language writes them; a tag that is none speaks English", () => {
		expect(speakerFor("de").say("searched", { documents: 1234, passages: 5 })).toContain("1.234");
		for (const tag of ["", "en-", "en_US", "constructor", "__proto__", "xx-yy-zz-111111111"]) {
			expect([tag, speakerFor(tag).say("ask"), speakerFor(tag).dir]).toEqual([tag, "Ask", "ltr"]);
		}
		expect([speakerFor("ar-EG").dir, speakerFor("nl", { lang: "he", ask: "שאל" })]).toEqual([
			"rtl",
			expect.objectContaining({ lang: "he", dir: "rtl" }),
		]);
	});
});
