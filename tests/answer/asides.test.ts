import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withoutAsides } from "../../src/answer/asides.ts";
import { quothOver } from "../support/quoth.ts";

const ASKED = "When does the pool in Castrel open?";

test.each([
	[`I've been going round in circles with this all day. ${ASKED}`, ASKED],
	[`${ASKED} Please keep it short.`, ASKED],
	[`Sorry if this is a stupid question. ${ASKED} Thanks a lot in advance!`, ASKED],
	[`Sorry to bother you again. Please bear with me. how long is the pool`, "how long is the pool"],
	["This is driving me mad. Opening hours of the pool", "Opening hours of the pool"],
	["I'm so confused. Explain the leave policy.", "Explain the leave policy."],
])("%j asks %j", (said, asked) => {
	expect(withoutAsides(said)).toBe(asked);
});

test.each([
	`I am on probation. ${ASKED}`,
	`My dog is very old. ${ASKED}`,
	`I asked Gudrun. ${ASKED}`,
	`I have asked 3 times. ${ASKED}`,
	`I really need "the blue form". ${ASKED}`,
	`${ASKED} And how much is it?`,
	"Please keep it short.", // nothing is asked
	"Overdraft interest please. It's for my mum.", // the first is what is asked about
	"Lost card please. What to do.",
	"Coffee. How much may I bring in?",
	"I need the internet for work. Who pays?",
	"I agreed to it in an email. Is it binding?",
	"My boss swears at me. What can I do?",
	"Not online please. How do I pay?",
	"Who said this? I think you're wrong.",
	"How much is a ticket? For the kids.",
	"I'm a bit confused about the pool. I was wondering how long it is open.",
	"Sorry, I can't find it, how long is the pool. The one in Castrel.",
	"How do I describe a document. Please help me with Quillbook",
	"renal amyloidosis as a complication of tuberculosis. only the terms nephrotic syndrome were selected by the requester.",
	"",
])("%j stays as it is", (said) => {
	expect(withoutAsides(said)).toBe(said);
});

const kept = (name: string) =>
	readFileSync(new URL(`../../training/asides/kept-out/${name}.txt`, import.meta.url), "utf8")
		.trim()
		.split("\n");
const isLeftOut = (sentence: string) => withoutAsides(`${sentence.replace(/[^.!]$/, "$&.")} ${ASKED}`) === ASKED;

test("of sentences that it has not learned from most that tell nothing are left out, and hardly one that tells something", () => {
	const [asides, telling] = [kept("asides"), kept("telling")];
	expect(asides.filter(isLeftOut).length / asides.length).toBeGreaterThan(0.55);
	expect(telling.filter(isLeftOut).length / telling.length).toBeLessThan(0.01);
});

test("the answer says what was read, and the next question follows on that", async () => {
	const quoth = await quothOver({
		"pool.txt": "The pool in Castrel opens at nine. It was built by Ilse Brandt in 1931.\n\nThe library opens at ten.",
	});
	const asked = "I've looked everywhere and I'm getting desperate. when does the pool in castrel open? keep it short please.";
	const answer = await quoth.ask({ question: asked });
	expect(answer).toMatchObject({ status: "answered", understoodAs: "when does the pool in Castrel open?" });
	expect(answer.quotes[0]?.text).toContain("at nine");
	const next = await quoth.ask({ question: "Who built it?", history: [{ question: asked, quotes: answer.quotes }] });
	expect(next).toMatchObject({ status: "answered", understoodAs: "Who built the pool in Castrel?" });
	expect(next.quotes[0]?.text).toContain("Ilse Brandt");
});
