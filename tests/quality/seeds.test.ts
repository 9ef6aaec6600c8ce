import { describe, expect, test } from "vitest";
import { seedQuestions, sharedFolder, writeQuestionSet } from "../../bench/quality/question-set.ts";
import { askAll, openSet, score } from "../../bench/quality/score.ts";

const shared = sharedFolder();

describe.skipIf(shared === undefined)("quality (skipped where the question sets are not beside the project)", () => {
	test("the two seed articles: first quote right, one of three right, refusals, all verbatim", async () => {
		const set = seedQuestions(`${shared}/seeds`);
		const quoth = await openSet(set);
		const outcomes = await askAll(quoth, set.questions);
		const found = score(quoth, outcomes);
		expect(found.questions).toBe(28);
		expect(found["answered and first right %"]).toBeGreaterThanOrEqual(70);
		expect(found["answered and one of three right %"]).toBeGreaterThanOrEqual(85);
		expect(found.refused).toBeGreaterThanOrEqual(5);
		expect(found["verbatim %"]).toBe(100);
		expect(found["first quote, characters"]).toBeLessThan(250);
		const debris = /click here|facebook pinterest|You may also like|Leave a Comment/;
		for (const { answer } of outcomes) for (const quote of [...answer.quotes, ...answer.nearest]) expect(quote.text).not.toMatch(debris);
		quoth.close();
	});

	test("XQuAD with half of its articles left out: it answers what is there and refuses what is not", async () => {
		const set = writeQuestionSet(`${shared}/eval/xquad/en`, (doc) => Number(/\d+/.exec(doc)?.[0]) % 2 === 0);
		const quoth = await openSet(set);
		const found = score(
			quoth,
			await askAll(
				quoth,
				set.questions.filter((_, at) => at % 4 === 0),
			),
		);
		expect(found.AUROC).toBeGreaterThan(0.97);
		expect(found["answered %"]).toBeGreaterThan(90);
		expect(found["wrongly answered %"]).toBeLessThan(8);
		expect(found["verbatim %"]).toBe(100);
		quoth.close();
		set.remove();
	});
});
