import { expect, test } from "vitest";
import { readQuestion } from "../../src/answer/read-question.ts";
import { samenessOf, samenessOfHeadings } from "../../src/answer/same-question.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { bundledEmbedder, indexOf, quothOver } from "../support/quoth.ts";

const HELP = `# Help

## How do I reset my password?

Open Settings and choose Security. A link is sent to your address within five minutes.

## How do I cancel?

Write to us before the end of the month. The contract then ends with the month.

## Payment methods

We take cards and bank transfers. Cash is not accepted.

## Who can see my data?

Only the two administrators can. They are bound by contract.

## Where my data are kept

In Lyon and in Ghent, on machines of our own.
`;

test.each([
	["How can I reset my password?", "Open Settings"],
	["What payment methods are there?", "We take cards"],
	["Who sees my data?", "Only the two administrators"],
	["Where are my data kept?", "In Lyon"],
])("below a heading that asks the same stands the answer: %s", async (question, start) => {
	const quoth = await quothOver({ "help.md": HELP });
	const { status, quotes } = await quoth.ask({ question });
	expect([status, quotes[0]?.text.slice(0, start.length)]).toEqual(["answered", start]);
});

test("a heading that asks something else vouches for nothing", async () => {
	const quoth = await quothOver({ "help.md": HELP });
	for (const question of ["How do I delete my account?", "Who can change my address?", "When will my data be deleted?"])
		expect([question, (await quoth.ask({ question })).status]).toEqual([question, "not-found"]);
});

test("the nearest question in a text rules what follows it", async () => {
	const quoth = await quothOver({
		"pay.txt":
			"How do I pay? By card, or in coins at the desk. How do I get a refund of what I pay? Send the pay slip and the number of the pay card to our office.",
	});
	const { quotes } = await quoth.ask({ question: "How do I pay?" });
	expect(quotes[0]?.text).toMatch(/^By card/);
});

test("a heading further up counts where it asks the question", async () => {
	const quoth = await quothOver({
		"pay.md":
			"# Shop\n\n## How do I pay?\n\n### In the shop\n\nBy card, or in coins at the desk on the ground floor.\n\n## Opening hours\n\nThe shop is open from nine to five.\n",
	});
	expect(await quoth.ask({ question: "How can I pay?" })).toMatchObject({
		status: "answered",
		quotes: [{ text: expect.stringMatching(/^By card/) }],
	});
});

test("a question in plain text is answered by what follows it, not by itself", async () => {
	const quoth = await quothOver({
		"questions.txt":
			"When does the library open? On weekdays the doors are unlocked at nine. What does a card cost? Nothing for children; four coins a year for all others.",
	});
	const { quotes } = await quoth.ask({ question: "When does the library open?" });
	expect(quotes[0]?.text).toContain("unlocked at nine");
});

async function read(question: string, text: string) {
	const index = await openIndex(await indexOf({ "text.md": `# Text\n\n${text}\n\n${question}\n` }));
	try {
		return await readQuestion({ index, embedder: await bundledEmbedder() }, question);
	} finally {
		index.close();
	}
}

test.each([
	["How can I reset my password?", "How do I reset my password?", "en"],
	["How do I pay?", "2. How do I pay?", "en"],
	["How do I pay?", "Q3: How do I pay?", "en"],
	["Who can't vote?", "Who cannot vote?", "en"],
	["Where are my data kept?", "Where my data are kept", "en"],
	["Wie melde ich mich ab?", "Wie melde ich mich ab?", "de"],
	["¿Cómo puedo pagar la multa?", "¿Cómo pagar la multa?", "es"],
])("the same is asked: %s / %s", async (question, heading, language) => {
	expect(samenessOf(await read(question, heading), heading, language)).toBe("question");
});

test.each([
	["What must I bring?", "What must I not bring?", "en"],
	["Who can vote?", "Who can't vote?", "en"],
	["How do I turn off notifications?", "How do I turn on notifications?", "en"],
	["How do I log out?", "How do I log in?", "en"],
	["How do I transfer money from checking to savings?", "How do I transfer money from savings to checking?", "en"],
	["Wie melde ich mich ab?", "Wie melde ich mich an?", "de"],
	["Wer darf mitfahren?", "Wer darf nicht mitfahren?", "de"],
	["Who was the killer in the old mill?", "Who was killed in the old mill?", "en"],
	["Who killed in the old mill?", "Who was killed in the old mill?", "en"],
	["Who did the bear kill?", "Who killed the bear?", "en"],
	["Who was killed by the bear?", "Who killed the bear?", "en"],
	["Which countries did Queen Victoria visit in 1850?", "Which countries did Queen Victoria visit in 1845?", "en"],
	["Which countries did Queen Elizabeth visit in 1845?", "Which countries did Queen Victoria visit in 1845?", "en"],
	["How many days of holiday do part-time employees get?", "How many days of holiday do full-time employees get?", "en"],
	["Why can't I change my address?", "Can I change my address?", "en"],
	["Where do I pay?", "How do I pay?", "en"],
	["Who is Turner?", "Will Turner", "en"],
	["Onde é o pagamento?", "Do pagamento", "pt"],
])("something else is asked: %s / %s", async (question, heading, language) => {
	expect(samenessOf(await read(question, heading), heading, language)).not.toBe("question");
});

test("the title of a document names, and does not ask", async () => {
	const title = "Who killed Laura Brandt?";
	expect(samenessOfHeadings(await read(title, title), [], title, "en")).toBe("subject");
});
