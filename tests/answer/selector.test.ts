import { expect, test } from "vitest";
import { leastConfidence, scoreOfQuote } from "../../src/answer/selector.ts";
import { FEATURES } from "../../src/answer/sentence-features.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

test("the threshold falls as more errors are allowed, from certainty to none", () => {
	const shares = [0, 0.0005, 0.01, 0.07, 0.22, 0.4, 0.8, 1];
	const thresholds = shares.map(leastConfidence);
	expect(thresholds).toEqual([...thresholds].sort((a, b) => b - a));
	expect(thresholds[0]).toBe(1);
	expect(thresholds.at(-1)).toBe(0);
});

test.each(["en", "de"] as const)("%s: an input that is not known counts as average, and the score stays a number", (language) => {
	const score = scoreOfQuote(language)(FEATURES.map(() => Number.NaN));
	expect(score).toEqual(expect.any(Number));
	expect(score).not.toBeNaN();
});

test("maxError: 0 refuses what 1 answers", async () => {
	const quoth = await quothOver(VILLAGE);
	const question = "When was the stone bridge built?";
	expect(await quoth.ask({ question, maxError: 0 })).toMatchObject({ status: "not-found", reason: { code: "no-passage-answers" } });
	expect(await quoth.ask({ question, maxError: 1 })).toMatchObject({ status: "answered" });
	await expect(quoth.ask({ question, maxError: 1.5 })).rejects.toMatchObject({
		code: "invalid-request",
		message: expect.stringContaining("maxError"),
	});
});

test("a file that could not be read is named where its name is asked about", async () => {
	const quoth = await quothOver({ ...VILLAGE, "windmill-accounts.xlsx": "no document" });
	const { reason } = await quoth.ask({ question: "What do the windmill accounts say about 2019?" });
	expect(reason).toMatchObject({ code: "unreadable-source", message: expect.stringContaining("windmill-accounts.xlsx") });
});
