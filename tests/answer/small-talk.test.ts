import { expect, test } from "vitest";
import { isSmallTalk } from "../../src/answer/small-talk.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

test.each(["Hello!", "hi there", "Thanks", "What can I ask?", "what can you do", "Help", "Who are you?", "Good morning, Quoth"])(
	"%s",
	(text) => {
		expect(isSmallTalk(text)).toBe(true);
	},
);

test.each(["Hello Kitty was founded when?", "What can I ask the mayor?", "Who are you talking about?", "Help the library", "High"])(
	"%s is a question like any other",
	(text) => {
		expect(isSmallTalk(text)).toBe(false);
	},
);

test("what can I ask: which documents there are, and questions that they do answer", async () => {
	const quoth = await quothOver({
		...VILLAGE,
		"mill.txt":
			"The old mill\n\nThe old mill is a tower of brick at the edge of the valley. The old mill was restored in 1996 by the parish.",
	});
	const answer = await quoth.ask({ question: "What can I ask?" });
	expect(answer).toMatchObject({ status: "not-found", quotes: [], reason: { code: "small-talk" } });
	expect(answer.reason?.message).toMatch(/4 documents: .*“The village library”/);
	expect(answer.suggestions.length).toBeGreaterThan(0);
	for (const question of answer.suggestions) expect(await quoth.ask({ question })).toMatchObject({ status: "answered" });
});
