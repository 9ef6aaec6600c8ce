import { expect, test } from "vitest";
import { quothOver } from "../support/quoth.ts";

/** By how much the odds of an answer are better where the missing word says little; without such a list 1.1 and 1.2. */
const HARDLY_MISSED = 1.4;

test.each([
	[
		"Norling has 410 members and two boats.",
		"How many members does the author Norling have?",
		"How many members does the violin Norling have?",
	],
	[
		"Tickets for the Kestrel ferry are sold until noon.",
		"Are Kestrel ferry tickets sold inside?",
		"Are Kestrel ferry tickets sold violet?",
	],
])("a word that says little is hardly missed in %j", async (text, light, telling) => {
	const quoth = await quothOver({ "a.txt": text });
	const odds = async (question: string) => {
		const { confidence } = await quoth.ask({ question });
		return confidence / (1 - confidence);
	};
	expect((await odds(light)) / (await odds(telling))).toBeGreaterThan(HARDLY_MISSED);
});
