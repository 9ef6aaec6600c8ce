/** Longer quotes, and those of several lines, are named by their first and last words: an exact fragment cannot cross blocks. */
const LONGEST_EXACT = 200;
const WORDS = 6;

/**
 * The address of the original with a text fragment (WICG Scroll to Text Fragment), so that a browser scrolls to the quote.
 * @returns null for an address that is not one of the web: a document may claim anything
 */
export function originalLink(url: string | null, text: string): string | null {
	const address = webAddress(url);
	if (address === null) return null;
	const directive = text.length <= LONGEST_EXACT && !text.includes("\n") ? encode(text.trim()) : firstAndLast(text);
	return `${address}${address.includes("#") ? "" : "#"}:~:text=${directive}`;
}

/** The address, if it is one of the web. */
export function webAddress(url: string | null): string | null {
	return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).href : null;
}

function firstAndLast(text: string): string {
	const words = text.trim().split(/\s+/);
	const first = words.slice(0, WORDS);
	const last = words.slice(Math.max(WORDS, words.length - WORDS));
	return last.length === 0 ? encode(first.join(" ")) : `${encode(first.join(" "))},${encode(last.join(" "))}`;
}

/** A hyphen has a meaning of its own there. */
function encode(text: string): string {
	return encodeURIComponent(text.toWellFormed()).replaceAll("-", "%2D");
}
