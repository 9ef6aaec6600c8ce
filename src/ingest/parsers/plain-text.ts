import type { Block, BlockKind, LeftOut } from "../../domain/document.ts";
import type { Span } from "../../domain/span.ts";
import { normalizeNewlines } from "../../text/normalize.ts";
import { furnitureReason } from "../furniture.ts";
import type { Parsed, Parser } from "./parser.ts";

const BULLET = /^[ \t]*(?:[•·▪◦‣⁃*+–—-]|\d{1,3}[.)]|[a-z][.)])[ \t]+/;
const LONGEST_HEADING = 12; // words
const SHORTEST_REPEATED = 24; // characters: shorter lines may well stand twice in a text

/**
 * Plain text: the file is the text. Paragraphs stand between blank lines; a list item is a block of its own; page
 * debris and repeated paragraphs stay in the text but are left out of the blocks.
 */
export const plainTextParser: Parser = {
	format: "text",
	extensions: [".txt", ".text"],
	parse(characters): Parsed {
		const text = normalizeNewlines(characters);
		const leftOut: LeftOut[] = [];
		const kept = keep(text, paragraphs(text), leftOut);
		const { blocks, title } = structure(text, kept);
		return { text, blocks, leftOut, metadata: { ...(title === null ? {} : { title }), ...byline(text, kept) } };
	},
};

type Paragraph = { readonly span: Span; readonly kind: BlockKind };

/**
 * Runs of lines between blank lines; a bulleted line begins a block of its own. The lines of a run are one paragraph where they are
 * wrapped prose, and a block each where they are a list, a table or verse.
 */
function* paragraphs(text: string): Generator<Paragraph> {
	let run: Span[] = [];
	let item = false;
	for (const line of lines(text)) {
		const content = text.slice(line.start, line.end);
		const blank = content.trim() === "";
		const bullet = !blank && BULLET.test(content);
		if (blank || bullet) {
			yield* blocksOf(text, run, item);
			run = [];
		}
		if (blank) continue;
		if (run.length === 0) item = bullet;
		const start = line.start + (content.length - content.trimStart().length);
		run.push({ start, end: line.start + content.trimEnd().length });
	}
	yield* blocksOf(text, run, item);
}

function* blocksOf(text: string, run: readonly Span[], item: boolean): Generator<Paragraph> {
	const first = run[0];
	const last = run.at(-1);
	if (first === undefined || last === undefined) return;
	const kind = item ? "list-item" : "paragraph";
	if (isWrapped(run.map((line) => text.slice(line.start, line.end)))) yield { span: { start: first.start, end: last.end }, kind };
	else for (const span of run) yield { span, kind: span === first ? kind : "paragraph" };
}

const SHORTEST_WRAPPED = 45; // characters: prose is wrapped at more than that

/** Whether lines are one text broken by its width: all but the last are long, or one goes on in lower case. */
function isWrapped(run: readonly string[]): boolean {
	if (run.length < 2) return true;
	if (new Set(run.map((line) => line.replace(BULLET, "").trim())).size < run.length) return false; // a line that stands twice is no prose
	const longest = run.reduce((most, line) => Math.max(most, line.length), 0);
	const full = run.slice(0, -1).every((line) => line.length >= 0.6 * longest);
	return (full && longest >= SHORTEST_WRAPPED) || run.slice(1).some((line) => /^\p{Ll}/u.test(line));
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
function keep(text: string, all: Iterable<Paragraph>, leftOut: LeftOut[]): Paragraph[] {
	const seen = new Set<string>();
	const kept: Paragraph[] = [];
	for (const paragraph of all) {
		const content = text.slice(paragraph.span.start, paragraph.span.end);
		const key = content.replace(BULLET, "").replace(/\s+/g, " ").trim();
		const reason = furnitureReason(content) ?? (key.length >= SHORTEST_REPEATED && seen.has(key) ? "repetition" : null);
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
	kept.forEach((paragraph, index) => {
		const content = text.slice(paragraph.span.start, paragraph.span.end);
		if (leads[index] === true && isHeading(content, paragraph)) {
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

function isHeading(content: string, paragraph: Paragraph): boolean {
	if (paragraph.kind !== "paragraph" || content.includes("\n") || content.length > 100) return false;
	if (!/^["'“‘(\d]*\p{Lu}/u.test(content) && !/^\P{Ll}*$/u.test(content)) return false;
	return !/[.!?:;,…]["'”’)]*$/.test(content) && !/[:@]|\d{3}/.test(content) && !isByline(content) && wordCount(content) <= LONGEST_HEADING;
}

/** For each paragraph whether it stands above one that is no heading, directly or with headings between. */
function leadingToText(text: string, kept: readonly Paragraph[]): boolean[] {
	const leads = new Array<boolean>(kept.length).fill(false);
	for (let at = kept.length - 2; at >= 0; at--) {
		const next = kept[at + 1] as Paragraph;
		const content = text.slice(next.span.start, next.span.end);
		leads[at] = next.kind === "list-item" || wordCount(content) > LONGEST_HEADING || (leads[at + 1] === true && isHeading(content, next));
	}
	return leads;
}

function wordCount(content: string): number {
	return content.slice(0, 400).split(/\s+/).length; // enough to tell a line from a paragraph
}

const NAME = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const BYLINE = new RegExp(
	`^(?:(?:[Ww]ritten|WRITTEN|[Rr]eported|[Ss]tory|[Pp]osted) )?(?:[Bb]y|BY):?\\s+(${NAME}(?:\\s+(?:${NAME}|de|van|von|al|bin|el|da|di|la|le)){1,4})` +
		"(?:\\s*(?:[–—|,]|-(?=\\s))\\s*(\\p{L}[^.!?\\n]{1,60}))?$",
	"u",
);

function isByline(content: string): boolean {
	return BYLINE.test(content.trim());
}

/** The author, and the publisher behind a dash, where a line of the text plainly says so. */
function byline(text: string, kept: readonly Paragraph[]): { author?: string; publisher?: string } {
	const edge = [...kept.slice(0, 6), ...kept.slice(-4)];
	for (const { span } of edge) {
		const match = BYLINE.exec(text.slice(span.start, span.end).trim());
		if (match?.[1] !== undefined) {
			return { author: match[1], ...(match[2] === undefined ? {} : { publisher: match[2].trim() }) };
		}
	}
	return {};
}
