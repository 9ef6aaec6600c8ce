import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, parseFragment } from "parse5";
import type { BlockKind, LeftOut } from "../../domain/document.ts";
import { normalizeNewlines } from "../../text/normalize.ts";
import { createJudge, type Judge } from "../furniture.ts";
import { metadataOfPage, type PageHead } from "./html-metadata.ts";
import { findMainContent } from "./main-content.ts";
import { type Parsed, type Parser, textParser } from "./parser.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];
type TextNode = DefaultTreeAdapterMap["textNode"];
type Tree = DefaultTreeAdapterMap["document"];

const names = (list: string) => new Set(list.split(" "));

const NEVER_SHOWN = names("script style template head title iframe embed canvas audio video datalist");
/** Shown, but no text of the page: drawings, forms, what stands in for what a browser can do. */
const EMBEDDED = names("svg object select textarea noscript");
/** In a sentence these are words of it. */
const INLINE_CONTROLS = names("button label");
const SENTENCES = names("p li td dd blockquote h1 h2 h3 h4 h5 h6");
const FURNITURE = names("nav aside header footer button label dialog menu");
const FURNITURE_ROLES = names("navigation complementary contentinfo banner search dialog alertdialog menu menubar toolbar");
const BLOCKS = names(
	`address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
	header hgroup hr html legend li main nav ol optgroup option p pre section summary table tbody tfoot thead tr ul`.replace(/\s+/g, " "),
);

/**
 * HTML: the text of the main content as a browser shows it. Navigation, forms, footers, hidden parts and what stands around an article
 * are not part of the text, but are listed.
 */
export const htmlParser: Parser = textParser({ format: "html", extensions: [".html", ".htm", ".xhtml"], version: 2 }, parseHtml);

export function parseHtml(characters: string, judge: Judge = createJudge()): Parsed {
	const html = /^\s*<\?xml/.test(characters) ? closeEmptyElements(characters) : characters;
	const tree = parse(normalizeNewlines(html), { treeAdapter: boundedAdapter() });
	const elements = [...elementsOf(tree)];
	const builder = createTextBuilder(judge);
	addHtml(builder, tree, { content: mainContent(tree) });
	const { pages: _pages, repairs: _repairs, ...result } = builder.result();
	return { ...result, metadata: metadataOfPage(headOf(elements)) };
}

/** Adds a piece of HTML that is content as a whole: the body of a mail, a chapter. */
export function addHtmlFragment(builder: TextBuilder, html: string, reading: Reading = {}): void {
	addHtml(builder, parseFragment(normalizeNewlines(html), { treeAdapter: boundedAdapter() }), reading);
}

/** Adds the chapter of a book: a whole page of XHTML. */
export function addChapter(builder: TextBuilder, xhtml: string): void {
	addHtml(builder, parse(normalizeNewlines(closeEmptyElements(xhtml)), { treeAdapter: boundedAdapter() }), { isBook: true });
}

const VOID = names("area base br col embed hr img input link meta param source track wbr");

/** XHTML as HTML: `<title/>` is closed there, but in HTML all that follows would be the title. */
function closeEmptyElements(xhtml: string): string {
	return xhtml.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi, (whole, name: string, rest: string) =>
		VOID.has(name.toLowerCase()) ? whole : `<${name}${rest}></${name}>`,
	);
}

/** The visible characters of a piece of HTML, white space folded. */
export function htmlToText(html: string): string {
	const builder = createTextBuilder(createJudge());
	addHtmlFragment(builder, html);
	return builder.result().text;
}

/** Deeper than this no page is that people wrote; browsers stop at 512. The parser's time grows with the square of the depth. */
const DEEPEST = 2_000;

function boundedAdapter(): typeof defaultTreeAdapter {
	let depth = 0;
	return {
		...defaultTreeAdapter,
		onItemPush() {
			depth += 1;
			if (depth > DEEPEST) throw new Error(`its elements are nested more than ${DEEPEST} deep`);
		},
		onItemPop() {
			depth -= 1;
		},
	};
}

/** An article that holds less than this share of the prose of a page is not all of its content. */
const LEAST_SHARE = 0.2;
const LEAST_PROSE = 12; // words

/** The text nodes that are the content; undefined where all of the page is. */
function mainContent(tree: Tree): ReadonlySet<TextNode> | undefined {
	if (!isOfHumanSize(tree)) return undefined;
	const found = findMainContent(tree, [...textsOf(tree)]);
	return found !== null && proseUnder(tree, found) >= LEAST_SHARE * proseUnder(tree) ? found : undefined;
}

/** What people write is not deeper nor larger; the time to find an article in it grows faster than its depth. */
const MOST_NESTED = 150;
const MOST_ELEMENTS = 30_000;

function isOfHumanSize(tree: Tree): boolean {
	let elements = 0;
	let level: Node[] = [tree];
	for (let depth = 0; level.length > 0; depth++) {
		elements += level.length;
		if (depth > MOST_NESTED || elements > MOST_ELEMENTS) return false;
		level = level.flatMap(childrenOf).filter(isElement);
	}
	return true;
}

