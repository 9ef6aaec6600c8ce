import type { Quote } from "../domain/quote.ts";
import type { Span } from "../domain/span.ts";

/** Address of a quote in the source view: a fragment as of RFC 5147, in UTF-16 code units. */
export function sourceLink({ documentId, span }: Pick<Quote, "documentId" | "span">): string {
	return `/documents/${encodeURIComponent(documentId)}#char=${span.start},${span.end}`;
}

/** The span that a fragment names, where it lies within the text. */
export function spanOfFragment(fragment: string, length: number): Span | null {
	const match = /^#char=(\d+),(\d+)$/.exec(fragment);
	if (match === null) return null;
	const span = { start: Number(match[1]), end: Number(match[2]) };
	return span.start < span.end && span.end <= length ? span : null;
}
