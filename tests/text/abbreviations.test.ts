import { describe, expect, test } from "vitest";
import { findAbbreviations } from "../../src/text/abbreviations.ts";

describe("abbreviations (Schwartz and Hearst)", () => {
	test.each([
		["The Valley Heritage Trust (VHT) owns it.", "VHT", "Valley Heritage Trust"],
		["VHT (Valley Heritage Trust) owns it.", "VHT", "Valley Heritage Trust"],
		["The Valley Heritage Trust (the “VHT”) owns it.", "VHT", "Valley Heritage Trust"],
		["The Valley Heritage Trust (hereinafter VHT) owns it.", "VHT", "Valley Heritage Trust"],
		["They count revolutions per minute (RPM; see below).", "RPM", "revolutions per minute"],
		["The Harbour Workers (HWU) went on strike.", "HWU", "Harbour Workers"], // U for a Union that is left out
	])("%s", (text, short, long) => {
		expect(findAbbreviations(text)).toEqual([{ short, long }]);
	});

	test.each(["It opened (in May) again.", "The mill (Schools) stands.", "It cost much (USD 5).", "(", "a ()", "x (A)"])(
		"none in %s",
		(text) => {
			expect(findAbbreviations(text)).toEqual([]);
		},
	);

	test("a long line of brackets takes no longer than its length", () => {
		const text = "a (b ".repeat(40_000);
		const started = performance.now();
		expect(findAbbreviations(text)).toEqual([]);
		expect(performance.now() - started).toBeLessThan(2_000);
	});
});
