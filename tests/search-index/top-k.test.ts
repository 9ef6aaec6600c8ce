import fc from "fast-check";
import { expect, test } from "vitest";
import { createTopK } from "../../src/search-index/top-k.ts";

test("the same as sorting everything", () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 12 }), (scores, k) => {
			const top = createTopK(k);
			scores.forEach((score, passage) => {
				top.offer(passage, score);
			});
			const sorted = scores.map((score, passage) => ({ passage, score })).sort((a, b) => b.score - a.score || a.passage - b.passage);
			expect(top.best()).toEqual(sorted.slice(0, k));
		}),
	);
});
