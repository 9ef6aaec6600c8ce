import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { holdsWord } from "../text/words.ts";
import type { ReadQuestion } from "./read-question.ts";

/** "P40", "3.2.0"; not "15th", "80s". */
const CODE = /^(?!\p{Nd}+(?:s|st|nd|rd|th)$)(?:(?=.*\p{L}).*\p{Nd}.*|\p{Nd}+(?:\.\p{Nd}+)+)$/u;
/** "The Murmur 4", "Super Bowl 50"; not "60 days", nor "Are 3 of them". */
const BEHIND_NAME = /[^.!?]\s\p{Lu}[\p{L}\p{Nd}]*[ -]$/u;
/** How much of a document is looked through; UTF-16 code units. */
const REACH = 200_000;

/**
 * Whether an English question names something by a number that the document does not hold, though the passage may be about its like: the manual of
 * another model, the notes of another version.
 * @param around for each term of the question, how much of it stands in the passage or around it
 */
export function lacksNumberedName(
	index: SearchIndex,
	{ text, terms, language }: ReadQuestion,
	document: DocumentRecord,
	around: readonly number[],
): boolean {
	if (language !== "en") return false;
	const numbered = terms.filter(({ word }, at) => {
		if (around[at] !== 0 || !/\p{Nd}/u.test(word.text)) return false;
		return CODE.test(word.text) || BEHIND_NAME.test(text.slice(0, word.start));
	});
	if (numbered.length === 0) return false;
	const whole = index.textOf(document, { start: 0, end: Math.min(document.length, REACH) });
	return numbered.some(({ word }) => !holdsWord(whole, text.slice(word.start, word.end)));
}
