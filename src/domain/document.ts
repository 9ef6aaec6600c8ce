import { z } from "zod";
import type { Place } from "./passage.ts";
import { RepairSchema } from "./repair.ts";
import { type Span, SpanSchema } from "./span.ts";

/** Who made a document, when, and what it is called. What the document does not say is null. */
export const MetadataSchema = z.object({
	title: z.string().describe("The document's own title, or its file name where it has none"),
	author: z.string().nullable(),
	publisher: z.string().nullable(),
	published: z.string().nullable().describe("Date of publication as the document states it, ISO 8601 where it can be read"),
	modified: z.string().nullable().describe("Date of the last change, likewise"),
	url: z.string().nullable().describe("Where the original is published"),
	language: z.string().nullable().describe("BCP 47 tag: as the document states it, else as its words tell; null where they are too few"),
});
export type Metadata = z.infer<typeof MetadataSchema>;

/** A part of a document that is kept out of answers: page furniture, or text that is already there. */
export const LeftOutSchema = z.object({
	span: SpanSchema.describe("Where it stands in the text; empty, where it stood, when the text does not hold it"),
	reason: z.enum([
		"breadcrumb",
		"byline",
		"call-to-action",
		"caption-credit",
		"embedded",
		"hidden",
		"link-row",
		"navigation",
		"no-words",
		"outside-main-content",
		"page-header-or-footer",
		"quoted-reply",
		"related-links",
		"repetition",
		"rule",
	]),
	text: z.string().optional().describe("What was left out, where the document's text does not hold it; the first 300 characters"),
	length: z.number().int().positive().optional().describe("How long it is, where the document's text does not hold it; UTF-16 code units"),
});
export type LeftOut = z.infer<typeof LeftOutSchema>;

/** Where a page begins in the text of a document. */
export const PageStartSchema = z.object({
	page: z.number().int().positive(),
	start: z.number().int().nonnegative().describe("The first UTF-16 code unit of the page"),
});
export type PageStart = z.infer<typeof PageStartSchema>;

/** The page on which an offset of the text stands; null where there are no pages. */
export function pageAt(pages: readonly PageStart[], offset: number): number | null {
	return pages.findLast(({ start }) => start <= offset)?.page ?? pages[0]?.page ?? null;
}

export const FORMATS = ["text", "markdown", "html", "pdf", "docx", "epub", "odt", "rtf", "pptx", "mail", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** A document as lists show it: everything but its text. */
export const DocumentSummarySchema = MetadataSchema.extend({
	id: z.string().describe("Stable for one path: it survives a new ingestion"),
	uri: z.string().describe("Path relative to the corpus folder, with forward slashes"),
	format: z.enum(FORMATS),
	length: z.number().int().nonnegative().describe("Length of the text in UTF-16 code units"),
	passages: z.number().int().nonnegative(),
	contentHash: z.string().describe("SHA-256 of the file's bytes"),
	version: z.string().describe("Another one whenever the text may be another: spans hold for one version. 12 hexadecimal digits"),
}).meta({ id: "DocumentSummary" });
export type DocumentSummary = z.infer<typeof DocumentSummarySchema>;

export const DocumentSchema = DocumentSummarySchema.extend({
	text: z.string().describe("The text that every span points into; fixed at ingestion"),
	leftOut: z.array(LeftOutSchema),
	pages: z.array(PageStartSchema).describe("Where each page begins; empty where the format has no pages"),
	repairs: z.array(RepairSchema),
}).meta({ id: "Document" });
export type Document = z.infer<typeof DocumentSchema>;
/** A document before it has a place in an index, which gives it its version. */
export type NewDocument = Omit<Document, "version">;

/** What a reader takes a piece of text to be. */
export type BlockKind = "heading" | "paragraph" | "list-item" | "table-row" | "preformatted";

/** A run of text between two breaks of the layout, as a parser found it. */
export type Block = {
	readonly kind: BlockKind;
	readonly span: Span;
	/** The titles above this block, outermost first. */
	readonly headings: readonly string[];
	/** The slide, chapter or row that it stands on. */
	readonly place?: Partial<Pick<Place, "slide" | "chapter" | "row">>;
};
