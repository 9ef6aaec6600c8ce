import { z } from "zod";

/** A half-open range of UTF-16 code units, `[start, end)`, in the text of a document. */
export const SpanSchema = z
	.strictObject({
		start: z.number().int().nonnegative().describe("First UTF-16 code unit of the span"),
		end: z.number().int().nonnegative().describe("The UTF-16 code unit after the last one"),
	})
	.refine((span) => span.start <= span.end, { message: "a span ends at or after its start" })
	.meta({ id: "Span" });

export type Span = z.infer<typeof SpanSchema>;

/** The words that a span points to. */
export function sliceSpan(text: string, span: Span): string {
	return text.slice(span.start, span.end);
}
