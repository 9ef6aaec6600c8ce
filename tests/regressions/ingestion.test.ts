// Defects of the second ingestion that an attack and a review found, one test each.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createJudge } from "../../src/ingest/furniture.ts";
import { type IngestOptions, ingest } from "../../src/ingest/ingest.ts";
import { createParsePool } from "../../src/ingest/parse-pool.ts";
import { csvParser } from "../../src/ingest/parsers/csv.ts";
import { docxParser } from "../../src/ingest/parsers/docx.ts";
import { parseHtml } from "../../src/ingest/parsers/html.ts";
import { mailboxParser, mailParser } from "../../src/ingest/parsers/mail.ts";
import { parseMarkdown } from "../../src/ingest/parsers/markdown.ts";
import type { Parsed, Parser } from "../../src/ingest/parsers/parser.ts";
import { pdfParser } from "../../src/ingest/parsers/pdf.ts";
import { rtfParser } from "../../src/ingest/parsers/rtf.ts";
import { renderLedger } from "../../src/render/ledger.ts";
import { lockIndex } from "../../src/search-index/index-lock.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { column, docxOf, type PdfLine, pdfOf } from "../support/office.ts";
import { bundledEmbedder } from "../support/quoth.ts";

const parse = async (parser: Parser, file: string | Uint8Array): Promise<Parsed[]> => [
	...(await parser.parse({ bytes: typeof file === "string" ? Uint8Array.from(Buffer.from(file)) : file, judge: createJudge() })),
];
const textOf = async (parser: Parser, file: string | Uint8Array) => (await parse(parser, file))[0]?.text;

async function runs(files: Record<string, string | Uint8Array>) {
	const folder = folderWith(files);
	const index = join(temporaryFolder(), "index");
	const embedder = await bundledEmbedder();
	return { folder, index, run: (options: Partial<IngestOptions> = {}) => ingest({ folder, index, embedder, ...options }) };
}

test("1: a file with the bytes of another stays skipped in the second run, and is read when the other changes", async () => {
	const text = "The mill opened in 1987.";
	const { run, folder } = await runs({ "a.txt": text, "b.txt": text });
	expect((await run()).ledger[1]).toMatchObject({ uri: "b.txt", reason: "same content as a.txt" });
	expect(await run()).toMatchObject({ changed: false, documents: 1 });
	writeFileSync(join(folder, "a.txt"), "The mill closed in 2001.");
	expect((await run()).ledger.map(({ outcome }) => outcome)).toEqual(["changed", "read"]);
});

test("2: a pool that is closed answers at once", async () => {
	const pool = createParsePool(1);
	await pool.close();
	expect((await pool.prepare({ uri: "a.txt", bytes: new Uint8Array(1), contentHash: "", ocr: false })).problem).toContain("stopped");
});

test("3: a sentence that begins with From parts no mailbox, and one bad mail does not take the others", async () => {
	const mail = (subject: string, body: string) =>
		`From a@example.org Thu Mar  4 10:00:00 2021\nFrom: A <a@example.org>\nSubject: ${subject}\n\n${body}\n\n`;
	const box = `${mail("One", "It began.\n\nFrom here on the road is closed.\n\n>From July it is open.")}From x Thu Mar  4 10:00:00 2021\nno headers\n\n${mail("Two", "It ended.")}`;
	const mails = await parse(mailboxParser, box);
	expect(mails.map(({ metadata }) => metadata.title)).toEqual(["One", "Two"]);
	expect(mails[0]?.text).toBe("It began.\n\nFrom here on the road is closed.\n\nFrom July it is open.");
	expect(mails[0]?.warnings).toEqual([expect.stringContaining("mail 2 not read")]);
});

test("4: a line of text that says that there is HTML is not the mail", async () => {
	const eml = `From: a@example.org\nSubject: Hi\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlease view this in HTML.\n--b\nContent-Type: text/html\n\n<p>${"The bridge is closed until May. ".repeat(8)}</p>\n--b--\n`;
	expect(await textOf(mailParser, eml)).toContain("closed until May");
});

describe("5: RTF keeps what is not the sentence out of it", () => {
	test.each([
		["a footnote", "The camp{\\footnote See the report.} was raided.\\par", "The camp was raided.\n\nSee the report."],
		["deleted text", "The minister {\\deleted did not approve}approved it.\\par", "The minister approved it."],
		[
			"a footnote as Word writes it",
			"The camp{\\footnote \\pard\\plain \\s20 See the report.} was raided.\\par",
			"The camp was raided.\n\nSee the report.",
		],
		["a page header with \\plain", "{\\header\\plain Page head\\par}It is open.\\par", "It is open."],
		["hidden text", "It is {\\v secret }open.\\par", "It is open."],
		["a brace too many", "One.\\par}Two.\\par", "One.\n\nTwo."],
		["the character set of a font", "{\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2}\\par", "Привет"],
	])("%s", async (_what, body, expected) => {
		expect(await textOf(rtfParser, `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}\\pard ${body}}`)).toBe(expected);
	});
});

