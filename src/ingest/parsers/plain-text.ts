import type { Block, BlockKind, LeftOut } from "../../domain/document.ts";
import type { Span } from "../../domain/span.ts";
import { isCredit } from "../../text/credits.ts";
import { normalizeNewlines } from "../../text/normalize.ts";
import { createJudge, isMenu, type Judge } from "../furniture.ts";
import { isBody, looksLikeHeading } from "../headings.ts";
import { type Parsed, type Parser, textParser } from "./parser.ts";

const BULLET = /^[ \t]*(?:[•·▪◦‣⁃*+–—-]|\d{1,3}[.)]|[a-z][.)])[ \t]+/;
const SHORTEST_REPEATED = 24; // characters: shorter lines may well stand twice in a text

/**
 * Plain text: the file is the text. Paragraphs stand between blank lines; a list item is a block of its own; page
 * debris and repeated paragraphs stay in the text but are left out of the blocks.
 */
export const plainTextParser: Parser = textParser({ format: "text", extensions: [".txt", ".text"], version: 4 }, parsePlainText);

export function parsePlainText(characters: string, judge: Judge = createJudge()): Parsed {
	const text = normalizeNewlines(characters);
	const leftOut: LeftOut[] = [];
	const kept = keep(text, paragraphs(text), leftOut, judge);
	const { blocks, title } = structure(text, kept);
	return { text, blocks, leftOut, metadata: title === null ? {} : { title } };
}

type Paragraph = { readonly span: Span; readonly kind: BlockKind };

/**
 * Runs of lines between blank lines; a bulleted line begins a block of its own. Lines that were broken by the width of the text are one
 * paragraph; those of a list, a table or verse are a block each.
 */
function* paragraphs(text: string): Generator<Paragraph> {
	let run: Span[] = [];
	let item = false;
	for (const line of lines(text)) {
		const content = text.slice(line.start, line.end);
		const blank = content.trim() === "";
		const bullet = !blank && BULLET.test(content);
		const menu = isMenu(content);
		if (blank || bullet || menu) {
			yield* blocksOf(text, run, item);
			run = [];
		}
		if (blank) continue;
		if (run.length === 0) item = bullet;
		const start = line.start + (content.length - content.trimStart().length);
		run.push({ start, end: line.start + content.trimEnd().length });
		if (menu) {
			yield* blocksOf(text, run, item);
			run = [];
		}
	}
	yield* blocksOf(text, run, item);
}

function* blocksOf(text: string, run: readonly Span[], item: boolean): Generator<Paragraph> {
	const lines = run.map((line) => text.slice(line.start, line.end));
	const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
	const isRefrain = new Set(lines.map((line) => line.replace(BULLET, "").trim())).size < lines.length; // a line that stands twice is no prose
	let first = 0;
	for (let at = 0; at < run.length; at++) {
		const isLast = at + 1 === run.length;
		if (!isLast && !isRefrain && goesOn(lines[at] as string, lines[at + 1] as string, width)) continue;
		yield {
			span: { start: (run[first] as Span).start, end: (run[at] as Span).end },
			kind: item && first === 0 ? "list-item" : "paragraph",
		};
		first = at + 1;
	}
}