/** Characters in blocks that are long enough to be no link and no label. */
function proseUnder(tree: Node, content?: ReadonlySet<TextNode>): number {
	const builder = createTextBuilder(createJudge());
	addHtml(builder, tree, { content });
	const { text, blocks } = builder.result();
	const prose = blocks.filter(({ span }) => text.slice(span.start, span.end).split(/\s+/, LEAST_PROSE).length === LEAST_PROSE);
	return prose.reduce((sum, { span }) => sum + span.end - span.start, 0);
}

/** How a piece of HTML is read. */
type Reading = {
	/** The text nodes that are kept; all that are visible when left out. */
	readonly content?: ReadonlySet<TextNode> | undefined;
	/** A cell of a table is always a value, never a part of a page. */
	readonly cellsAreData?: boolean;
	/** Headers and asides are of a book, not of a page. */
	readonly isBook?: boolean;
};

const ASIDES = names("header aside");
const ARTICLES = names("article main");

/** Walks the tree without recursion. */
function addHtml(builder: TextBuilder, root: Node, { content, cellsAreData = false, isBook = false }: Reading): void {
	const collector = createCollector(builder, { isArticle: content !== undefined, cellsAreData });
	const stack: { node: Node; next: number }[] = [{ node: root, next: 0 }];
	while (stack.length > 0) {
		const top = stack[stack.length - 1] as { node: Node; next: number };
		const child = childrenOf(top.node)[top.next++];
		if (child === undefined) {
			if (isElement(top.node)) collector.close(top.node);
			stack.pop();
		} else if (isElement(child)) {
			if (NEVER_SHOWN.has(child.tagName)) continue;
			const inArticle = child.tagName === "header" && stack.some(({ node }) => ARTICLES.has(node.nodeName));
			const inSentence = INLINE_CONTROLS.has(child.tagName) && stack.some(({ node }) => SENTENCES.has(node.nodeName));
			const isPlain = inArticle || inSentence || (isBook && ASIDES.has(child.tagName));
			const reason = isPlain ? null : leftOutReason(child);
			if (reason !== null) {
				if (BLOCKS.has(child.tagName)) collector.flush();
				builder.leaveOut(reason, visibleText(child) ?? "");
				continue;
			}
			collector.open(child);
			stack.push({ node: child, next: 0 });
		} else if (child.nodeName === "#text") {
			const text = child as TextNode;
			collector.text(text.value, content === undefined || content.has(text) || text.value.trim() === "");
		}
	}
	collector.flush();
}

type Collector = {
	open(element: Element): void;
	close(element: Element): void;
	text(value: string, isContent: boolean): void;
	flush(): void;
};

/** A link of so many words that stands alone among the paragraphs of an article is the title of another page. */
const LEAST_TEASER = 4;

/**
 * Gathers inline text until a block begins or ends, then adds it in the form of the innermost block.
 * Of one article, what is only a link to another page is left out. A cell lays out a part of a page where it holds several blocks, unless
 * cells are data.
 */
