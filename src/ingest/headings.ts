import { isByline } from "./byline.ts";

const LONGEST_HEADING = 12; // words

/** Whether a line that stands alone above a paragraph reads like its heading. */
export function looksLikeHeading(line: string): boolean {
	if (line.includes("\n") || line.length > 100) return false;
	if (!/^["'“‘(\d]*\p{Lu}/u.test(line) && !/^\P{Ll}*$/u.test(line)) return false;
	return !/[.!?:;,…]["'”’)]*$/.test(line) && !/[:@]|\d{3}/.test(line) && !isByline(line) && !isBody(line);
}

/** Whether a line has more words than a heading. */
export function isBody(line: string): boolean {
	return line.slice(0, 400).split(/\s+/).length > LONGEST_HEADING; // enough to tell a line from a paragraph
}
