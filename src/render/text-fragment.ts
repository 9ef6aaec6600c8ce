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
	const plain = address.replace(/:~:.*$/, "");
	const directive = text.length <= LONGEST_EXACT && !text.includes("\n") ? encode(text.trim()) : firstAndLast(text);
	return directive === null ? plain : `${plain}${plain.includes("#") ? "" : "#"}:~:text=${directive}`;
}

/** The address, if it is one of the web. */
export function webAddress(url: string | null): string | null {
	return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).href : null;
}

/** Null where words cannot be told apart: a fragment has to begin and end with whole ones. */
function firstAndLast(text: string): string | null {
	const words = text.trim().split(/\s+/);
	if (words.length < 2 * WORDS) return null;
	const first = words.slice(0, WORDS);
	const last = words.slice(-WORDS);
	return `${encode(first.join(" "))},${encode(last.join(" "))}`;
}

/** A hyphen has a meaning of its own there. */
function encode(text: string): string {
	return encodeURIComponent(text.toWellFormed()).replaceAll("-", "%2D");
}
