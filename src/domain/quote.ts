import { z } from "zod";
import { PlaceSchema } from "./passage.ts";
import { SpanSchema } from "./span.ts";

/** Where a quote comes from, as shown to a person. */
export const SourceSchema = z
	.object({
		title: z.string(),
		uri: z.string(),
		author: z.string().nullable(),
		publisher: z.string().nullable(),
		published: z.string().nullable(),
		url: z.string().nullable().describe("Where the original is published"),
		language: z.string().nullable().describe("BCP 47 tag of the document's language"),
		version: z.string().describe("The version of the document that the span was taken from"),
		...PlaceSchema.shape,
	})
	.meta({ id: "Source" });
export type Source = z.infer<typeof SourceSchema>;

/** A verbatim span of a document: `text === document.text.slice(span.start, span.end)`. */
export const QuoteSchema = z
	.object({
		id: z.string(),
		text: z.string(),
		documentId: z.string(),
		passageId: z.string(),
		span: SpanSchema,
		matches: z.array(SpanSchema).describe("The words of the quote that the question asks with; offsets in the quote's own text"),
		score: z.number().describe("How likely the quote holds the answer, relative to the first one: 0 to 1"),
		context: z.object({ before: z.string(), after: z.string() }).describe("The rest of the passage around the quote, verbatim too"),
		exact: z
			.enum(["exact", "reconstructed"])
			.describe("reconstructed: the quote crosses a place where the file's text was put together again, as a word cut at a line end"),
		original: z.string().nullable().describe("Of a reconstructed quote: the characters as the file has them"),
		source: SourceSchema,
	})
	.meta({ id: "Quote" });
export type Quote = z.infer<typeof QuoteSchema>;
