import { expect, test } from "vitest";
import { quothOver } from "../support/quoth.ts";

/** The first quote over one file. */
async function firstQuote(name: string, text: string, question: string): Promise<string | undefined> {
	const quoth = await quothOver({ [name]: text });
	return (await quoth.ask({ question, maxError: 1 })).quotes[0]?.text;
}

const RETURNS = `# Returns

The following things cannot be returned:

- opened food
- gift cards of any kind
- worn shoes

All else can be sent back within thirty days. Can a broken kettle be repaired? No. We send a new one instead.`;

test("a lead-in takes along the list that it announces, and not what follows the list", async () => {
	expect(await firstQuote("returns.md", RETURNS, "Which things cannot be returned?")).toBe(
		"The following things cannot be returned:\n\nopened food\n\ngift cards of any kind\n\nworn shoes",
	);
});

test("a No stands between what it answers and how it goes on", async () => {
	expect(await firstQuote("returns.md", RETURNS, "Can a broken kettle be repaired?")).toBe(
		"Can a broken kettle be repaired? No. We send a new one instead.",
	);
});

test("each answer of a page of questions keeps to its own question", async () => {
	const faq = "Is parking free? Yes. Is the hall heated? No. Are dogs allowed? Only on leads.";
	expect(await firstQuote("faq.txt", faq, "Is the hall heated?")).toBe("Is the hall heated? No.");
	const beach = "May I bring a dog to the beach?\n\nNo.\n\nMay I swim at the beach at night?\n\nOnly in summer, and never alone.";
	expect(await firstQuote("beach.txt", beach, "May I bring a dog to the beach?")).toBe("May I bring a dog to the beach?\n\nNo.");
});

test("a paragraph of its own is not joined to the one before", async () => {
	const notes = "The mayor was arrested for theft on Monday.\n\nThere is a car park with forty spaces behind the Nordlys hall.";
	expect(await firstQuote("notes.txt", notes, "How many spaces has the car park of the Nordlys hall?")).toBe(
		"There is a car park with forty spaces behind the Nordlys hall.",
	);
});

test("a sentence beside it in the paragraph that may answer too is quoted along, one of the next paragraph is not", async () => {
	const [first, second] = ["The grain store of Halden holds 4,000 tonnes.", "A second store was added in 1990 for barley."];
	const rest = "Rats are kept away by cats.";
	const quoted = (text: string) => firstQuote("store.md", `# Grain store\n\n${text}`, "What is stored in Halden?");
	expect(await quoted(`${first} ${second} ${rest}`)).toBe(`${first} ${second}`);
	expect(await quoted(`${first}\n\n${second} ${rest}`)).toBe(first);
});

test("a Yes before the quote belongs to it", async () => {
	const faq = "# Is my data encrypted?\n\nYes, always. The data are encrypted on your own computer before they leave it.";
	expect(await firstQuote("faq.md", faq, "Is my data encrypted?")).toBe(
		"Yes, always. The data are encrypted on your own computer before they leave it.",
	);
});

test("a term takes along its value", async () => {
	const contact =
		"<h1>Contact</h1><dl><dt>Service hotline</dt><dd>+44 1234 567</dd></dl><p>We answer on weekdays between nine and five.</p>";
	expect(await firstQuote("contact.html", contact, "What is the phone number of the service hotline?")).toBe(
		"Service hotline\n\n+44 1234 567",
	);
});

test("a speech is quoted to its end, and the sentence that a pronoun points to before it", async () => {
	const news = `Harbour deal signed

Marta Quill signed the harbour deal on Monday. "This deal saves the fleet. It costs us the winter catch, and we knew that," she told reporters. Rain fell.`;
	expect(await firstQuote("news.txt", news, "Does the deal save the fleet?")).toContain(
		'"This deal saves the fleet. It costs us the winter catch, and we knew that," she told reporters.',
	);
	const mill = "The mill at Aln was built of oak. It was sold to a brewer in 1931. Geese live there now.";
	expect(await firstQuote("mill.txt", mill, "Who was the brewer sold the mill?")).toContain(
		"The mill at Aln was built of oak. It was sold",
	);
});

test("a word or two in a table stand for themselves", async () => {
	const table = "| part | weight |\n|---|---|\n| pump | 5.2 kg |\n| hose | 3.1 kg |\n";
	expect(await firstQuote("parts.md", table, "What is the weight of the pump?")).toBe("pump | 5.2 kg");
});

test("quotes of one answer never overlap, and each is a slice of its document", async () => {
	const quoth = await quothOver({ "returns.md": RETURNS });
	const { quotes } = await quoth.ask({ question: "What can be returned or repaired, food, shoes or a kettle?", maxError: 1 });
	expect(quotes.length).toBeGreaterThan(1);
	const spans = quotes.map(({ span }) => span).sort((a, b) => a.start - b.start);
	for (const [at, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
	for (const quote of quotes) expect(quoth.document(quote.documentId)?.text.slice(quote.span.start, quote.span.end)).toBe(quote.text);
});
