import { expect, test } from "vitest";
import { costOfSlip } from "../../src/text/slips.ts";

test("a slip is likelier where letters are doubled or changed places than where another is typed", () => {
	const costs = ["acomodate", "lenght", "libary", "childrren", "sugfestion"].map((typed, at) =>
		costOfSlip(typed, ["accomodate", "length", "library", "children", "suggestion"][at] as string),
	);
	expect(costs).toEqual([0.65, 0.7, 0.8, 0.65, 1]);
});

test.each([
	["ogive", "olive"], // letters that are no neighbours
	["codec", "code"], // a letter that none beside it was taken for
	["vail", "avail"], // the first letter
	["prostution", "prostitution"], // twice
	["hse", "the"],
	["same", "same"],
	["", "a"],
])("%j is no slip of %j", (typed, meant) => {
	expect(costOfSlip(typed, meant)).toBeUndefined();
});
