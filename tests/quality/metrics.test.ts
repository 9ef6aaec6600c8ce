import { expect, test } from "vitest";
import * as metrics from "../../bench/quality/metrics.ts";

test("ranks", () => {
	const lists = [[true], [false, true], [false, false, false]];
	expect(metrics.hitsAt(1, lists)).toBeCloseTo(1 / 3);
	expect(metrics.hitsAt(3, lists)).toBeCloseTo(2 / 3);
	expect(metrics.meanReciprocalRank(lists)).toBeCloseTo(0.5);
	expect(metrics.averagePrecision([true, false, true], 3)).toBeCloseTo((1 + 2 / 3) / 3);
	expect(metrics.ndcgAt(2, [0, 3], [3])).toBeCloseTo(1 / Math.log2(3));
	expect(metrics.ndcgAt(10, [3, 1], [1, 3])).toBe(1);
});

test("abstention", () => {
	expect(metrics.auroc([0.9, 0.4], [0.4, 0.1])).toBeCloseTo(0.875);
	const judged = [
		{ confidence: 0.95, right: true },
		{ confidence: 0.95, right: false },
		{ confidence: 0.15, right: false },
	];
	expect(metrics.calibrationError(judged)).toBeCloseTo((2 * 0.45 + 0.15) / 3);
	expect(metrics.riskCoverage(judged).at(-1)).toEqual({ coverage: 1, risk: 2 / 3 });
});

test("word F1", () => {
	expect(metrics.wordF1("The mill.", "the mill")).toBe(1);
	expect(metrics.wordF1("the old mill", "mill")).toBeCloseTo(0.5);
	expect(metrics.wordF1("bread", "mill")).toBe(0);
});
