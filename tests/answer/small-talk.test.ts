import { expect, test } from "vitest";
import { isSmallTalk, possibleQuestions } from "../../src/answer/small-talk.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf, quothOver, VILLAGE } from "../support/quoth.ts";

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

test("what stands for something told elsewhere is not suggested, and a verb keeps its adverb", async () => {
	const index = await openIndex(
		await indexOf({ "api.txt": "Chief among them is a new key for each account. Version 1 was switched off on 30 June 2024." }),
	);
	const asked = [...possibleQuestions(index, index.documents)];
	expect(asked[0]).toBe("When was Version 1 switched off?");
	expect(asked.filter((question) => question.includes("them"))).toEqual([]);
	index.close();
});
