import { expect, test } from "vitest";
import { meantWith } from "../../src/text/slips.ts";

test.each([
	["acomodate", "accomodate", 0.7],
	["untill", "until", 0.7],
	["lenght", "length", 0.7],
	["waht", "what", 0.7],
	["libary", "library", 0.75],
	["agenchy", "agency", 0.95], // "h" stands beside "y" on the keyboard …
	["codec", "code", undefined], // … but "c" not beside "e"
	["sugfestion", "suggestion", 1],
	["seperate", "separate", 1],
	["ogive", "olive", undefined], // letters that are no neighbours
	["vail", "avail", undefined], // the first letter
	["prostution", "prostitution", undefined], // twice
	["same", "same", undefined],
	["", "a", undefined],
])("%j may mean %j: %j", (typed, meant, cost) => {
	expect(meantWith(typed).get(meant)).toBe(cost);
});
