import type { Nodes, RootContent, Table, TableRow } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { normalizeNewlines } from "../../text/normalize.ts";
import { createJudge, type Judge } from "../furniture.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { addHtmlFragment, htmlToText } from "./html.ts";
import { type Parsed, type Parser, textParser } from "./parser.ts";
import { parsePlainText } from "./plain-text.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";

/** CommonMark and GitHub's tables, with YAML front matter. The text is what a reader sees: no markup, no link targets. */
export const markdownParser: Parser = textParser({ format: "markdown", extensions: [".md", ".markdown"], version: 2 }, parseMarkdown);

export function parseMarkdown(characters: string, judge: Judge = createJudge()): Parsed {
	if (isExtravagant(characters)) return parsePlainText(characters, judge);
	const { metadata, body } = splitFrontMatter(normalizeNewlines(characters));
	const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
	const builder = createTextBuilder(judge);
	let firstTitle: string | undefined;
	for (const node of tree.children) {
		if (node.type === "heading" && node.depth === 1) firstTitle ??= textOf(node);
		addBlock(builder, node);
	}
	const { text, blocks, leftOut } = builder.result();
	return { text, blocks, leftOut, metadata: { ...(firstTitle === undefined ? {} : { title: firstTitle }), ...metadata } };
}

const LONGEST_FILE = 500_000; // UTF-16 code units, like the others
const LONGEST_BLOCK = 100_000;
const LONGEST_LINE = 10_000;
const MOST_MARKS = 1_500; // in one block

/**
 * Whether Markdown is of a size or depth that no one writes. The parser's time grows with the square of a paragraph's marks and of the
 * depth of lists; such a file is read as plain text, and so nothing of it is lost.
 */
function isExtravagant(characters: string): boolean {
	if (characters.length > LONGEST_FILE) return true;
	let block = 0;
	let marks = 0;
	for (const line of characters.split(/\r\n?|\n/)) {
		const blank = line.trim() === "";
		block = blank ? 0 : block + line.length;
		marks = blank ? 0 : marks + (line.match(/[*_[`]/g)?.length ?? 0);
		if (block > LONGEST_BLOCK || marks > MOST_MARKS || line.length > LONGEST_LINE) return true;
		if (/^\s{100}/.test(line) || /^(?:[ \t]*>){50}/.test(line) || /^(?:[ \t]*[-*+]){50}[ \t]+\S/.test(line)) return true;
	}
	return false;
}

function addBlock(builder: TextBuilder, node: RootContent, item = false): void {
	if (node.type === "heading") builder.heading(node.depth, textOf(node));
	else if (node.type === "paragraph") builder.add(item ? "list-item" : "paragraph", textOf(node));
	else if (node.type === "code") builder.add("preformatted", node.value);
	else if (node.type === "html") addHtmlFragment(builder, node.value);
	else if (node.type === "table") addTable(builder, node);
	else if (node.type === "list") for (const child of node.children) for (const block of child.children) addBlock(builder, block, true);
	else if (node.type === "blockquote" || node.type === "footnoteDefinition") for (const child of node.children) addBlock(builder, child);
}

/** Each row of a table is one block, its cells set apart by bars. */
function addTable(builder: TextBuilder, table: Table): void {
	const [header, ...rows] = table.children;
	if (header !== undefined) builder.tableHeader(cells(header));
	for (const row of rows) builder.add("table-row", cells(row));
	builder.endTable();
}

function cells(row: TableRow): string {
	return row.children.map((cell) => textOf(cell).replace(/\s+/g, " ").trim()).join(" | ");
}

/** The visible characters of a node. A soft line break is a space on the page. */
function textOf(node: Nodes): string {
	if (node.type === "text" || node.type === "inlineCode") return node.value.replace(/\n/g, " ");
	if (node.type === "break") return "\n";
	if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
	if (node.type === "html") return /^<br\b/i.test(node.value) ? "\n" : htmlToText(node.value);
	return "children" in node ? node.children.map(textOf).join("") : "";
}
