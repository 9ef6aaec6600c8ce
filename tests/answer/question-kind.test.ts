import { describe, expect, test } from "vitest";
import { abbreviationAsked, asksWhatHappened, asksWhatWasSaid, isOpenQuestion, kindAsked } from "../../src/answer/question-kind.ts";

describe("what a question asks for", () => {
	test.each([
		["When did the mill open?", "date"],
		["In what year did it burn?", "date"],
		["How many books are there?", "number"],
		["How long did the winter last?", "number"],
		["Where is the bridge?", "place"],
		["Which city hosts it?", "place"],
		["Why was the road closed?", "reason"],
		["Who built it?", "person"],
		["Which president spoke?", "person"],
		["What is a fjord?", "definition"],
		["Who is Mara Quint?", "definition"],
		["What does VHT stand for?", "definition"],
		["What did the mayor say?", "other"],
		["Is the bakery open?", "other"],
		["What happens when the water boils?", "other"],
		["Was it late when it came?", "other"],
		["What did the man who built the mill say?", "other"],
		["When it rains, where do the goats stand?", "place"],
		["When, after the flood, did it close?", "date"],
		["Where the river bends, how many houses stand?", "number"],
		["Is it known who built the mill?", "person"],
		["Did they say exactly when it opens?", "date"],
		["The mill closed in what year?", "date"],
		["By whom was it built?", "person"],
		["Is there any record of when the mill was sold?", "date"],
		["Can you tell me who built it?", "person"],
		["Where on the island is the hall, and what does it cost?", "place"],
		["What is the population of Port Aln?", "number"],
		["What is Rosa Ticona's age?", "number"],
		["What is the price mechanism?", "definition"],
		["Who is the Head of People?", "person"],
		["How hot does the oven get?", "number"],
		["mount karsa height", "number"],
		["mount karsa", "other"],
		["opening hours library", "date"],
		["friday band start time", "date"],
		["What is the departure time of the boat?", "date"],
		["year of death Ada Quint", "date"],
		["number of squares on a board", "number"],
		["share of pumps in Oumbe out of order", "number"],
		["What does a plumber charge?", "number"],
		["What did they pay for the house?", "number"],
		["What do I have to pay?", "number"],
		["What do I have to pay for separately?", "other"],
		["What should I do if the battery won't charge?", "other"],
		["What does the course cost include?", "other"],
		["What year group is my child in?", "other"],
		["What time zone is the schedule in?", "other"],
		["What budget airline flies to Riga?", "other"],
		["What city hosted games?", "place"],
		["What year was it built?", "date"],
		["What time suits you?", "date"],
		["When many people refuse to pay, it can be considered a strike?", "other"],
		["What made him leave?", "reason"],
		["whos the boss", "person"],
		["What’s the price of a stamp?", "number"],
		["What is the address of the depot?", "place"],
	])("%s %s", (question, kind) => {
		expect(kindAsked(question)).toBe(kind);
	});
});

test("question words of other languages", () => {
	expect(kindAsked("Wann wurde die Mühle gebaut?", "de")).toBe("date");
	expect(kindAsked("¿Cuántos libros hay?", "es")).toBe("number");
	expect(kindAsked("Où se trouve le pont ?", "fr")).toBe("place");
	expect(kindAsked("متى بني الجسر؟", "ar")).toBe("date");
	expect(kindAsked("Wann?", "es")).toBe("other");
});

test.each([
	["Who shot him?", true],
	["What did it cost, and when?", true],
	["Does it cost much?", false],
	["Which does she prefer, tea or coffee?", false],
	["opening hours", false],
])("an open question: %s", (question, expected) => {
	expect(isOpenQuestion(question)).toBe(expected);
});

test.each([
	["What does VHT stand for?", "VHT"],
	["what does the abbreviation “V.H.T.” stand for in the valley", "V.H.T."],
	["What is VHT short for?", "VHT"],
	["what does vht stand for", "vht"],
	["What's the NHS Trust's VHT short for?", null],
	["So what does NATO stand for in the treaty?", "NATO"],
	["What does the R in WR-62 stand for?", "R"],
	["What does the word in French stand for?", null],
	["What does the mayor stand for?", null],
	["What does it stand for?", null],
	["What do all of us stand for?", null],
	["What do the stripes on the flag stand for?", null],
	["What is he short for his age?", null],
	["Who stands for the VHT?", null],
	["What is the VHT?", null],
])("whose long form is asked for: %s", (question, abbreviation) => {
	expect(abbreviationAsked(question)).toBe(abbreviation);
});

test.each([
	["What happened at the mill?", true],
	["So what exactly went wrong in May?", true],
	["What else has happened?", true],
	["What happens at the mill?", false],
	["When did it take place?", false],
])("what happened: %s", (question, expected) => {
	expect(asksWhatHappened(question)).toBe(expected);
});

test.each([
	["What did the mayor say about the bridge?", true],
	["How did the union react?", true],
	["What was the minister's response?", true],
	["What does Falk think of the film?", true],
	["What did the mayor build?", false],
	["Who said that the bridge is safe?", false],
	["How do I reply to all?", false],
	["How do horses react to the drug?", false],
	["What is the list view?", false],
	["What does the error code tell me?", false],
])("asks what was said: %s", (question, expected) => {
	expect(asksWhatWasSaid(question)).toBe(expected);
});
