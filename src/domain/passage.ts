import { z } from "zod";
import { SpanSchema } from "./span.ts";

/** Where a passage stands in its document. */
export const PlaceSchema = z.object({
	headings: z.array(z.string()).describe("The headings above, outermost first"),
	page: z.number().int().positive().nullable().describe("Page of a PDF file, counted from 1"),
	slide: z.number().int().positive().nullable().describe("Slide of a presentation, counted from 1"),
	chapter: z.string().nullable().describe("Chapter of a book"),
	row: z.number().int().positive().nullable().describe("Row of a table file, counted from 1 below the header"),
	line: z.number().int().positive().nullable().describe("Line of a plain text file, counted from 1"),
});
export type Place = z.infer<typeof PlaceSchema>;

/** A paragraph-sized chunk of a document: what is embedded and retrieved. */
export const PassageSchema = z
	.object({
		id: z.string(),
		documentId: z.string(),
		span: SpanSchema,
		sentences: z
			.array(SpanSchema)
			.min(1)
			.describe("The units that are quoted: sentences, list items, table rows, preformatted text or its rows"),
		place: PlaceSchema,
	})
	.meta({ id: "Passage" });
export type Passage = z.infer<typeof PassageSchema>;
