import { expect, test } from "vitest";
import { createJudge } from "../../../src/ingest/furniture.ts";
import { csvParser } from "../../../src/ingest/parsers/csv.ts";
import { docxParser } from "../../../src/ingest/parsers/docx.ts";
import { epubParser } from "../../../src/ingest/parsers/epub.ts";
import { mailboxParser, mailParser } from "../../../src/ingest/parsers/mail.ts";
import { odtParser } from "../../../src/ingest/parsers/odt.ts";
import type { Parsed, Parser } from "../../../src/ingest/parsers/parser.ts";
import { pptxParser } from "../../../src/ingest/parsers/pptx.ts";
import { rtfParser } from "../../../src/ingest/parsers/rtf.ts";
import { docxOf, epubOf, odtOf, pptxOf } from "../../support/office.ts";

async function parse(parser: Parser, file: Uint8Array | string): Promise<Parsed> {
	const bytes = typeof file === "string" ? Uint8Array.from(Buffer.from(file)) : file;
	return (await parser.parse({ bytes, judge: createJudge() }))[0] as Parsed;
}

const blocksOf = ({ text, blocks }: Parsed) => blocks.map(({ kind, span }) => [kind, text.slice(span.start, span.end)]);

test("Word: headings, paragraphs, tables, core properties", async () => {
	const parsed = await parse(docxParser, docxOf(["# Fares", "A ride costs €4 & more.", ["Who", "Fare"], ["Child", "2"], "It is due."]));
	expect(blocksOf(parsed)).toEqual([
		["heading", "Fares"],
		["paragraph", "A ride costs €4 & more."],
		["table-row", "Who | Fare"],
		["table-row", "Child | 2"],
		["paragraph", "It is due."],
	]);
	expect(parsed.blocks[1]?.headings).toEqual(["Fares"]);
	expect(parsed.metadata).toEqual({ title: "The mill", author: "Ada Lund", published: "2021-03-04T10:00:00Z" });
});

test("PowerPoint: slides in order, their notes, no slide numbers", async () => {
	const parsed = await parse(
		pptxParser,
		pptxOf([
			{ title: "Grain", lines: ["Rye", "Oats"], notes: "Mention the drought." },
			{ title: "Flour", lines: ["It is sold by weight."] },
		]),
	);
	expect(blocksOf(parsed).map(([, text]) => text)).toEqual([
		"Grain",
		"Rye",
		"Oats",
		"Mention the drought.",
		"Flour",
		"It is sold by weight.",
	]);
	expect(parsed.blocks.map(({ place }) => place?.slide)).toEqual([1, 1, 1, 1, 2, 2]);
	expect(parsed.blocks[5]?.headings).toEqual(["Flour"]);
	expect(parsed.leftOut.map(({ reason }) => reason)).toEqual(["page-header-or-footer", "page-header-or-footer"]);
});

test("OpenDocument text: headings, paragraphs, metadata", async () => {
	const parsed = await parse(odtParser, odtOf(["# Grain", "Rye & oats."]));
	expect(blocksOf(parsed)).toEqual([
		["heading", "Grain"],
		["paragraph", "Rye & oats."],
	]);
	expect(parsed.metadata).toEqual({ title: "The mill as text", author: "Ada Lund" });
});

test("EPUB: chapters by the table of contents; an empty title does not swallow the page", async () => {
	const parsed = await parse(epubParser, epubOf({ Grain: "Rye grows tall.", Flour: "It is white." }));
	expect(parsed.text).toBe("Grain\n\nRye grows tall.\n\nFlour\n\nIt is white.");
	expect(parsed.blocks.map(({ place }) => place?.chapter)).toEqual(["Grain", "Grain", "Flour", "Flour"]);
	expect(parsed.metadata).toEqual({ title: "The book of the mill", author: "Ada Lund", language: "en" });
});

test("RTF: characters of code pages and of Unicode, tables, headings; no header, no fonts", async () => {
	const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title The {\b mill}}{\author Ada Lund}}{\header Page head}
\pard\outlinelevel0 Grain\par\pard Caf\'e9 \u8364?5 \{net\}\emdash done.\par\trowd\intbl Rye\cell 40\cell\row\pard Two\line lines{\*\bkmkstart x}.}`;
	const parsed = await parse(rtfParser, rtf);
	expect(blocksOf(parsed)).toEqual([
		["heading", "Grain"],
		["paragraph", "Café €5 {net}—done."],
		["table-row", "Rye | 40"],
		["paragraph", "Two\nlines."],
	]);
	expect(parsed.metadata).toEqual({ title: "The mill", author: "Ada Lund" });
});

const MAIL = `From: "Ada Lund" <ada@example.org>
To: Jonas <jonas@example.org>
Subject: =?utf-8?q?The_caf=C3=A9?=
Date: Thu, 04 Mar 2021 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

The café opens on Monday.

On Wed, 3 Mar 2021, Jonas <jonas@example.org> wrote:
> When does it open?
> I forgot.
Bring the keys.
`;

test("mail: what is quoted from the mail before is left out, what is said to it is not", async () => {
	const parsed = await parse(mailParser, MAIL);
	expect(parsed.text).toBe("The café opens on Monday.\n\nBring the keys.");
	expect(parsed.leftOut.map(({ reason }) => reason)).toEqual(["quoted-reply", "quoted-reply", "quoted-reply"]);
	expect(parsed.metadata).toEqual({ title: "The café", author: "Ada Lund <ada@example.org>", published: "2021-03-04T10:00:00.000Z" });
});

test("a mailbox: each mail is a document", async () => {
	const box = `From ada@example.org Thu Mar  4 10:00:00 2021\n${MAIL}\nFrom jonas@example.org Fri Mar  5 10:00:00 2021\nFrom: Jonas <j@example.org>\nSubject: Keys\n\nI have them.\n`;
	const mails = await mailboxParser.parse({ bytes: Uint8Array.from(Buffer.from(box)), judge: createJudge() });
	expect(mails.map(({ part, metadata, text }) => [part, metadata.title, text.slice(0, 12)])).toEqual([
		["1", "The café", "The café ope"],
		["2", "Keys", "I have them."],
	]);
});

test.each([",", ";", "\t"])("CSV with %j: a row is a passage below the names of its columns", async (mark) => {
	const parsed = await parse(csvParser, `Town${mark}People\n"Alm${mark}e"${mark}400\nBrink${mark}90\n`);
	expect(parsed.text).toBe(`Town | People\n\nAlm${mark}e | 400\n\nBrink | 90`.replace("\t", mark === "\t" ? "\t" : ""));
	expect(parsed.blocks.slice(1).map(({ headings, place }) => [headings, place?.row])).toEqual([
		[["Town | People"], 1],
		[["Town | People"], 2],
	]);
});
