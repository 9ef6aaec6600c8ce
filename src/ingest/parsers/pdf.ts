import { getDocumentProxy } from "unpdf";
import type { BlockKind, Metadata, PageStart } from "../../domain/document.ts";
import { isBody, looksLikeHeading } from "../headings.ts";
import { joinLines, vocabularyOf } from "./join-lines.ts";
import { known } from "./office-metadata.ts";
import { findPageFurniture } from "./page-furniture.ts";
import { type Parsed, type Parser, Unreadable } from "./parser.ts";
import { type Line, median, type Region, type Run, readLayout } from "./pdf-layout.ts";
import { createTextBuilder } from "./text-builder.ts";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf["getPage"]>>;

/** PDF: paragraphs rebuilt from the characters on the pages. Pages that hold none are reported, or read by OCR where there is one. */
export const pdfParser: Parser = {
	format: "pdf",
	extensions: [".pdf"],
	version: 1,
	async parse({ bytes, judge, ocr }) {
		const missing = new Set<string>();
		const pdf = await open(bytes, missing);
		try {
			const pages: Region[][] = [];
			const warnings: string[] = [];
			const withoutText: number[] = [];
			for (let number = 1; number <= pdf.numPages; number++) {
				let regions: Region[] = [];
				try {
					const { runs, slanted } = await runsOf(pdf, number);
					regions = [...readLayout(runs), ...slanted.map(regionOf)];
					if (regions.flat().length === 0 && ocr !== undefined) regions = [await recognise(ocr, bytes, number)];
					if (regions.flat().length === 0) withoutText.push(number);
				} catch (error) {
					warnings.push(`page ${number} cannot be read: ${error instanceof Error ? error.message : error}`);
				}
				pages.push(regions);
			}
			for (const name of missing) warnings.push(`letters of the character map ${name} cannot be read`);
			if (pages.flat(2).length === 0 && warnings.length > 0) throw new Unreadable(warnings.join("; "));
			if (withoutText.length === pdf.numPages) throw new Unreadable("no text on any of its pages (a scan?)");
			const builder = createTextBuilder(judge);
			addPages(builder, pages);
			const metadata = await metadataOf(pdf);
			return [{ ...builder.result(), metadata, warnings, pagesWithoutText: withoutText } satisfies Parsed];
		} finally {
			await pdf.destroy();
		}
	},
};

/** @param missing gathers the character maps that the file refers to, as some do for Chinese and Japanese, and that are not here */
async function open(bytes: Uint8Array, missing: Set<string>): Promise<Pdf> {
	class MissingCMaps {
		async fetch({ name }: { name: string }): Promise<never> {
			missing.add(name);
			throw new Error(`no character map ${name}`);
		}
	}
	try {
		return await getDocumentProxy(new Uint8Array(bytes), {
			verbosity: 0,
			isEvalSupported: false,
			disableFontFace: true,
			useWorkerFetch: false,
			CMapReaderFactory: MissingCMaps,
		} as Parameters<typeof getDocumentProxy>[1]);
	} catch (error) {
		if (error instanceof Error && error.name === "PasswordException") throw new Unreadable("protected by a password");
		throw error;
	}
}

/** The runs of a page, upright, and apart from them those that stand across: watermarks, labels of axes. */
async function runsOf(pdf: Pdf, number: number): Promise<{ runs: Run[]; slanted: Run[] }> {
	const page = await pdf.getPage(number);
	const { items } = await page.getTextContent({ disableNormalization: true } as Parameters<Page["getTextContent"]>[0]);
	const matrix = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
	const seen = new Set<string>();
	const placed = items.flatMap((item) => {
		if (!("str" in item) || item.str.trim() === "") return [];
		const [a, b, c, d, e, f] = times(matrix, item.transform as unknown as Matrix);
		// Letters that are drawn twice, a hair apart, are bold.
		const key = `${item.str} ${Math.round(e / SAME_PLACE)} ${Math.round(f / SAME_PLACE)}`;
		if (seen.has(key)) return [];
		seen.add(key);
		return [
			{ text: item.str, e, f, angle: Math.atan2(b, a), size: Math.hypot(c, d) || Math.hypot(a, b), width: item.width, dir: item.dir },
		];
	});
	page.cleanup();
	// Text that stands on its side is read in the direction in which most of the page is written.
	const turn = mostCommon(placed.map(({ angle, text }) => ({ turn: Math.round(angle / (Math.PI / 2)), weight: text.length })));
	const upright = placed.map(({ text, e, f, angle, size, width, dir }) => {
		const [x, y] = turned(e, f, turn);
		const slant = Math.abs(angle - (turn > 2 ? turn - 4 : turn) * (Math.PI / 2)) % (2 * Math.PI);
		return { text, x, y, width, size: Math.max(1, size), rightToLeft: dir === "rtl", isSlanted: slant > 0.1 && slant < 2 * Math.PI - 0.1 };
	});
	return { runs: upright.filter(({ isSlanted }) => !isSlanted), slanted: upright.filter(({ isSlanted }) => isSlanted) };
}

