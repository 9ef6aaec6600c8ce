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
		["I was wondering if you could tell me who owns it", "who owns it"],
		["Sorry, but who owns it", "who owns it"],
		["Sorry to bother you again. who owns the mill?", "who owns the mill?"],
		["What I really want to know is who owns it", "who owns it"],
		["According to the documents, who owns it?", "who owns it?"],
		["Who owns it according to the article?", "Who owns it?"],
		["Who owns it? I need this for a school report.", "Who owns it?"],
		["Who owns it (short answer please)?", "Who owns it (short answer please)?"], // it stands within the question
		["Remind me again: who owns it?", "who owns it?"],
		["As a journalist I need to know who owns it", "As a journalist, who owns it"],
		["hey quick q who owns it", "who owns it"],
		["ok so um how much is it??", "how much is it??"],
		["Dear all, dear colleagues, who owns it?", "who owns it?"],
		["Quick one - who owns it", "who owns it"],
		["My next question is: who owns it?", "who owns it?"],
		["Q: who owns it?", "who owns it?"],
		["who owns the mill pls help", "who owns the mill"],
		["when did the mill open btw", "when did the mill open"],
		["Who owns it, do you know?", "Who owns it"],
		["Who owns it? Anyone? Please advise.", "Who owns it?"],
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
		"How much notice must I give? I am on probation.",
		"When can I get a refund? I have an annual plan.",
		"Who approves it? I need unpaid leave.",
		"Is my tenant obliged to tell me when she leaves?",
		"Can my landlord ask me how many people live with me?",
		"If I ask my doctor to explain what the risks are, can he refuse?",
		"We never check whether customers are 18. What is the penalty?",
		"Do I have the right to know who processes my data?",
		"My father does not know who I am any more. Which care grade is that?",
		"I want to learn to drive.",
		"I'd like to ask for a refund. How?",
		"Any idea submitted belongs to whom?",
		"Would you know a stroke if you saw one?",
		"Who starred in Cheers",
		"Who wrote the song Thank You",
		"Is the question who owns it settled?",
		"Whom do you know?",
		"Can I bring anyone?",
		"Right of way: who has it?",
		"So many mills, and who owns them?",
		"The next question asked of the mayor was what?",
		"Yo Yo Ma plays which instrument?",
		"Dear Mr Fell opened which letter?",
		"Is the next one free?",
		"Does aspirin prevent TIA?",
		"Do I have to pay BTW?",
		"what is lol",
		"what is the german word for please",
		"how do you say thanks",
		"which form says please explain",
		"My question is about the library. When does it open?",
		"The Last Question who wrote it?",
		"query where clause example",
		"My bank asked who else uses my card, can they do that?",
		"What is in the documents?",
		"Is the film based on the text?",
		"Hi-Fi means what?",
		"Please Please Me was sung by whom?",
		"Please",
		"?!",
		"",
	])("nothing in: %s", (question) => {
		expect(withoutCourtesies(question)).toBe(question);
	});

	test("a long question takes no longer than its length", () => {
		const started = performance.now();
		for (const part of [
			"please ",
			"hey all ",
			"so ",
			"quick ",
			"my question ",
			"pls ",
			"i know ",
			"hi, ",
			"my boss asked ",
			"(please ",
			"can you tell me ",
			"–—",
			", ",
			"? ",
			"- ",
			" ",
			" in the documents",
		])
			for (const question of [
				part.repeat(10_000 / part.length),
				`who? ${part.repeat(9_990 / part.length)}z`,
				`hi! please ${part.repeat(9_000 / part.length)} thanks`,
			])
				withoutCourtesies(question);
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
