import { describe, expect, test } from "vitest";
import { resolveFollowUp } from "../../src/answer/follow-up.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

const turn = (question: string, text = "") => ({ question, quotes: text === "" ? [] : [{ text }] });

describe("what a follow-up means", () => {
	test.each([
		["And when?", turn("Who founded the bakery?"), "When was the bakery founded?"],
		["Why?", turn("When did the library close?"), "Why did the library close?"],
		["Why?", turn("Who repaired the bells of Castrel?"), "Why were the bells of Castrel repaired?"],
		["And when?", turn("Who voted against the lights?"), "When voted against the lights?"],
		["Who said so?", turn("Why?", `${"Tree ".repeat(39)}treehouse burned.`), `Who said that ${"Tree ".repeat(39).trim()}?`],
		["How long is it valid?", turn("Did Karsk and Vardesh sign a treaty?"), "How long is the treaty of Karsk and Vardesh valid?"],
		["How big is it?", turn("Is Karsk and Vardesh a country?"), "How big is Karsk and Vardesh?"],
		["How much of it was missing?", turn("Who took the sugar at Skarholm?"), "How much of the sugar at Skarholm was missing?"],
		["How big is it?", turn("Who is the king in Varland?"), "How big is Varland?"],
		["What about France?", turn("Why did Albania close the camp?"), "Why did France close the camp?"],
		["And how about 1999?", turn("What happened to the mill in 1987?"), "What happened to the mill in 1999?"],
		["When was it built?", turn("Where is the Stone Bridge?"), "When was Stone Bridge built?"],
		["What else did he build?", turn("Who built the bridge?", "It was built by Jonas Fell in 1822."), "What else did Jonas Fell build?"],
		["Who leads the society that was founded in 1965?", turn("Where is Kabul?"), "Who leads the society that was founded in 1965?"],
		["What did this project cost?", turn("Where is Kabul?"), "What did this project cost?"],
		["Is there a camp?", turn("What did Mamedov write?"), "Is there a camp?"],
		["Who said that?", turn("What?", "It is $& and $' now"), "Who said that It is $& and $' now?"],
		["Who are her brothers?", turn("Where does Ingrid Solberg live?"), "Who are Ingrid Solberg's brothers?"],
		["Who said that?", turn("Is it safe?", "Mara said that “the bridge” is safe."), "Who said that Mara said that the bridge is safe?"],
		["What did he say?", turn("Who saw the fire?", "It was seen by Aksel Dahl of the Dahl Group on Monday."), "What did Aksel Dahl say?"],
		["How old is he?", turn("Who saw the walkers?", "The walkers were seen in May."), "How old is the one who saw the walkers?"],
		[
			"What does his lawyer say?",
			turn("Who was charged?", "Dahl Estates and its director Ravi Thorn were charged."),
			"What does Ravi Thorn's lawyer say?",
		],
		["What happened to her afterwards?", turn("Who is Mara Quint?"), "What happened to Mara Quint afterwards?"],
		["How many people lost their jobs?", turn("Why did Orlin close?"), "How many people lost their jobs?"],
		["Who proposed it?", turn("Why did Mayor Fenn vote against the proposal?"), "Who proposed the proposal?"],
		["How heavy is it?", turn("What does the Sounder 3 cost?"), "How heavy is Sounder 3?"],
		["What is it about?", turn("What is the title of Falk's next book?"), "What is the title of Falk's next book about?"],
		["And for the United States?", turn("Who signed for Peru?"), "Who signed for the United States?"],
		["What did he write?", turn("What happened to Ola Berg?", "He left for Salt in May."), "What did Ola Berg write?"],
		["When did it open?", turn("Where is King's Hall?"), "When did King's Hall open?"],
		["And Anna, when did she arrive?", turn("When did Ola arrive?"), "And Anna, when did Ola arrive?"],
		[
			"And in a public building?",
			turn("What is the least width of a stair in a dwelling?"),
			"What is the least width of a stair in a public building?",
		],
		["And in the US?", turn("When does Murmur 3 go on sale in France?"), "When does Murmur 3 go on sale in the US?"],
		["And for Chile?", turn("Who signed for Peru on Monday?"), "Who signed for Chile on Monday?"],
		["And in Lyon?", turn("How old is the mill?"), "How old is the mill in Lyon?"],
		[
			"What are its plans?",
			turn("Which car maker stopped?", "The car maker Tavast stopped its plant in Gothenburg."),
			"What are Tavast's plans?",
		],
		["And to print a page?", turn("How do I change the font?"), "And to print a page?"],
		["And for cleaning the nozzle?", turn("How do I install Widget on Linux?"), "And for cleaning the nozzle?"],
		["And in June 2020?", turn("What happened in May 2019?"), "What happened in June 2020?"],
		[
			"When was it founded?",
			turn("Which company runs the ferry?", "According to Mayor Ines Toft, the ferry is run by Ostra Lines and Halden Boats."),
			"When was the ferry founded?",
		],
		["When did he resign?", turn("Who led Shed 17?"), "When did the one who led Shed 17 resign?"],
		["And Berlin?", turn("How did Paris react?"), "How did Berlin react?"],
		["Why was that?", turn("When did the mill close?"), "Why did the mill close?"],
		["And how heavy?", turn("How big is a wren-dipper?"), "How heavy is a wren-dipper?"],
		["Why?", turn("Does Anna Lund still play?"), "Why does Anna Lund still play?"],
		["Why?", turn("How many pumps in Oumbe were painted red?"), "Why were pumps in Oumbe painted red?"],
		["Why?", turn("How many earbuds has Corvane recalled?"), "Why has Corvane recalled earbuds?"],
		["And the dusk fox?", turn("What does the lantern fox eat?"), "What does the dusk fox eat?"],
		["And the price?", turn("How much does the Halvor 20 weigh?"), "And the price?"],
		["And the tower?", turn("When was the Salt House built?"), "And the tower?"],
		["Why not?", turn("Do you deliver to Salt?"), "Why not: Do you deliver to Salt?"],
		["Why?", turn("IS THE MUSEUM OPEN?"), "Why IS THE MUSEUM OPEN?"],
		["How large is that?", turn("Who owns the ferry?"), "How large is the ferry?"],
		["What were they given?", turn("Where were the passengers brought?"), "What were the passengers given?"],
		["Where do they live?", turn("What do the moss cats eat?"), "Where do the moss cats live?"],
		["Is it old?", turn("Where is the blue boat?"), "Is the blue boat old?"],
		["How expensive was that?", turn("Who ordered the slide?"), "How expensive was the slide?"],
		["And in March?", turn("Who works at Torrin Marine?"), "Who works at Torrin Marine in March?"],
		["How long does it take?", turn("Is there a ferry to Salt?"), "How long does Salt take?"],
		["When did it take place?", turn("Who won the battle of Stavering?"), "When did the battle of Stavering take place?"],
		["If it's too late, can I sell it?", turn("What does the Halvor 20 weigh?"), "If it's too late, can I sell Halvor 20?"],
		["What about Brackmere, how many people live there?", turn("Where is Salt?"), "How many people live in Brackmere?"],
		["What about Joe Pike, what is his injury?", turn("Who won?"), "What is Joe Pike's injury?"],
		["What about the tower, when was the roof mended?", turn("Who won?"), "What about the tower, when was the roof mended?"],
		["How many people live there?", turn("What is the history of Brackmere?"), "How many people live in Brackmere?"],
		["How long is it?", turn("Who is the captain of the Freja?"), "How long is Freja?"],
		["Where were they found?", turn("How many of the boats were lost at Salt?"), "Where were Salt found?"],
		["Where does he live?", turn("Who taught the juniors?", "They row well. Perry taught them."), "Where does Perry live?"],
		["When did he die?", turn("Who led the team?", "Will Carter led the team."), "When did Will Carter die?"],
		["When is he there?", turn("Who should I ask for a key?"), "When is he there?"],
		["Was it fun?", turn("Who climbed it?", "They are in the Andaro Mountains. It was fun."), "Was it fun?"],
		["What about the lantern plover?", turn("How many eggs does the saltpan plover lay?"), "How many eggs does the lantern plover lay?"],
		["What about Norway?", turn("Is Sweden running any trains?"), "Is Norway running any trains?"],
		["And the Brisa 40?", turn("How long should the Brisa 20 stand?"), "How long should the Brisa 40 stand?"],
		["And at Hedgehogs?", turn("Who can collect a child from Larkfield?"), "Who can collect a child at Hedgehogs?"],
		["What about the old coaches, what age are they?", turn("How long has the sleeper run?"), "What age are the old coaches?"],
		["What about my son, who is 13?", turn("What does the pass cost?"), "What does the pass cost my son, who is 13?"],
		["When was it fought?", turn("Who won the battle of Stavering in the Salt War?"), "When was the battle of Stavering fought?"],
		["How many books are in it?", turn("Who designed the library in Castrel?"), "How many books are in the library in Castrel?"],
		["When was it founded?", turn("Who is the director of Dahl Boats?"), "When was Dahl Boats founded?"],
		["How high is it?", turn("What is the name of Mount Ordal in Welsh?"), "How high is Mount Ordal?"],
		["How long is its guarantee?", turn("Can the Quellin 2 be cleaned with a brush?"), "How long is Quellin 2's guarantee?"],
		[
			"How long did they need?",
			turn("Who climbed Mount Ordal first?", "It was climbed in 1934, by the sisters Rika and Lena Voss."),
			"How long did Rika and Lena Voss need?",
		],
		["Where were they taken?", turn("How many fire engines were sent to Salt?"), "Where were the fire engines taken?"],
		["How long did it take them?", turn("How many people came to Salt?"), "How long did it take the people?"],
		["When does she retire?", turn("Who presides over the court?"), "When does the one who presides over the court retire?"],
		[
			"How does she get her food?",
			turn("Does Agathe Lindmark live alone?", "Lindmark came in 1990.\nOnce a week a boat comes."),
			"How does Agathe Lindmark get her food?",
		],
		[
			"When did he report it?",
			turn("Who found the hole?", "Affected are old versions. Afterwards it was mended."),
			"When did the one who found the hole report it?",
		],
	])("%s", (question, before, meant) => {
		expect(resolveFollowUp(question, before).replace(".?", "?")).toBe(meant.replace(".?", "?"));
	});

	test.each(["When did the mill open?", "What does Mara Quint say about the bridge?", "What is a fjord?"])(
		"%s stands on its own",
		(question) => {
			expect(resolveFollowUp(question, turn("Who founded the bakery?"))).toBe(question);
			expect(resolveFollowUp(question, undefined)).toBe(question);
		},
	);

	test("no turn before it: nothing is added", () => {
		expect(resolveFollowUp("And when?", undefined)).toBe("And when?");
	});
});

test("a conversation: the answer says which question was understood", async () => {
	const quoth = await quothOver(VILLAGE);
	const first = await quoth.ask({ question: "Who built the stone bridge?" });
	expect(first.understoodAs).toBeNull();
	const second = await quoth.ask({ question: "And when?", history: [first] });
	expect(second).toMatchObject({ question: "And when?", understoodAs: "When was the stone bridge built?", status: "answered" });
	expect(second.quotes[0]?.text).toContain("1822");
	const empty = await quoth.ask({ question: "And when?", history: [first, { question: " ", quotes: [] }] });
	expect(empty.understoodAs).toBe("When was the stone bridge built?");
	const alone = await quoth.ask({ question: "And when?" });
	expect(alone).toMatchObject({ status: "not-found", understoodAs: null });
});
