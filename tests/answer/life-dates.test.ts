import { expect, test } from "vitest";
import { givesLifeDates } from "../../src/answer/life-dates.ts";

test.each([
	["Anna Lund (12 March 1904 – 8 July 1987) was a painter.", true],
	["Ola Reve (2 May 1903, Rouen – 17 October 1981, Halifax) flew.", true],
	["Rosa Quint (born 4 May 1921) paints.", true],
	["Thomas Farr, b. 1788 in Bristol, made clocks.", true],
	["Ada Quill, * 3 May 1802, † 1877, a chemist.", true],
	["Take 2 * 3 eggs (about 150 g).", false],
	["* 3 eggs", false],
	["The office (Room 1904) is shut.", false],
])("%s", (sentence, given) => {
	expect(givesLifeDates(sentence)).toBe(given);
});
