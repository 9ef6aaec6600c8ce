import { z } from "zod";
import { type Span, SpanSchema } from "./span.ts";

/** Who made a document, when, and what it is called. What the document does not say is null. */
export const MetadataSchema = z.object({
	title: z.string().describe("The document's own title, or its file name where it has none"),
	author: z.string().nullable(),
	publisher: z.string().nullable(),
	published: z.string().nullable().describe("Date of publication as the document states it, ISO 8601 where it can be read"),
	language: z.string().nullable().describe("BCP 47 tag: as the document states it, else as its words tell; null where they are too few"),
});
export type Metadata = z.infer<typeof MetadataSchema>;

/** A part of a document that is kept out of answers: page furniture, or text that is already there. */
export const LeftOutSchema = z.object({
	span: SpanSchema,
	reason: z.enum(["breadcrumb", "call-to-action", "link-row", "repetition", "no-words"]),
});
export type LeftOut = z.infer<typeof LeftOutSchema>;

/** A document as lists show it: everything but its text. */
export const DocumentSummarySchema = MetadataSchema.extend({
	id: z.string().describe("Stable for one path: it survives a new ingestion"),
	uri: z.string().describe("Path relative to the corpus folder, with forward slashes"),
	format: z.enum(["text", "markdown", "html"]),
	length: z.number().int().nonnegative().describe("Length of the text in UTF-16 code units"),
	passages: z.number().int().nonnegative(),
	contentHash: z.string().describe("SHA-256 of the file's bytes"),
});
export type DocumentSummary = z.infer<typeof DocumentSummarySchema>;

export const DocumentSchema = DocumentSummarySchema.extend({
	text: z.string().describe("The text that every span points into; fixed at ingestion"),
	leftOut: z.array(LeftOutSchema),
});
export type Document = z.infer<typeof DocumentSchema>;

/** What a reader takes a piece of text to be. */
export type BlockKind = "heading" | "paragraph" | "list-item" | "table-row" | "preformatted";

/** A run of text between two breaks of the layout, as a parser found it. */
export type Block = {
	readonly kind: BlockKind;
	readonly span: Span;
	/** The titles above this block, outermost first. */
	readonly headings: readonly string[];
};
