import { expect, test } from "vitest";
import { deedAsked, leavesAgentUntold } from "../../src/answer/untold-agents.ts";

test.each([
	["Who closed the line?", "The line was closed until six.", true],
	["Who closed the line?", "The line had been temporarily closed.", true],
	["Who closed the line?", "The line was closed by the council.", false],
	["Who closed the line?", "The line was closed by 2004.", true],
	["Who closed the line?", "The council closed the line, which was closed again in May.", false],
	["Who stole the clock?", "The clock was never stolen.", true],
	["Who wrote the opera?", "It is performed in May.", false],
])("%s – %s", (question, sentence, isUntold) => {
	expect(leavesAgentUntold(sentence, deedAsked(question) as string)).toBe(isUntold);
});

test.each(["Who is the mayor?", "Who can vote?", "When was the line closed?", "Who closed?"])("nothing was done in %j", (question) => {
	expect(deedAsked(question)).toBeNull();
});
