import { expect, test } from "vitest";
import { commonSpellingOf } from "../../src/text/spellings.ts";
import { stemOf } from "../../src/text/terms.ts";

test.each([
	["colours", "color"],
	["organisations", "organization"],
	["recognised", "recognize"],
	["theatres", "theater"],
	["kilometres", "km"],
	["travelled", "traveling"],
	["analysed", "analyze"],
	["programmes", "program"],
	["haemorrhage", "hemorrhage"],
	["TVs", "television"],
	["20th", "twentieth"],
	["Sept", "September"],
	["Prof", "professor"],
	["phones", "telephone"],
])("%s is looked up as %s is", (one, other) => {
	expect(stemOf(one.toLowerCase())).toBe(stemOf(other.toLowerCase()));
});

test.each(["surprise", "advised", "improvisation", "emphasis", "specialist", "totally", "four", "here", "us", "mass", "series"])(
	"%s is left as it is",
	(word) => {
		expect(commonSpellingOf(word)).toBe(word);
	},
);