function createCollector(builder: TextBuilder, { isArticle, cellsAreData }: { isArticle: boolean; cellsAreData: boolean }): Collector {
	const open: string[] = [];
	let buffer = "";
	let kept = 0; // characters of the buffer that are content
	let linked = 0; // characters of the buffer that lead to another page
	let links = 0; // such links that are open
	const cells: boolean[] = []; // for each open cell whether it lays out a part of the page
	let rowHasData = false;
	let headed = false; // a table has one header row; further rows of th are rows

	function flush(): void {
		const preformatted = open.includes("pre");
		const text = preformatted ? buffer : trimLines(buffer);
		const isContent = kept >= text.length / 2;
		const isTeaser = isArticle && linked >= text.length && !/[.!?]["'”’)]*$/.test(text) && text.split(/\s+/).length >= LEAST_TEASER;
		buffer = "";
		[kept, linked] = [0, 0];
		if (text.trim() === "") return;
		if (!isContent) {
			builder.leaveOut("outside-main-content", text, kindOf(open, preformatted));
			return;
		}
		if (isTeaser && !open.includes("li")) {
			builder.leaveOut("related-links", text, kindOf(open, preformatted));
			return;
		}
		const heading = open.findLast((name) => /^h[1-6]$/.test(name));
		if (heading !== undefined) builder.heading(Number(heading[1]), text);
		else if (open.includes("tr") && !rowHasData && !headed) {
			headed = true;
			builder.tableHeader(text);
		} else builder.add(kindOf(open, preformatted), text);
	}

	/** A paragraph in a cell of data is a part of its row. */
	function breakBlock(): void {
		if (cells.at(-1) !== false) flush();
		else if (buffer !== "" && !/\s$/.test(buffer)) buffer += " ";
	}

	return {
		open(element) {
			const name = element.tagName;
			if (name === "br") buffer += "\n";
			else if ((name === "td" || name === "th") && buffer.trim() !== "") buffer = `${buffer.trimEnd()} | `;
			if (BLOCKS.has(name)) breakBlock();
			if (name === "td" || name === "th") cells.push(!cellsAreData && isLayout(element));
			if (name === "tr") rowHasData = false;
			else if (name === "td") rowHasData = true;
			if (leadsAway(element)) links += 1;
			open.push(name);
		},
		close(element) {
			if (element.tagName === "td" || element.tagName === "th") cells.pop();
			if (BLOCKS.has(element.tagName)) breakBlock();
			if (element.tagName === "table") {
				headed = false;
				builder.endTable();
			}
			if (leadsAway(element)) links -= 1;
			open.pop();
		},
		text(value, isContent) {
			const added = open.includes("pre") ? value : folded(value, buffer === "" || /\s$/.test(buffer));
			buffer += added;
			if (isContent) kept += added.length;
			if (links > 0) linked += added.length;
		},
		flush,
	};
}

/** Whether a cell holds a part of a page rather than a value: several blocks, or a table. */
function isLayout(cell: Element): boolean {
	const blocks = childrenOf(cell).filter((child) => isElement(child) && BLOCKS.has(child.tagName));
	return blocks.length > 1 || blocks.some((block) => !["p", "div"].includes(block.nodeName) || (isElement(block) && isLayout(block)));
}

function leadsAway(element: Element): boolean {
	return element.tagName === "a" && /^[^#]/.test(attribute(element, "href") ?? "");
}

/** White space folded as a browser does; none at the start where the text before ends with some. */
function folded(value: string, afterSpace: boolean): string {
	const text = value.replace(/[ \t\n\f\r]+/g, " ");
	return afterSpace ? text.trimStart() : text;
}

/** Line breaks (from br) without the white space around them. */
function trimLines(text: string): string {
	return text
		.split("\n")
		.map((line) => line.trim())
		.join("\n")
		.trim();
}

function kindOf(open: readonly string[], preformatted: boolean): BlockKind {
	if (preformatted) return "preformatted";
	if (open.includes("tr")) return "table-row";
	return open.includes("li") ? "list-item" : "paragraph";
}

/** Why an element is not read, by what it says of itself; null where it is. */
function leftOutReason(element: Element): LeftOut["reason"] | null {
	const name = element.tagName;
	if (attribute(element, "hidden") !== null || attribute(element, "aria-hidden") === "true") return "hidden";
	if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, "style") ?? "")) return "hidden";
	if (EMBEDDED.has(name)) return "embedded";
	if (FURNITURE.has(name) || FURNITURE_ROLES.has(attribute(element, "role") ?? "")) return "navigation";
	return null;
}

function headOf(elements: readonly Element[]): PageHead {
	const meta = new Map<string, string>();
	for (const element of elements) {
		if (element.tagName !== "meta") continue;
		const name = (attribute(element, "property") ?? attribute(element, "name") ?? "").toLowerCase();
		const content = attribute(element, "content")?.trim();
		if (name !== "" && content && !meta.has(name)) meta.set(name, content);
	}
	const first = (tag: string) => elements.find((element) => element.tagName === tag);
	const canonical = elements.find((element) => element.tagName === "link" && attribute(element, "rel") === "canonical");
	const scripts = elements.filter(
		({ tagName, attrs }) => tagName === "script" && attrs.some(({ value }) => value === "application/ld+json"),
	);
	return {
		meta,
		linkedData: scripts.map((script) => visibleText(script) ?? ""),
		canonical: attribute(canonical, "href") ?? undefined,
		language: attribute(first("html"), "lang") ?? undefined,
		title: visibleText(first("title")),
		firstHeading: visibleText(first("h1")),
	};
}

function visibleText(element: Element | undefined): string | undefined {
	if (element === undefined) return undefined;
	let text = "";
	const stack: Node[] = [element];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (node.nodeName === "#text") text += (node as TextNode).value;
		for (const child of childrenOf(node).toReversed()) stack.push(child);
	}
	return text.replace(/\s+/g, " ").trim() || undefined;
}

function* elementsOf(root: Node): Generator<Element> {
	const stack: Node[] = [root];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (isElement(node)) yield node;
		for (const child of childrenOf(node).toReversed()) stack.push(child);
	}
}

function* textsOf(root: Node): Generator<TextNode> {
	for (const element of elementsOf(root)) for (const child of childrenOf(element)) if (child.nodeName === "#text") yield child as TextNode;
}

function childrenOf(node: Node): Node[] {
	return "childNodes" in node ? (node.childNodes as Node[]) : [];
}

function isElement(node: Node): node is Element {
	return "tagName" in node;
}

function attribute(element: Element | undefined, name: string): string | null {
	return element?.attrs.find((attr) => attr.name === name)?.value ?? null;
}
