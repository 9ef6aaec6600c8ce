import { expect, test } from "vitest";
import { moodTold } from "../../src/answer/moods.ts";
import { quothOver } from "../support/quoth.ts";

test.each([
	["Can I bring a dog?", "Dogs are not allowed.", true],
	["Can I bring a dog?", "Dogs swim in the lake.", false],
	["May dogs travel on deck?", "Dogs travel free.", true],
	["Who may vote?", "Nobody under 18 votes.", true],
	["Do I have to show a passport?", "A passport must be shown.", true],
	["Do I have to show a passport?", "A passport was shown.", false],
	["When will the inspectors come back?", "They’ll be back in May.", true],
	["When will the inspectors come back?", "They came in February.", false],
	["Did she patent it?", "She didn’t patent it.", true],
	["Did she patent it?", "Her patent was bought in May.", false],
])("%s %s", (question, sentence, fits) => {
	expect(moodTold(question)?.test(sentence)).toBe(fits);
});

test.each([["Who opened the mill in May?"], ["What did he leave in his will?"], ["When was the mill built?"], ["What is in the can?"]])(
	"asks for nothing that may, must or will be: %s",
	(question) => {
		expect(moodTold(question)).toBeNull();
	},
);

test("what must be is told by what must be", async () => {
	const text = "Students bring a letter of their school to the office. Students must show their passport, too.";
	const quoth = await quothOver({ "visa.md": `# Visa\n\n${text}` });
	expect((await quoth.ask({ question: "What do students have to show at the office?" })).quotes[0]?.text).toBe(
		"Students must show their passport, too.",
	);
});
