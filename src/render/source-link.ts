import type { Quote } from "../domain/quote.ts";
import type { Span } from "../domain/span.ts";

/** What a link says of a quote: where it stands, and in which version of the document. */
export type QuotePlace = { readonly documentId: string; readonly span: Span; readonly version: string };

/**
 * Address of a quote in the source view: its place as a fragment in the form of RFC 5147, but in UTF-16 code units. The query names the quotes of the
 * same answer, so that a reader can go from one to the next, and their versions, so that the page can tell when a document has changed.
 * @param base address of the server
 * @param key a publishable key that the page needs to read the document
 */
export function sourceLink(quote: Quote, answer: readonly Quote[], base = "", key: string | null = null): string {
	const quotes = answer.includes(quote) ? answer : [quote];
	return linkTo(placeOf(quote), quotes.map(placeOf), base, isPublishable(key) ? key : null);
}

/** Whether a key may stand in an address. */
export function isPublishable(key: string | null): boolean {
	return key?.startsWith("pk_") === true;
}

/** The same from what a link says. */
export function linkTo({ documentId, span }: QuotePlace, all: readonly QuotePlace[], base = "", key: string | null = null): string {
	const query = new URLSearchParams({ quotes: all.map(written).join("~") });
	if (key !== null) query.set("key", key);
	return `${base}/documents/${encodeURIComponent(documentId)}?${query}#char=${span.start},${span.end}`;
}

function placeOf({ documentId, span, source }: Quote): QuotePlace {
	return { documentId, span, version: source.version };
}

function written({ documentId, span, version }: QuotePlace): string {
	return [documentId, span.start, span.end, version].join(".");
}

/** The quotes that the query of a link names; what is not one is passed over. */
export function quotesOfQuery(query: string): QuotePlace[] {
	return (new URLSearchParams(query).get("quotes") ?? "").split("~").flatMap((each) => {
		const [, documentId, start, end, version] = /^(\w+)\.(\d+)\.(\d+)\.(\w+)$/.exec(each) ?? [];
		if (documentId === undefined || version === undefined) return [];
		return [{ documentId, span: { start: Number(start), end: Number(end) }, version }];
	});
}

/** The span that a fragment names, where it lies within the text. */
export function spanOfFragment(fragment: string, length: number): Span | null {
	const match = /^#char=(\d+),(\d+)(?:;.*)?$/.exec(fragment);
	if (match === null) return null;
	const span = { start: Number(match[1]), end: Number(match[2]) };
	return span.start < span.end && span.end <= length ? span : null;
}
