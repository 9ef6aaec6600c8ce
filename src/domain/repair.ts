import { z } from "zod";
import { type Span, SpanSchema } from "./span.ts";

/** A place where the text was put together again: a word that a line end had cut, a ligature. */
export const RepairSchema = z.object({ span: SpanSchema, original: z.string().describe("What the file has there") });
export type Repair = z.infer<typeof RepairSchema>;

/**
 * The characters that the file has for a slice of the text.
 * @param start where the slice begins in the text
 * @param repairs that lie in it, in order
 */
export function originalOf(slice: string, start: number, repairs: readonly Repair[]): string {
	let original = "";
	let at = 0;
	for (const { span, original: before } of repairs) {
		original += slice.slice(at, span.start - start) + before;
		at = span.end - start;
	}
	return original + slice.slice(at);
}

/** The repairs that a span holds or touches. */
export function repairsIn(repairs: readonly Repair[], { start, end }: Span): Repair[] {
	return repairs.filter(({ span }) => span.start < end && span.end > start);
}