const SAME_PLACE = 2; // points

type Matrix = readonly [number, number, number, number, number, number];

function times(m: Matrix, n: Matrix): Matrix {
	return [
		m[0] * n[0] + m[2] * n[1],
		m[1] * n[0] + m[3] * n[1],
		m[0] * n[2] + m[2] * n[3],
		m[1] * n[2] + m[3] * n[3],
		m[0] * n[4] + m[2] * n[5] + m[4],
		m[1] * n[4] + m[3] * n[5] + m[5],
	];
}

function mostCommon(turns: readonly { turn: number; weight: number }[]): number {
	const weights = new Map<number, number>();
	for (const { turn, weight } of turns) weights.set((turn + 4) % 4, (weights.get((turn + 4) % 4) ?? 0) + weight);
	return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** A point after the page is turned back by so many quarters. */
function turned(x: number, y: number, quarters: number): [number, number] {
	if (quarters === 1) return [y, -x];
	if (quarters === 2) return [-x, -y];
	return quarters === 3 ? [-y, x] : [x, y];
}

function regionOf({ text, x, y, width, size }: Run): Region {
	return [{ text, left: x, right: x + width, y, size, gaps: 0 }];
}

async function recognise(ocr: NonNullable<Parameters<Parser["parse"]>[0]["ocr"]>, bytes: Uint8Array, page: number): Promise<Region> {
	const lines = (await ocr(bytes, page)).split("\n");
	return lines.flatMap((text, index) =>
		text.trim() === "" ? [] : [{ text, left: 0, right: text.length, y: 1.2 * index, size: 1, gaps: 0 }],
	);
}

/** Lines that make one paragraph, and where it stands. */
type Paragraph = {
	readonly kind: BlockKind;
	readonly lines: Line[];
	readonly level: number;
	readonly pages: { page: number; line: number }[];
};

function addPages(builder: ReturnType<typeof createTextBuilder>, pages: readonly (readonly Region[])[]): void {
	const isFurniture = findPageFurniture(pages);
	const vocabulary = vocabularyOf(pages.flat(2).map(({ text }) => text));
	const body = bodySize(pages);
	const paragraphs: Paragraph[] = [];
	const furniture = new Map<Paragraph | undefined, string[]>();
	pages.forEach((regions, index) => {
		const page = index + 1;
		let isFirst = true;
		for (const region of regions) {
			const kept = region.filter(({ text }) => {
				if (!isFurniture(index, text)) return true;
				furniture.set(paragraphs.at(-1), [...(furniture.get(paragraphs.at(-1)) ?? []), text]);
				return false;
			});
			for (const paragraph of paragraphsOf(kept, body)) {
				const last = paragraphs.at(-1);
				if (last !== undefined && goesOn(last, paragraph)) {
					if (isFirst) last.pages.push({ page, line: last.lines.length });
					last.lines.push(...paragraph.lines);
				} else paragraphs.push({ ...paragraph, pages: isFirst ? [{ page, line: 0 }] : [] });
				isFirst = false;
			}
		}
	});
	for (const text of furniture.get(undefined) ?? []) builder.leaveOut("page-header-or-footer", text);
	markHeadings(paragraphs).forEach((paragraph, at) => {
		addParagraph(builder, paragraph, vocabulary);
		for (const text of furniture.get(paragraphs[at]) ?? []) builder.leaveOut("page-header-or-footer", text);
	});
}

function addParagraph(
	builder: ReturnType<typeof createTextBuilder>,
	{ kind, lines, level, pages }: Paragraph,
	vocabulary: ReadonlySet<string>,
): void {
	const inside: PageStart[] = [];
	for (const { page, line } of pages) {
		if (line === 0) builder.page(page);
		else
			inside.push({
				page,
				start: joinLines(
					lines.slice(0, line).map(({ text }) => text),
					vocabulary,
				).text.length,
			});
	}
	const { text, repairs } = joinLines(
		lines.map((line) => line.text),
		vocabulary,
	);
	const details = { repairs, pages: inside };
	if (kind === "heading") builder.heading(level, text, details);
	else builder.add(kind, text, details);
}

/** The size of most characters. */
function bodySize(pages: readonly (readonly Region[])[]): number {
	const weights = new Map<number, number>();
	for (const { size, text } of pages.flat(2))
		weights.set(Math.round(2 * size) / 2, (weights.get(Math.round(2 * size) / 2) ?? 0) + text.length);
	return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const LARGER = 1.15; // from this size on, beside that of the text, a line is a heading
const BULLET = /^\s*(?:[•·▪◦‣⁃●○■–—*-]|\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\))\s+\S/i;
/** From one baseline to the next: so much more than between the first two lines of a paragraph, or so many font heights, ends it. */
const WIDER = 1.35;
const WIDEST = 1.8;
const ENDS = /[.!?:;…。！？]["'”’»)\]]*$/u;

/** A region as paragraphs: they begin at a bullet, an indent, a wider gap, another size, or below a line that is short. */
function paragraphsOf(region: Region, body: number): Omit<Paragraph, "pages">[] {
	const left = median(region.map((line) => line.left));
	const right = Math.max(...region.map((line) => line.right));
	const found: Omit<Paragraph, "pages">[] = [];
	let before: Line | undefined;
	for (const line of region) {
		const last = found.at(-1);
		const kind = kindOf(line, body);
		const level = line.size >= LARGER * LARGER * body ? 1 : 2;
		if (last === undefined || before === undefined || begins(line, before, { kind, last, left, right }))
			found.push({ kind, lines: [line], level });
		else last.lines.push(line);
		before = line;
	}
	return found.map((paragraph) =>
		paragraph.kind === "heading" && !isTitle(paragraph.lines) ? { ...paragraph, kind: "paragraph" } : paragraph,
	);
}

const MOST_TITLE_LINES = 3;

/** Large letters make a title of a few lines; a sentence in them is text. */
function isTitle(lines: readonly Line[]): boolean {
	return (
		lines.length <= MOST_TITLE_LINES &&
		!/[.!?]["'”’»)]*$/.test(lines.at(-1)?.text.trim() ?? "") &&
		!lines.some(({ text }) => BULLET.test(text))
	);
}

function kindOf(line: Line, body: number): BlockKind {
	if (line.gaps >= 2 || (line.gaps === 1 && /(?:^|\s)[$€£]?\(?[\d.,]+\)?%?$/.test(line.text))) return "table-row";
	if (line.size >= LARGER * body && line.text.length < 200) return "heading";
	return BULLET.test(line.text) ? "list-item" : "paragraph";
}

function begins(
	line: Line,
	before: Line,
	{ kind, last, left, right }: { kind: BlockKind; last: Omit<Paragraph, "pages">; left: number; right: number },
): boolean {
	if (kind === "table-row" || last.kind === "table-row" || kind === "list-item") return true;
	if ((kind === "heading") !== (last.kind === "heading")) return true;
	if (Math.abs(line.size - before.size) > 0.15 * before.size && line.text.length > 3) return true;
	const gap = line.y - before.y;
	const [first, second] = last.lines;
	const step = first !== undefined && second !== undefined ? WIDER * (second.y - first.y) : WIDEST * line.size;
	if (gap < 0 || gap > step) return true;
	const indent = line.left - Math.max(left, before.left);
	const isShort = before.right < right - 0.15 * (right - left);
	if (last.kind !== "list-item" && indent > line.size && indent < 6 * line.size && ENDS.test(before.text)) return true;
	return isShort && ENDS.test(before.text) && !/^\p{Ll}/u.test(line.text);
}

/** Whether a paragraph is the rest of the one before, in the column before or on the page before. */
function goesOn(last: Paragraph, next: Omit<Paragraph, "pages">): boolean {
	if (next.kind !== "paragraph" || (last.kind !== "paragraph" && last.kind !== "list-item")) return false;
	const end = last.lines.at(-1)?.text.trim() ?? "";
	const start = next.lines[0]?.text.trim() ?? "";
	const isNear =
		next.lines[0] !== undefined && last.lines.at(-1) !== undefined && (next.lines[0] as Line).y < (last.lines.at(-1) as Line).y;
	return isNear && !ENDS.test(end) && (/^\p{Ll}/u.test(start) || /[-\u00ad,]$/.test(end));
}

/** A line of the size of the text that stands alone above a paragraph, or above such lines, is a heading where it reads like one. */
function markHeadings(paragraphs: readonly Paragraph[]): Paragraph[] {
	const marked = [...paragraphs];
	for (let at = marked.length - 2; at >= 0; at--) {
		const paragraph = marked[at] as Paragraph;
		const next = marked[at + 1] as Paragraph;
		const [line, ...others] = paragraph.lines;
		if (paragraph.kind !== "paragraph" || line === undefined || others.length > 0) continue;
		const leads = next.kind === "heading" || (next.kind !== "table-row" && (next.lines.length > 1 || isBody((next.lines[0] as Line).text)));
		if (leads && looksLikeHeading(line.text.trim())) marked[at] = { ...paragraph, kind: "heading", level: 3 };
	}
	return marked;
}

async function metadataOf(pdf: Pdf): Promise<Partial<Metadata>> {
	const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
	const value = (name: string) => {
		const found = (info as Record<string, unknown>)[name];
		return typeof found === "string" ? found.replace(/\0/g, "").trim() : undefined;
	};
	const title = value("Title");
	return known({
		title: title !== undefined && /\p{L}{2}/u.test(title) && !/\.(?:docx?|indd|tex|dvi|qxd|pdf)$/i.test(title) ? title : undefined,
		author: value("Author"),
		published: dateOf(value("CreationDate")),
		modified: dateOf(value("ModDate")),
		language: value("Language"),
	});
}

/** "D:20220729060321-04'00'" as a day. */
function dateOf(written: string | undefined): string | undefined {
	const match = /^(?:D:)?(\d{4})(\d{2})(\d{2})/.exec(written ?? "");
	return match === null ? undefined : `${match[1]}-${match[2]}-${match[3]}`;
}
