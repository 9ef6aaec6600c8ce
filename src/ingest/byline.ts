import type { Metadata } from "../domain/document.ts";
import { DAY } from "../text/dates.ts";

const NAME = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const BYLINE = new RegExp(
	`^(?:(?:[Ww]ritten|WRITTEN|[Rr]eported|[Ss]tory|[Pp]osted) )?(?:[Bb]y|BY):?\\s+(${NAME}(?:\\s+(?:${NAME}|de|van|von|al|bin|el|da|di|la|le)){1,4})` +
		"(?:\\s*(?:[–—|,]|-(?=\\s))\\s*(\\p{L}[^.!?\\n]{1,60}))?$",
	"u",
);
const DATELINE = new RegExp(
	`^(?:(?:first )?(?:published|posted|dated?|released)(?: on)?\\s*:?\\s*)?(?:\\p{L}+day,? )?(${DAY})(?:,? (?:at )?\\d{1,2}[:.]\\d{2}.{0,12})?$`,
	"iu",
);

/** Whether a line names the author and says nothing else. */
export function isByline(line: string): boolean {
	return BYLINE.test(line.trim());
}

/** Lines at the beginning and the end of a document that may hold its byline. */
const FIRST_LINES = 6;
const LAST_LINES = 4;

/**
 * The author, the publisher behind a dash, and the date of publication, where a line of the text plainly says so.
 * @param lines of the document, in order
 */
export function metadataOfLines(lines: readonly string[]): Partial<Metadata> {
	const edge = [...lines.slice(0, FIRST_LINES), ...lines.slice(FIRST_LINES).slice(-LAST_LINES)].map((line) => line.trim());
	const [, author, publisher] = edge.map((line) => BYLINE.exec(line)).find((match) => match !== null) ?? [];
	const published = edge
		.slice(0, FIRST_LINES)
		.map((line) => DATELINE.exec(line)?.[1])
		.find((date) => date !== undefined);
	return {
		...(author === undefined ? {} : { author }),
		...(publisher === undefined ? {} : { publisher: publisher.trim() }),
		...(published === undefined ? {} : { published: isoDate(published) }),
	};
}

/** A day as ISO 8601; as it is written where it cannot be read. */
export function isoDate(written: string): string {
	if (/^\d{4}-\d{2}-\d{2}/.test(written)) return written;
	const time = Date.parse(`${written.replace(/(\d)(?:st|nd|rd|th)\b/, "$1")} UTC`);
	return Number.isNaN(time) ? written : new Date(time).toISOString().slice(0, 10);
}
