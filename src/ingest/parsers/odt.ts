import type { BlockKind } from "../../domain/document.ts";
import { known } from "./office-metadata.ts";
import { type Parser, Unreadable } from "./parser.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";
import { childrenOf, descendants, firstOf, parseXml, textOfFirst, type XmlElement } from "./xml.ts";
import { unzip } from "./zip.ts";

/** Parts of a text that a reader does not see in its place. */
const ASIDE = new Set([
	"office:annotation",
	"office:annotation-end",
	"text:tracked-changes",
	"text:note",
	"draw:frame",
	"text:sequence-decls",
]);

/** OpenDocument text: headings, paragraphs, lists, tables and notes. */
export const odtParser: Parser = {
	format: "odt",
	extensions: [".odt", ".ott", ".fodt"],
	version: 1,
	parse({ bytes, judge }) {
		const isFlat = bytes[0] === 0x3c; // <: one XML file
		const files = isFlat ? new Map<string, Uint8Array>() : unzip(bytes, (name) => /^(?:content|meta|META-INF\/manifest)\.xml$/.test(name));
		const manifest = files.get("META-INF/manifest.xml");
		if (manifest !== undefined && firstOf(parseXml(manifest, "manifest.xml"), "manifest:encryption-data") !== undefined)
			throw new Unreadable("protected by a password");
		const content = parseXml(isFlat ? bytes : files.get("content.xml"), "content.xml");
		const body = firstOf(content, "office:text");
		if (body === undefined) throw new Unreadable("it holds no text document");
		const builder = createTextBuilder(judge);
		addBlocks(builder, body, "paragraph");
		const meta = isFlat ? content : files.has("meta.xml") ? parseXml(files.get("meta.xml"), "meta.xml") : undefined;
		const metadata = meta && {
			title: textOfFirst(meta, "dc:title"),
			author: textOfFirst(meta, "meta:initial-creator", "dc:creator"),
			published: textOfFirst(meta, "meta:creation-date"),
			modified: textOfFirst(meta, "dc:date"),
			language: textOfFirst(meta, "dc:language"),
		};
		return [{ ...builder.result(), metadata: known(metadata ?? {}) }];
	},
};

function addBlocks(builder: TextBuilder, parent: XmlElement, kind: BlockKind): void {
	for (const element of childrenOf(parent)) {
		if (element.name === "text:h") builder.heading(Number(element.attributes["text:outline-level"] ?? 1), inlineText(element));
		else if (element.name === "text:p") builder.add(kind, inlineText(element));
		else if (element.name === "text:list") addBlocks(builder, element, "list-item");
		else if (element.name === "table:table") addTable(builder, element);
		else if (element.name === "draw:frame") for (const box of descendants(element, "draw:text-box")) addBlocks(builder, box, kind);
		else if (!ASIDE.has(element.name)) addBlocks(builder, element, kind);
		if (element.name === "text:h" || element.name === "text:p") addAsides(builder, element);
	}
}

/** Notes and text frames stand behind the paragraph that they belong to. */
function addAsides(builder: TextBuilder, element: XmlElement): void {
	for (const note of descendants(element, "text:note-body")) addBlocks(builder, note, "paragraph");
	for (const frame of descendants(element, "draw:text-box")) addBlocks(builder, frame, "paragraph");
}

function addTable(builder: TextBuilder, table: XmlElement): void {
	descendants(table, "table:table-row").forEach((row, index) => {
		const cells = childrenOf(row).filter(({ name }) => name === "table:table-cell");
		const text = cells.map((cell) => descendants(cell, "text:p").map(inlineText).join(" ").trim()).join(" | ");
		if (index === 0) builder.tableHeader(text);
		else builder.add("table-row", text);
	});
	builder.endTable();
}

/** White space folded, as the format has it; its own elements stand for more. */
function inlineText(element: XmlElement): string {
	return element.children
		.map((child) => {
			if (typeof child === "string") return child.replace(/\s+/g, " ");
			if (ASIDE.has(child.name)) return "";
			if (child.name === "text:s") return " ".repeat(Math.min(100, Number(child.attributes["text:c"] ?? 1)));
			if (child.name === "text:tab") return "\t";
			if (child.name === "text:line-break") return "\n";
			return inlineText(child);
		})
		.join("");
}
