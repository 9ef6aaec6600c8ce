import { posix } from "node:path";
import { CORE_PROPERTIES, coreProperties } from "./office-metadata.ts";
import { type Parser, Unreadable } from "./parser.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";
import { childrenOf, descendants, firstOf, parseXml, textIn, type XmlElement } from "./xml.ts";
import { unzip } from "./zip.ts";

const PRESENTATION = "ppt/presentation.xml";
/** Placeholders that stand on every slide. */
const FURNITURE = new Set(["sldNum", "ftr", "dt", "hdr"]);

/** PowerPoint: each slide under its title, with its tables and its speaker's notes. */
export const pptxParser: Parser = {
	format: "pptx",
	extensions: [".pptx", ".pptm"],
	version: 1,
	parse({ bytes, judge }) {
		const files = unzip(bytes, (name) => /\.(?:xml|rels)$/i.test(name));
		const builder = createTextBuilder(judge);
		slidesOf(files).forEach((path, index) => {
			builder.at({ slide: index + 1 });
			addSlide(builder, parseXml(files.get(path), path));
			const notes = relationsOf(files, path).find(({ type }) => type.endsWith("/notesSlide"));
			if (notes !== undefined) addNotes(builder, parseXml(files.get(notes.target), notes.target));
		});
		return [{ ...builder.result(), metadata: coreProperties(files.get(CORE_PROPERTIES)) }];
	},
};

type Files = ReadonlyMap<string, Uint8Array>;

/** The slides in the order in which they are shown. */
function slidesOf(files: Files): string[] {
	const relations = new Map(relationsOf(files, PRESENTATION).map(({ id, target }) => [id, target]));
	return descendants(parseXml(files.get(PRESENTATION), PRESENTATION), "p:sldId").map(({ attributes }) => {
		const path = relations.get(attributes["r:id"] ?? "");
		if (path === undefined) throw new Unreadable("damaged: it names a slide that it does not hold");
		return path;
	});
}

/** What a part of the file refers to: paths inside the file. */
function relationsOf(files: Files, path: string): { id: string; type: string; target: string }[] {
	const name = posix.join(posix.dirname(path), "_rels", `${posix.basename(path)}.rels`);
	if (!files.has(name)) return [];
	return descendants(parseXml(files.get(name), name), "Relationship").map(({ attributes }) => ({
		id: attributes.Id ?? "",
		type: attributes.Type ?? "",
		// A target that begins with a slash is a path from the root of the file.
		target: posix.join(attributes.Target?.startsWith("/") ? "." : posix.dirname(path), attributes.Target ?? ""),
	}));
}

function addSlide(builder: TextBuilder, slide: XmlElement): void {
	const shapes = descendants(slide, "p:spTree").flatMap(shapesIn);
	const isTitle = (shape: XmlElement) => /title/i.test(placeholderOf(shape) ?? "") && !/subtitle/i.test(placeholderOf(shape) ?? "");
	for (const shape of [...shapes.filter(isTitle), ...shapes.filter((shape) => !isTitle(shape))]) {
		if (FURNITURE.has(placeholderOf(shape) ?? "")) builder.leaveOut("page-header-or-footer", textIn(shape));
		else if (isTitle(shape)) builder.heading(1, paragraphsIn(shape).join(" "));
		else addShape(builder, shape);
	}
}

/** The shapes of a tree, those in groups too. */
function shapesIn(tree: XmlElement): XmlElement[] {
	return childrenOf(tree).flatMap((child) => (child.name === "p:grpSp" || child.name.startsWith("mc:") ? shapesIn(child) : [child]));
}

function placeholderOf(shape: XmlElement): string | undefined {
	const placeholder = firstOf(shape, "p:ph");
	return placeholder && (placeholder.attributes.type ?? "body");
}

function addShape(builder: TextBuilder, shape: XmlElement): void {
	const table = firstOf(shape, "a:tbl");
	if (table === undefined) {
		const paragraphs = paragraphsIn(shape);
		for (const paragraph of paragraphs) builder.add(paragraphs.length > 1 ? "list-item" : "paragraph", paragraph);
		return;
	}
	descendants(table, "a:tr").forEach((row, index) => {
		const cells = descendants(row, "a:tc").map((cell) => paragraphsIn(cell).join(" "));
		if (index === 0) builder.tableHeader(cells.join(" | "));
		else builder.add("table-row", cells.join(" | "));
	});
	builder.endTable();
}

function addNotes(builder: TextBuilder, notes: XmlElement): void {
	for (const shape of descendants(notes, "p:spTree").flatMap(shapesIn))
		if (placeholderOf(shape) === "body") for (const paragraph of paragraphsIn(shape)) builder.add("paragraph", paragraph);
}

function paragraphsIn(shape: XmlElement): string[] {
	return descendants(shape, "a:p")
		.map((paragraph) => runsIn(paragraph).trim())
		.filter((text) => text !== "");
}

function runsIn(element: XmlElement): string {
	return childrenOf(element)
		.map((child) => (child.name === "a:br" ? "\n" : child.name === "a:t" ? textIn(child) : runsIn(child)))
		.join("");
}
