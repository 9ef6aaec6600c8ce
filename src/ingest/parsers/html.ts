import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, parseFragment } from "parse5";
import type { Block, BlockKind, Metadata } from "../../domain/document.ts";
import { normalizeNewlines } from "../../text/normalize.ts";
import { furnitureReason } from "../furniture.ts";
import type { Parsed, Parser } from "./parser.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const names = (list: string) => new Set(list.split(" "));

const NEVER_SHOWN = names(
	"script style noscript template head title iframe object embed svg math canvas audio video select datalist textarea",
);
const FURNITURE = names("nav aside footer button label dialog menu");
const FURNITURE_ROLES = names("navigation complementary contentinfo banner search dialog alertdialog menu menubar toolbar");
const BLOCKS = names(
	`address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
	header hgroup hr html legend li main nav ol optgroup option p pre section summary table tbody tfoot thead tr ul`.replace(/\s+/g, " "),
);

/** HTML: the visible text of the main content. Navigation, forms, footers and hidden parts are not part of the text. */
export const htmlParser: Parser = {
	format: "html",
	extensions: [".html", ".htm", ".xhtml"],
	parse(characters): Parsed {
		const tree = parse(normalizeNewlines(characters), { treeAdapter: boundedAdapter() });
		const elements = [...elementsOf(tree)];
		const whole = textUnder(tree);
		const main = mainContent(elements);
		const content = main === null ? whole : textUnder(main);
		const chosen = content.text.length >= LEAST_SHARE * whole.text.length ? content : whole;
		return { ...chosen, leftOut: [], metadata: metadataOf(elements) };
	},
};

/** An element that says it holds the content, but holds less than this share of what is visible, does not. */
const LEAST_SHARE = 0.5;

function textUnder(root: Node): { text: string; blocks: Block[] } {
	const builder = createTextBuilder();
	addText(builder, root);
	return builder.result();
}

/** The visible characters of a piece of HTML, white space folded. */
export function htmlToText(html: string): string {
	return textUnder(parseFragment(html, { treeAdapter: boundedAdapter() })).text;
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

/** The one element that says it holds the content; null where none or several do. */
function mainContent(elements: readonly Element[]): Element | null {
	const mains = elements.filter((element) => element.tagName === "main" || attribute(element, "role") === "main");
	if (mains.length === 1) return mains[0] ?? null;
	const articles = elements.filter((element) => element.tagName === "article");
	return articles.length === 1 ? (articles[0] ?? null) : null;
}

/** Walks the tree without recursion. */
function addText(builder: TextBuilder, root: Node): void {
	const collector = createCollector(builder);
	const stack: { node: Node; next: number }[] = [{ node: root, next: 0 }];
	while (stack.length > 0) {
		const top = stack[stack.length - 1] as { node: Node; next: number };
		const child = childrenOf(top.node)[top.next++];
		if (child === undefined) {
			if (isElement(top.node)) collector.close(top.node);
			stack.pop();
		} else if (isElement(child)) {
			if (isHidden(child, root)) continue;
			collector.open(child);
			stack.push({ node: child, next: 0 });
		} else if (child.nodeName === "#text") {
			collector.text((child as DefaultTreeAdapterMap["textNode"]).value);
		}
	}
	collector.flush();
}

type Collector = { open(element: Element): void; close(element: Element): void; text(value: string): void; flush(): void };

/** Gathers inline text until a block begins or ends, then adds it in the form of the innermost block. */
function createCollector(builder: TextBuilder): Collector {
	const open: string[] = [];
	let buffer = "";
	let rowHasData = false;
	let headed = false; // a table has one header row; further rows of th are rows

	function flush(): void {
		const preformatted = open.includes("pre");
		const text = preformatted ? buffer : trimLines(buffer);
		buffer = "";
		if (text.trim() === "") return;
		const heading = open.findLast((name) => /^h[1-6]$/.test(name));
		if (heading !== undefined) builder.heading(Number(heading[1]), text);
		else if (open.includes("tr") && !rowHasData && !headed) {
			headed = true;
			builder.tableHeader(text);
		} else if (furnitureReason(text) === null) builder.add(kindOf(open, preformatted), text);
	}

	return {
		open(element) {
			const name = element.tagName;
			if (name === "br") buffer += "\n";
			else if ((name === "td" || name === "th") && buffer.trim() !== "") buffer = `${buffer.trimEnd()} | `;
			if (BLOCKS.has(name)) flush();
			if (name === "tr") rowHasData = false;
			else if (name === "td") rowHasData = true;
			open.push(name);
		},
		close(element) {
			if (BLOCKS.has(element.tagName)) flush();
			if (element.tagName === "table") {
				headed = false;
				builder.endTable();
			}
			open.pop();
		},
		text(value) {
			if (open.includes("pre")) buffer += value;
			else buffer += folded(value, buffer === "" || /\s$/.test(buffer));
		},
		flush,
	};
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

function isHidden(element: Element, root: Node): boolean {
	const name = element.tagName;
	if (NEVER_SHOWN.has(name) || FURNITURE.has(name)) return true;
	if (name === "header" && !isElement(root)) return true; // the page's header, where no main content is marked
	if (attribute(element, "hidden") !== null || attribute(element, "aria-hidden") === "true") return true;
	if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(element, "style") ?? "")) return true;
	return FURNITURE_ROLES.has(attribute(element, "role") ?? "");
}

function metadataOf(elements: readonly Element[]): Partial<Metadata> {
	const meta = new Map<string, string>();
	for (const element of elements) {
		if (element.tagName !== "meta") continue;
		const name = (attribute(element, "property") ?? attribute(element, "name") ?? "").toLowerCase();
		const content = attribute(element, "content")?.trim();
		if (name !== "" && content && !meta.has(name)) meta.set(name, content);
	}
	const first = (...keys: string[]) => keys.map((key) => meta.get(key)).find((value) => value !== undefined);
	const textOfFirst = (tag: string) => visibleText(elements.find((element) => element.tagName === tag));
	const found: Record<keyof Metadata, string | null | undefined> = {
		title: first("og:title", "citation_title", "dc.title") ?? textOfFirst("title") ?? textOfFirst("h1"),
		author: first("author", "article:author", "citation_author", "dc.creator"),
		publisher: first("og:site_name", "publisher", "citation_publisher", "dc.publisher"),
		published: first("article:published_time", "citation_publication_date", "date", "dc.date", "datepublished"),
		language: attribute(
			elements.find((element) => element.tagName === "html"),
			"lang",
		),
	};
	return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null && value !== undefined && value !== ""));
}

function visibleText(element: Element | undefined): string | undefined {
	if (element === undefined) return undefined;
	let text = "";
	const stack: Node[] = [element];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (node.nodeName === "#text") text += (node as DefaultTreeAdapterMap["textNode"]).value;
		stack.push(...childrenOf(node).toReversed());
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

function childrenOf(node: Node): Node[] {
	return "childNodes" in node ? (node.childNodes as Node[]) : [];
}

function isElement(node: Node): node is Element {
	return "tagName" in node;
}

function attribute(element: Element | undefined, name: string): string | null {
	return element?.attrs.find((attr) => attr.name === name)?.value ?? null;
}
