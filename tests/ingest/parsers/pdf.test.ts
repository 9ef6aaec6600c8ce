import { expect, test } from "vitest";
import { createJudge } from "../../../src/ingest/furniture.ts";
import type { Parsed } from "../../../src/ingest/parsers/parser.ts";
import { pdfParser } from "../../../src/ingest/parsers/pdf.ts";
import { column, type PdfLine, pdfOf } from "../../support/office.ts";

const parse = async (pages: readonly (readonly PdfLine[])[]): Promise<Parsed> =>
	(await pdfParser.parse({ bytes: pdfOf(pages), judge: createJudge() }))[0] as Parsed;
const blocksOf = ({ text, blocks }: Parsed) => blocks.map(({ kind, span }) => [kind, text.slice(span.start, span.end)]);

const LEFT = [
	"The harbour of Brink was built",
	"by the guild of fishers when",
	"the old quay had sunk into the",
	"mud of the river and no ship",
	"could land there any more.",
];
const RIGHT = [
	"Later the railway came along",
	"the coast and took the trade",
	"away, so that the town lived",
	"from its summer guests and",
	"from the salt of the marshes.",
];

test("lines of a paragraph are one text; a gap begins the next", async () => {
	const parsed = await parse([[...column(LEFT), ...column(RIGHT, { y: 660 })]]);
	expect(blocksOf(parsed)).toEqual([
		["paragraph", LEFT.join(" ")],
		["paragraph", RIGHT.join(" ")],
	]);
	expect(parsed.pages).toEqual([{ page: 1, start: 0 }]);
	expect(parsed.metadata).toMatchObject({ title: "The mill on paper", author: "Ada Lund", published: "2021-03-04" });
});

test("two columns below a title are read one after the other", async () => {
	const title = [{ text: "A short history of the harbour of Brink", x: 60, y: 800, size: 20 }];
	const parsed = await parse([[...title, ...column(LEFT, { x: 60 }), ...column(RIGHT, { x: 320 })]]);
	expect(blocksOf(parsed)).toEqual([
		["heading", "A short history of the harbour of Brink"],
		["paragraph", LEFT.join(" ")],
		["paragraph", RIGHT.join(" ")],
	]);
});

test("the rows of a table stay rows", async () => {
	const cells = (y: number, texts: readonly string[]) => texts.map((text, at) => ({ text, x: 60 + 150 * at, y }));
	const parsed = await parse([
		[...cells(700, ["Revenue", "2021", "2022"]), ...cells(685, ["Fish", "400", "380"]), ...cells(670, ["Salt", "90", "120"])],
	]);
	expect(blocksOf(parsed)).toEqual([
		["table-row", "Revenue  2021  2022"],
		["table-row", "Fish  400  380"],
		["table-row", "Salt  90  120"],
	]);
});

test("headers, footers and page numbers are left out, and a paragraph goes on over the page", async () => {
	const frame = (page: number): PdfLine[] => [
		{ text: "Annals of Brink", x: 60, y: 820 },
		{ text: `Page ${page} of 3`, x: 280, y: 30 },
	];
	const pages = [
		[...frame(1), ...column(["The guild decided that the quay", "should be moved to the north and"])],
		[...frame(2), ...column(["that every member should pay a", "share of the cost."])],
		[...frame(3), ...column(["Nobody did."])],
	];
	const parsed = await parse(pages);
	expect(parsed.text).toBe(
		"The guild decided that the quay should be moved to the north and that every member should pay a share of the cost.\n\nNobody did.",
	);
	expect(parsed.leftOut.map(({ reason }) => reason)).toEqual(Array(6).fill("page-header-or-footer"));
	expect(parsed.pages).toEqual([
		{ page: 1, start: 0 },
		{ page: 2, start: parsed.text.indexOf("that every") - 1 },
		{ page: 3, start: parsed.text.indexOf("Nobody") },
	]);
});

test("a word that a line end cuts is put together and marked; one with its own hyphen keeps it", async () => {
	const parsed = await parse([
		column([
			"The fishers of the north were well-",
			"known for their patience and re-",
			"paired their nets every winter;",
			"well known too were their songs.",
		]),
	]);
	expect(parsed.text).toContain("well-known for their patience and repaired their nets");
	expect(parsed.repairs?.map(({ span, original }) => [parsed.text.slice(span.start, span.end), original])).toEqual([
		["well-known", "well-\nknown"],
		["repaired", "re-\npaired"],
	]);
});

test("pages without text are told, and a file without any is refused", async () => {
	const parsed = await parse([column(LEFT), [], column(RIGHT)]);
	expect(parsed.pagesWithoutText).toEqual([2]);
	expect(parsed.pages?.map(({ page }) => page)).toEqual([1, 3]);
	await expect(parse([[], []])).rejects.toThrow("no text on any of its pages (a scan?)");
});

test("pages without text are read by OCR where it is asked for", async () => {
	const bytes = pdfOf([column(LEFT), []]);
	const [parsed] = await pdfParser.parse({
		bytes,
		judge: createJudge(),
		ocr: async (_pdf, page) => `Read from the image of page ${page}.`,
	});
	expect(parsed?.text).toContain("Read from the image of page 2.");
	expect(parsed?.pagesWithoutText).toEqual([]);
});
