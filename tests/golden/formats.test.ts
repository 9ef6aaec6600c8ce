// From a file of each format to the first quote and the place that it names.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import { column, docxOf, epubOf, odtOf, pdfOf, pptxOf } from "../support/office.ts";
import { bundledEmbedder } from "../support/quoth.ts";

const FILES: Record<string, string | Uint8Array> = {
	"observatory.pdf": pdfOf(
		[
			column(["The village hall of Sarn was painted green last summer,", "and the school got a new roof of slate from the quarry."]),
			column(["Its first telescope was ground by Ilse Marrow, who had re-", "turned from Vienna in 1931 to teach at the school."]),
		],
		{ title: "The observatory" },
	),
	"ferry.docx": docxOf(["# Winter timetable", "The last ferry to Hallow Island leaves at half past six."], { title: "The ferry" }),
	"orchard.pptx": pptxOf([
		{ title: "Our trees", lines: ["The orchard has 312 pear trees.", "Most are older than the house."] },
		{ title: "Pests", lines: ["Wasps are kept away by smoke from beech wood."] },
	]),
	"tannery.odt": odtOf(["# Closure", "The tannery closed because the stream had dried up."]),
	"lighthouse.rtf": "{\\rtf1\\ansi The keeper of the lighthouse was Tobias Renn.\\par}",
	"saga.epub": epubOf({
		"The storm": "The ship Meridian sank off Cape Wold.",
		"The trial": "The captain was acquitted by the court of Esk.",
	}),
	"invitation.eml":
		"From: Petra Vance <petra@example.org>\nSubject: The concert\nDate: Thu, 04 Mar 2021 10:00:00 +0000\n\nThe concert of the brass band takes place in the old brewery.\n",
	"lists.mbox":
		"From a@example.org Thu Mar  4 10:00:00 2021\nFrom: A <a@example.org>\nSubject: Chess\n\nThe chess club elected Nora Quill as its president.\n",
	"rivers.csv": "River,Length\nAln,48 kilometres\nWend,112 kilometres\n",
	"cellar.txt": "Notes\n\nThe cellar of the abbey holds nine thousand bottles of wine.\n",
};

const CASES: readonly [question: string, uri: string, quote: string, place: object][] = [
	[
		"Who ground the first telescope of the observatory?",
		"observatory.pdf",
		"Its first telescope was ground by Ilse Marrow, who had returned from Vienna in 1931 to teach at the school.",
		{ page: 2 },
	],
	[
		"When does the last ferry to Hallow Island leave?",
		"ferry.docx",
		"The last ferry to Hallow Island leaves at half past six.",
		{ headings: ["Winter timetable"] },
	],
	["How many pear trees does the orchard have?", "orchard.pptx", "The orchard has 312 pear trees.", { slide: 1 }],
	["How are wasps kept away?", "orchard.pptx", "Wasps are kept away by smoke from beech wood.", { slide: 2, headings: ["Pests"] }],
	["Why did the tannery close?", "tannery.odt", "The tannery closed because the stream had dried up.", { headings: ["Closure"] }],
	["Who was the keeper of the lighthouse?", "lighthouse.rtf", "The keeper of the lighthouse was Tobias Renn.", {}],
	["Where did the ship Meridian sink?", "saga.epub", "The ship Meridian sank off Cape Wold.", { chapter: "The storm" }],
	[
		"Where does the concert of the brass band take place?",
		"invitation.eml",
		"The concert of the brass band takes place in the old brewery.",
		{},
	],
	["Who was elected president of the chess club?", "lists.mbox#1", "The chess club elected Nora Quill as its president.", {}],
	["What is the length of the river Wend?", "rivers.csv", "Wend | 112 kilometres", { row: 2, title: "rivers" }],
	[
		"How many bottles does the cellar of the abbey hold?",
		"cellar.txt",
		"The cellar of the abbey holds nine thousand bottles of wine.",
		{ line: 3 },
	],
];

let quoth: Quoth;
beforeAll(async () => {
	const place = mkdtempSync(join(tmpdir(), "quoth-formats-"));
	mkdirSync(join(place, "corpus"));
	for (const [name, content] of Object.entries(FILES)) writeFileSync(join(place, "corpus", name), content);
	const index = join(place, "index");
	await ingest({ folder: join(place, "corpus"), index, embedder: await bundledEmbedder() });
	quoth = await openQuoth({ index });
	return () => {
		quoth.close();
		rmSync(place, { recursive: true, force: true });
	};
});

test.each(CASES)("%s", async (question, uri, words, place) => {
	const { quotes, status } = await quoth.ask({ question });
	expect(status).toBe("answered");
	const [quote] = quotes;
	expect(quote?.text).toContain(words);
	expect(quote?.source).toMatchObject({ uri, ...place });
	expect(quoth.document(quote?.documentId ?? "")?.text.slice(quote?.span.start, quote?.span.end)).toBe(quote?.text);
});

test("a quote across a word that was put together says so and has what the file says", async () => {
	const [quote] = (await quoth.ask({ question: "Who ground the first telescope of the observatory?" })).quotes;
	expect(quote).toMatchObject({ exact: "reconstructed", original: expect.stringContaining("re-\nturned from Vienna") });
	const [other] = (await quoth.ask({ question: "What colour was the village hall of Sarn painted?" })).quotes;
	expect(other).toMatchObject({ exact: "exact", original: null });
});
