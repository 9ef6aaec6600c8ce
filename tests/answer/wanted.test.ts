import { describe, expect, test } from "vitest";
import { kindAsked } from "../../src/answer/question-kind.ts";
import { dates, gives, type Wanted, wantedBy } from "../../src/answer/wanted.ts";
import { wordsOf } from "../../src/text/words.ts";
import { quothOver } from "../support/quoth.ts";

const wordsIn = (text: string) => new Set(wordsOf(text).map((word) => word.text));

describe("what is wanted, a sentence that gives it, and one that does not", () => {
	test.each<[string, Wanted, string, string]>([
		["When was the wall built?", "time", "It dates from the 1640s.", "The wall is of grey stone."],
		["When did the choir begin?", "time", "It rehearsed every Tuesday.", "It has sold many records."],
		["When was I let go?", "time", "I was let go as soon as the bell rang.", "I was let go, said the guard."],
		["From which day on do I need a note?", "time", "It is needed from the fourth calendar day.", "A note is needed."],
		["What are the opening hours of the museum?", "figure", "It is open from nine to five.", "The museum dates from 1974."],
		["Who painted the barn?", "person", "Schoolchildren painted it.", "It was painted twice."],
		["who pays the water rates", "person", "Water rates are paid by the landlord.", "The water rates are high."],
		["Who wrote the opera?", "person", "Mozart wrote it.", "It was written twice."],
		["Who painted the barn of Brisk?", "person", "Two old women painted it.", "It was painted by hand in 1990, and never again after."],
		["What's the name of the dog?", "name", "The dog, Bruno, sleeps outside.", "The dog sleeps outside."],
		["How many children has she?", "count", "She has two.", "The interview stands in no. 41, autumn 2024, on page 7."],
		["How many lifts are there?", "count", "There are no lifts.", "It no longer has a lift."],
		["Who unplugs the computers?", "person", "IT will unplug the computers.", "It will be cold without computers."],
		["Who poured the floor?", "person", "The floor was poured by Nils Aker.", "The floor has been poured and bears five tonnes."],
		["Who is the head of the mill?", "person", "It is led by a widow.", "The head of the mill lives alone."],
		["Why was it shut?", "reason", "It was shut for want of coal.", "It shut in the spring."],
		["Why is vinegar bad?", "reason", "Take citric acid; vinegar attacks the seals.", "The seals are replaced once a year."],
		["Why did she leave?", "reason", "She left after a quarrel.", "She left in a blue coat."],
		["What is the dog called?", "name", "The dog, Bruno, sleeps outside.", "The dog sleeps outside."],
		["What is such a wall called?", "name", "It is known as a breakwater.", "Such a wall keeps the sea out."],
		["What is the title of the book?", "name", "She called it “Salt”.", "The book has nine chapters."],
		["How many horses are there?", "count", "Twelve of them.", "The fields behind the barn cover 40 hectares."],
		["What is the number of boats?", "count", "It has 30 of them.", "It lies thirty kilometres off the coast, two hours by car."],
		["How many people were hurt?", "count", "Fourteen stone-cutters were hurt.", "At 16:30 damage of £6 million was reported."],
		["How many days off do I get?", "figure", "You get thirty days.", "Days off are given."],
		["How many paid holidays are there?", "figure", "Staff get 25 working days.", "Staff get paid holidays."],
		["What did the mayor say?", "speech", "“No,” said the mayor.", "The mayor wore a hat."],
	])("%s", (question, wanted, given, other) => {
		const known = wordsIn(question);
		expect(wantedBy(kindAsked(question), question)).toBe(wanted);
		expect(gives(wanted, given, known)).toBe(true);
		expect(gives(wanted, other, known)).toBe(false);
	});

	test.each(["What is a quern?", "Does the hotel have a gym?", "How do I reset my password?", "mill opening", "When do boats not sail?"])(
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

	test.each([
		["When was Anna Lund born?", "Anna Lund (12 March 1904 – 8 July 1987) was a painter of boats."],
		["When did Thomas Farr die?", "Thomas Farr, b. 1788 in Bristol, d. 1851, made the clocks of the coast."],
		["When was the mill of Brisk built?", "The foundation stone of the mill of Brisk was laid on 6 June 1783."],
		["What is the name of the film shot at Garrow Mill?", "Garrow Mill was chosen as the setting for the film The Long Shift."],
		[
			"What did Thorsen call the land he discovered?",
			"After 61 days Thorsen reached land that no chart showed, which he called Queen Louise Land.",
		],
	])("what happened may be told otherwise: %s", async (question, sentence) => {
		const quoth = await quothOver({ "told.txt": sentence });
		expect(await quoth.ask({ question })).toMatchObject({ status: "answered", quotes: [{ text: sentence }] });
	});

	test("what a clause within the question tells is not what is asked", async () => {
		const quoth = await quothOver({
			"cave.txt": "The cave\n\nThe two boys who found the cave had been looking for a goat. They were paid in 1871.",
		});
		expect(await quoth.ask({ question: "When did the two boys who found the cave die?" })).toMatchObject({ status: "not-found" });
	});

	test("another word for what happened tells it", async () => {
		const quoth = await quothOver({ "mill.txt": "The mill\n\nNineteen people lost their lives in the fire at the Kestrel mill in 1902." });
		const answer = await quoth.ask({ question: "How many people were killed in the fire at the Kestrel mill?" });
		expect(answer).toMatchObject({ status: "answered", quotes: [{ text: expect.stringContaining("Nineteen people") }] });
	});
});

test("long rows of capitals, quotation marks and figures take no long time", () => {
	for (const piece of ["Ab ", "“ ", "in the ", "12 ", "1234567890,", "中", "a ", "( ", "what is the name of ", "when it is "]) {
		const text = piece.repeat(5_000).slice(0, 15_000);
		const started = performance.now();
		for (const wanted of ["time", "person", "reason", "name", "count"] as const) gives(wanted, text, new Set());
		wantedBy(kindAsked(text), text);
		expect(performance.now() - started).toBeLessThan(1_000);
	}
});