const SHORTEST_WRAPPED = 45; // characters: prose is wrapped at more than that, …
const SHORTEST_OPEN = 30; // characters of a line that goes on in lower case
/** People who break lines by hand leave so much of the width unused, in the middle of a sentence and at its end. */
const RAGGED_OPEN = 0.8;
const RAGGED = 0.6;
const LONGEST_WRAPPED = 140; // … and at less than this
const ENDS = /[.!?:;…。！？]["'”’»)\]]*$/;

/**
 * Whether a line was broken by the width of the text: where its first word would not have fitted into the line before, or where the
 * sentence goes on.
 */
function goesOn(line: string, next: string, width: number): boolean {
	if (isCredit(next.trim())) return false; // below a headline, however wide that is
	const isOpen = !ENDS.test(line);
	if (width <= LONGEST_WRAPPED && width >= SHORTEST_WRAPPED) {
		const firstWord = next.trimStart().split(/\s/, 1)[0] as string;
		if (line.length + 1 + firstWord.length > width) return true;
		if (line.length >= (isOpen ? RAGGED_OPEN : RAGGED) * width) return true;
	}
	return isOpen && width <= LONGEST_WRAPPED && line.length >= SHORTEST_OPEN && /^\p{Ll}/u.test(next.trimStart());
}

function* lines(text: string): Generator<Span> {
	let start = 0;
	while (start < text.length) {
		const newline = text.indexOf("\n", start);
		const end = newline < 0 ? text.length : newline;
		yield { start, end };
		start = end + 1;
	}
}

/** The paragraphs that are text; the others go to `leftOut` with the reason. */
function keep(text: string, all: Iterable<Paragraph>, leftOut: LeftOut[], judge: Judge): Paragraph[] {
	const seen = new Set<string>();
	const kept: Paragraph[] = [];
	for (const paragraph of all) {
		const content = contentOf(text, paragraph);
		const key = content.replace(BULLET, "").replace(/\s+/g, " ").trim();
		const repeated = key.length >= SHORTEST_REPEATED && seen.has(key) && !judge.isKept(content);
		const reason = judge.line(content, contentOf(text, kept.at(-1))) ?? (repeated ? "repetition" : null);
		seen.add(key);
		if (reason === null) kept.push(paragraph);
		else leftOut.push({ span: paragraph.span, reason });
	}
	return kept;
}

/** Short lines that stand alone above a paragraph become its headings; the first one names the document. */
function structure(text: string, kept: readonly Paragraph[]): { blocks: Block[]; title: string | null } {
	const blocks: Block[] = [];
	let title: string | null = null;
	let headings: string[] = [];
	let bodyless = true;
	const leads = leadingToText(text, kept);
	const headline = headlineOf(text, kept);
	kept.forEach((paragraph, index) => {
		const content = contentOf(text, paragraph);
		if (headline !== undefined && headline.at <= index && index < headline.end) {
			if (index === headline.at) title = content;
			blocks.push({ kind: index === headline.at ? "heading" : "paragraph", span: paragraph.span, headings: [] });
			return;
		}
		if (leads[index] === true && isHeading(text, paragraph)) {
			if (title === null && bodyless) title = content;
			else headings = [content];
			blocks.push({ kind: "heading", span: paragraph.span, headings: [] });
			return;
		}
		bodyless = false;
		blocks.push({ kind: paragraph.kind, span: paragraph.span, headings });
	});
	return { blocks, title };
}

function contentOf(text: string, paragraph: Paragraph | undefined): string {
	return paragraph === undefined ? "" : text.slice(paragraph.span.start, paragraph.span.end).trim();
}

const LONGEST_HEADLINE = 160; // characters

/** The title of an article, where a line with its author or its date stands below it, and where its credits end. */
function headlineOf(text: string, kept: readonly Paragraph[]): { readonly at: number; readonly end: number } | undefined {
	const lineAt = (line: number) => contentOf(text, kept[line]);
	const at = [0, 1, 2].find((line) => isCredit(lineAt(line + 1)));
	if (at === undefined || kept[at]?.kind !== "paragraph") return undefined;
	const line = lineAt(at);
	if (line.includes("\n") || line.length > LONGEST_HEADLINE || /[.;,:]["'”’)]*$/.test(line) || isCredit(line)) return undefined;
	let end = at + 2;
	// between credits stands the name of the paper
	while (isCredit(lineAt(end)) || (isCredit(lineAt(end + 1)) && looksLikeHeading(lineAt(end)))) end += 1;
	return { at, end };
}

/** "3. Heating", between blank lines or above "3.1": an item of a list stands beside others. */
const NUMBERED = /^(?:\d{1,2}\.)+(?:\d{1,2})?\s+(?=\p{Lu})|^\d{1,2}\)\s+(?=\p{Lu})/u;
const LONGEST_NUMBERED = 60; // characters
/** A line that says something is no heading: "12. Notice period is three months". */
const FINITE = /\b(?:is|are|was|were|has|have|shall|must|may|will|can|cannot|does|do|did)\b/i;

function isHeading(text: string, paragraph: Paragraph): boolean {
	const { kind, span } = paragraph;
	const content = contentOf(text, paragraph);
	const bare = content.replace(NUMBERED, "");
	if (bare === content) return kind === "paragraph" && looksLikeHeading(content);
	const behind = text.slice(span.end, span.end + 80);
	const standsAlone =
		/(?:^|\n[ \t]*\n)[ \t]*$/.test(text.slice(Math.max(0, span.start - 80), span.start)) &&
		(/^[ \t]*\n[ \t]*\n/.test(behind) || beginsSection(content, behind));
	return standsAlone && content.length <= LONGEST_NUMBERED && !FINITE.test(bare) && looksLikeHeading(bare);
}

/** Whether "3.1" stands below "3. Travel". */
function beginsSection(heading: string, below: string): boolean {
	const [number] = /^\d{1,2}(?=\.\s)/.exec(heading) ?? [];
	return number !== undefined && below.trimStart().startsWith(`${number}.1 `);
}

/** For each paragraph whether it stands above one that is no heading, directly or with headings between. */
function leadingToText(text: string, kept: readonly Paragraph[]): boolean[] {
	const leads = new Array<boolean>(kept.length).fill(false);
	for (let at = kept.length - 2; at >= 0; at--) {
		const next = kept[at + 1] as Paragraph;
		const content = contentOf(text, next);
		const own = contentOf(text, kept[at]);
		if (NUMBERED.test(own)) {
			const before = contentOf(text, kept[at - 1]); // an item stands beside others, a heading between paragraphs
			leads[at] = beginsSection(own, content) || (isBody(content) && !(NUMBERED.test(before) && !isBody(before)));
			continue;
		}
		leads[at] = next.kind === "list-item" || isBody(content) || (leads[at + 1] === true && isHeading(text, next));
	}
	return leads;
}
