import { describe, expect, test } from "vitest";
import { withoutCourtesies } from "../../src/answer/courtesies.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

describe("what is said around a question", () => {
	test.each([
		["Hi there! I was wondering, when did the mill open? Thanks a lot!", "when did the mill open?"],
		["Could you please tell me when the mill opened", "when the mill opened"],
		["Hello, quick question: who owns it?", "who owns it?"],
		["I would like to know who owns the mill.", "who owns the mill."],
		["My boss asked me who owns the mill.", "who owns the mill."],
		["Sorry to bother you, but who owns the mill?", "who owns the mill?"],
		["What I really want to know is who owns it", "who owns it"],
		["According to the documents, who owns it?", "who owns it?"],
		["Who owns it according to the article?", "Who owns it?"],
		["Who owns it? I need this for a school report.", "Who owns it?"],
		["Können Sie mir sagen, wem die Mühle gehört?", "wem die Mühle gehört?"],
		["Bonjour, pourriez-vous me dire qui l'a acheté ?", "qui l'a acheté ?"],
	])("%s", (question, bare) => {
		expect(withoutCourtesies(question)).toBe(bare);
	});

	test.each([
		"If I lose my card, whom should I call?",
		"Who asked me what the mill cost?",
		"What did the mayor tell us about the mill?",
		"Under King George I who was the miller?",
		"Which thanks did the mayor get?",
		"According to the mayor, who owns it?",
		"I read that the mill burned. When was it built?",
		"What does the article by Tomas Reyes say?",
		"Please",
		"?!",
		"",
	])("nothing in: %s", (question) => {
		expect(withoutCourtesies(question)).toBe(question);
	});

	test("a long question takes no longer than its length", () => {
		const started = performance.now();
		for (const part of ["please ", "i know ", "hi, ", "we ask me ", "(please ", "can you tell me "]) withoutCourtesies(part.repeat(1_500));
		expect(performance.now() - started).toBeLessThan(1_000);
	});
});

test("a question is answered alike, however politely it is asked", async () => {
	const quoth = await quothOver(VILLAGE);
	const { confidence, quotes } = await quoth.ask({ question: "who founded the bakery?" });
	expect(quotes[0]?.text).toContain("Ingrid Solberg founded it");
	const polite = await quoth.ask({ question: "Good morning! Could you please tell me who founded the bakery? Many thanks!" });
	expect(polite).toMatchObject({ status: "answered", confidence, understoodAs: null });
	expect(polite.quotes[0]?.text).toBe(quotes[0]?.text);
	const history = [{ question: "Who founded the bakery?", quotes: [] }];
	const followUp = await quoth.ask({ question: "Thanks! And when?", history });
	expect(followUp.understoodAs).toMatch(/^When\b.*bakery/);
});
