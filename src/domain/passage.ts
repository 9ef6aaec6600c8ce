import { z } from "zod";
import { SpanSchema } from "./span.ts";

/** Where a passage stands in its document. */
export const PlaceSchema = z.object({
	headings: z.array(z.string()).describe("The headings above, outermost first"),
	page: z.number().int().positive().nullable(),
});
export type Place = z.infer<typeof PlaceSchema>;

/** A paragraph-sized chunk of a document: what is embedded and retrieved. */
export const PassageSchema = z.object({
	id: z.string(),
	documentId: z.string(),
	span: SpanSchema,
	sentences: z.array(SpanSchema).min(1).describe("The units that are quoted: sentences, list items, table rows"),
	place: PlaceSchema,
});
export type Passage = z.infer<typeof PassageSchema>;