test("6: words in fields, formulas and small controls stay in their sentence", async () => {
	expect(parseHtml("<p>The dose is <math><mn>40</mn></math> mg.</p><p>Press <button>Stop</button> to halt.</p>").text).toBe(
		"The dose is 40 mg.\n\nPress Stop to halt.",
	);
	const { text, leftOut } = parseHtml("<p>Shown.</p><svg><text>drawn</text></svg><textarea>typed</textarea>");
	expect([text, leftOut.map((part) => part.text)]).toEqual(["Shown.", ["drawn", "typed"]]);
	expect(parseMarkdown("Shown.\n\n<aside>Beside it.</aside>").leftOut).toMatchObject([{ text: "Beside it." }]);
});

test("7: no section of a page of several is taken for all of it", () => {
	const section = (at: number) =>
		`<div class="section"><div class="box"><h2>Section ${at}</h2><p>${`The valve of pump ${at} is turned by hand, slowly, until the needle rests. `.repeat(6)}</p></div></div>`;
	const { text } = parseHtml(`<body><h1>Pumps</h1>${[0, 1, 2, 3, 4, 5].map(section).join("")}</body>`);
	for (let at = 0; at < 6; at++) expect(text).toContain(`The valve of pump ${at} is turned`);
});

test("8: a page with a hundred thousand links is read", () => {
	expect(parseHtml(`<nav>${"<a>x</a>".repeat(100_000)}</nav><p>The mill opened.</p>`).text).toBe("The mill opened.");
});

test("9: a row with nothing below it says what it says by itself", async () => {
	for (const html of ["<table><tr><th>The mill opened in 1987</th></tr></table>", "<table><tr><th>A</th></tr></table><p>Then.</p>"])
		expect(parseHtml(html).blocks[0]?.kind).toBe("table-row");
	const [csv] = await parse(csvParser, "Alice Miller,1999,was born in Lyon\nBob Ray,2001,was born in Brest\n");
	expect(csv?.blocks.map(({ kind }) => kind)).toEqual(["table-row", "table-row"]);
});

test("10: a cell with two paragraphs does not break its row in Word", async () => {
	const file = docxOf([["Ann", "7"]]);
	expect((await parse(docxParser, file))[0]?.text).toBe("Ann | 7");
});

const pdf = async (pages: readonly (readonly PdfLine[])[]) => (await parse(pdfParser, pdfOf(pages)))[0] as Parsed;

describe("11: PDF", () => {
	test("letters drawn twice are bold, not words", async () => {
		const line = { text: "The prize was 500 euros in total.", x: 60, y: 700 };
		expect((await pdf([[line, { ...line, x: 60.4 }]])).text).toBe(line.text);
	});

	test("a sentence in large letters is text", async () => {
		const large = ["The plan was cancelled in March 1999."].map((text) => ({ text, x: 60, y: 760, size: 20 }));
		const { text, blocks } = await pdf([
			[...large, ...column(["The council met on the fourth of June to speak of", "the plan, and nobody was in favour of it."], { y: 700 })],
		]);
		expect(blocks.find(({ span }) => text.slice(span.start, span.end).startsWith("The plan was"))?.kind).toBe("paragraph");
	});

	test("records that differ in their numbers are no page headers", async () => {
		const { text } = await pdf(
			[3, 21, 57, 80].map((age) => column([`Age of the victim: ${age}`, `The case of house ${age} was never solved by the court.`])),
		);
		for (const age of [3, 21, 57, 80]) expect(text).toContain(`Age of the victim: ${age}`);
	});
});

test("12: pages that OCR can read now are read again, and a page that it cannot read does not take the others", async () => {
	const { run } = await runs({ "scan.pdf": pdfOf([column(["The mill opened in 1987 and grinds grain."]), []]) });
	expect((await run()).ledger[0]?.pagesWithoutText).toEqual([2]);
	const bytes = pdfOf([column(["The mill opened in 1987."]), []]);
	const [parsed] = await pdfParser.parse({
		bytes,
		judge: createJudge(),
		ocr: async () => {
			throw new Error("no ink");
		},
	});
	expect(parsed).toMatchObject({ text: "The mill opened in 1987.", warnings: ["page 2 cannot be read: no ink"] });
});

test("13: a bad pattern stops the ingestion and is named", async () => {
	const { run } = await runs({ "a.txt": "The mill opened.", "sources.yaml": "furniture: { leaveOut: ['/[/'] }" });
	await expect(run()).rejects.toMatchObject({
		code: "invalid-option",
		message: expect.stringMatching(/sources\.yaml.*no regular expression/s),
	});
});

test("14: a file name cannot forge a line of the ledger", async () => {
	const { run } = await runs({ "a\nread  fake.txt": "The mill opened.", "b.txt": "It grinds." });
	expect(renderLedger((await run()).ledger)).not.toMatch(/^read {2}fake/m);
});

test("15: two names of one folder are one lock", async () => {
	const folder = temporaryFolder();
	const release = await lockIndex(folder, { wait: false });
	await expect(lockIndex(join(folder, ".", "x", ".."), { wait: false })).rejects.toMatchObject({ code: "index-locked" });
	release();
	(await lockIndex(folder, { wait: false }))();
});
