import { describe, expect, test } from "vitest";
import { kindAsked } from "../../src/answer/question-kind.ts";
import { dates, gives, type Wanted, wantedBy } from "../../src/answer/wanted.ts";
import { wordsOf } from "../../src/text/words.ts";
import { quothOver } from "../support/quoth.ts";

const wordsIn = (text: string) => new Set(wordsOf(text).map((word) => word.text));

describe("what is wanted, a sentence that gives it, and one that does not", () => {
	test.each<[string, Wanted, string, string]>([
		["When does the fair open?", "time", "It opens on the second Saturday of June.", "The fair has nine rides."],
		["When is the choir on?", "time", "It rehearses every Tuesday.", "It has sold many records in Spain."],
		["When was the wall built?", "time", "It dates from the 1640s.", "The wall is of grey stone."],
		["When does the sauna open?", "time", "The sauna opens at 4 p.m.", "The sauna seats six."],
		["When may I go?", "time", "You may go as soon as the bell rings.", "You may go, said the guard."],
		["From which day on do I need a note?", "time", "It is needed from the fourth calendar day.", "A note is needed."],
		["What are the opening hours of the museum?", "time", "It is open from nine to five.", "The museum has a shop."],
		["Where is the key?", "place", "It hangs behind the door.", "The key is of brass."],
		["Where did he meet her?", "place", "They met in Lisbon.", "They met in May."],
		["Where do I report a fault?", "place", "Write to faults@example.org.", "Faults must be reported."],
		["Who painted the barn?", "person", "Schoolchildren painted it.", "It was painted twice."],
		["Who poured the floor?", "person", "The floor was poured by Nils Aker.", "The floor has been poured and bears five tonnes."],
		["Who is the head of the mill?", "person", "It is led by a widow.", "The head of the mill lives alone."],
		["Why was it shut?", "reason", "It was shut for want of coal.", "It shut in the spring."],
		["Why did she leave?", "reason", "She left after a quarrel.", "She left in a blue coat."],
		["What is the dog called?", "name", "The dog, Bruno, sleeps outside.", "The dog sleeps outside."],
		["What is such a wall called?", "name", "It is known as a breakwater.", "Such a wall keeps the sea out."],
		["What is the title of the book?", "name", "She called it “Salt”.", "The book has nine chapters."],
		["How many horses are there?", "figure", "Twelve of them.", "There are fields behind the barn."],
		["What did the mayor say?", "speech", "“No,” said the mayor.", "The mayor wore a hat."],
	])("%s", (question, wanted, given, other) => {
		const known = wordsIn(question);
		expect(wantedBy(kindAsked(question), question)).toBe(wanted);
		expect(gives(wanted, given, known)).toBe(true);
		expect(gives(wanted, other, known)).toBe(false);
	});

	test.each(["What is a quern?", "Does the hotel have a gym?", "How do I reset my password?", "mill opening"])(
		"nothing: %s",
		(question) => {
			expect(wantedBy(kindAsked(question), question)).toBeNull();
		},
	);

	test("what stands in the question dates nothing", () => {
		expect(dates("The bakery shut in 1990.", wordsIn("When did the bakery of 1990 shut?"))).toBe(false);
		expect(dates("The bakery shut in 1990.", wordsIn("When did the bakery shut?"))).toBe(true);
		expect(dates("It shut when the miller left.", new Set())).toBe(false);
	});
});

describe("what a text cannot answer is refused", () => {
	const corpus = {
		"university.txt":
			"The University of Kessel\n\nThe University of Kessel stands above the river. Its first female professor, the chemist Hedda Lorne, was appointed in 1926. She taught for nineteen years.\n\nThe library of the university was a gift of the brewer Jonas Hale. It burned down in 1944.",
		"heron.txt":
			"Heron House\n\nThe floor of hall B at Heron House has been poured and tested. It bears five tonnes per square metre.\n\nThe cranes of Heron House come from the works of Aldo Renn at Brisk.",
		"clock.txt":
			"The clock of Brisk\n\nThe clock has turned up under a heap of sacks in a barn at Ostry, the museum of Brisk said on Friday.",
	};

	test.each([
		"When did the chemist Hedda Lorne die?",
		"When was the chemist Hedda Lorne born?",
		"Who poured the floor of hall B at Heron House?",
		"How much did the floor of hall B at Heron House cost?",
		"What is the phone number of Heron House?",
	])("%s", async (question) => {
		const quoth = await quothOver(corpus);
		expect(await quoth.ask({ question })).toMatchObject({ status: "not-found", reason: { code: "no-passage-answers" } });
	});

	test.each([
		["When was the chemist Hedda Lorne appointed?", "1926"],
		["When did the library of the university burn down?", "1944"],
		["How much can the floor of hall B bear?", "five tonnes"],
		["Who gave the university its library?", "Jonas Hale"],
		["Where did the stolen clock of Brisk turn up?", "in a barn at Ostry"],
	])("but not %s", async (question, quoted) => {
		const quoth = await quothOver(corpus);
		const answer = await quoth.ask({ question });
		expect(answer.status).toBe("answered");
		expect(answer.quotes[0]?.text).toContain(quoted);
	});

	test("another word for what happened tells it", async () => {
		const quoth = await quothOver({ "mill.txt": "The mill\n\nNineteen people lost their lives in the fire at the Kestrel mill in 1902." });
		const answer = await quoth.ask({ question: "How many people were killed in the fire at the Kestrel mill?" });
		expect(answer).toMatchObject({ status: "answered", quotes: [{ text: expect.stringContaining("Nineteen people") }] });
	});
});

test("long rows of capitals, quotation marks and figures take no long time", () => {
	for (const piece of ["Ab ", "“ ", "in the ", "12 ", "( ", "what is the name of ", "when it is "]) {
		const text = piece.repeat(5_000);
		const started = performance.now();
		for (const wanted of ["time", "place", "person", "reason", "name"] as const) gives(wanted, text, new Set());
		wantedBy(kindAsked(text), text);
		expect(performance.now() - started).toBeLessThan(1_000);
	}
});
