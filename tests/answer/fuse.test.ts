import { expect, test } from "vitest";
import { fuse, minMax } from "../../src/answer/fuse.ts";

test("scores are scaled to 0..1; equal ones become 0", () => {
	expect(minMax([2, 4, 3])).toEqual([0, 1, 0.5]);
	expect(minMax([5, 5])).toEqual([0, 0]);
	expect(minMax([])).toEqual([]);
});

test("the weight decides between the legs", () => {
	expect(fuse([1, 0], [0, 1], 1)).toEqual([1, 0]);
	expect(fuse([1, 0], [0, 1], 0)).toEqual([0, 1]);
	expect(fuse([1, 0.9, 0], [0, 0.9, 1], 0.5).indexOf(0.9)).toBe(1);
});
