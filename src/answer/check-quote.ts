import type { Quote } from "../domain/quote.ts";
import { QuothError } from "../errors.ts";
import type { SearchIndex } from "../search-index/search-index.ts";

/** Reads a slice of a document's text by the document's id; undefined where there is no such document. */
export type ReadText = (documentId: string, start: number, end: number) => string | undefined;

/**
 * The promise of this program, checked: a quote is an exact slice of its document, and so is the text around it.
 * @returns the quote, unchanged
 * @throws QuothError `quote-not-verbatim`
 */
export function checkQuote(quote: Quote, read: ReadText): Quote {
	const { start, end } = quote.span;
	const { before, after } = quote.context;
	const around = read(quote.documentId, start - before.length, end + after.length);
	if (quote.text === "" || end - start !== quote.text.length || around !== before + quote.text + after) {
		throw new QuothError("quote-not-verbatim", `The quote ${quote.id} is not what document ${quote.documentId} says at ${start}–${end}.`);
	}
	return quote;
}

/** Reads the file of texts anew: what is checked is what is stored, not what the quote was cut from. */
export function storedText(index: SearchIndex): ReadText {
	return (documentId, start, end) => {
		const document = index.findDocument(documentId);
		return document === undefined || start < 0 || end > document.length ? undefined : index.textOf(document, { start, end });
	};
}
