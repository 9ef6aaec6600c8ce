const BYTE_ORDER_MARK = "\uFEFF";

/** The text of a plain file as it is kept for good: no byte order mark, newlines as LF, nothing else changed. */
export function normalizeNewlines(text: string): string {
	const unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
	return unmarked.replace(/\r\n?/g, "\n");
}

const COMBINING_MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]/g;
const ASCII = /^[\u0020-\u007e]*$/;

/** The form under which a word is matched: compatibility forms unified, lower case, accents and Arabic vowel signs gone. */
export function foldCase(word: string): string {
	if (ASCII.test(word)) return word.toLowerCase();
	return word.normalize("NFKD").replace(COMBINING_MARKS, "").normalize("NFC").toLowerCase().replaceAll("’", "'");
}

/** A text with a capital at its beginning. */
export function capitalised(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
