import type { Word } from "../text/words.ts";

const LIFE = /^(?:die[sd]?|death|born|birth)$/i;
/** "(12 March 1904 – 8 July 1987)", "(1904, Oslo – 1987, Lima)", "(born 4 May 1921)", "b. 1788", "* 1788". */
const LIFE_DATES =
	/\([^()]{0,40}\b\d{3,4}(?:, [^()–—]{1,30})?\s?[-–—][^()]{0,40}\b\d{3,4}\b[^()]{0,40}\)|\(born [^()]{0,40}\d{4}|\b[bd]\. ?(?:\p{L}+ )?\d|(?<!\d ?)[*†] ?(?:\p{L}+ )?\d{3}/u;

/** Whether a word of an English question asks for someone's birth or death. */
export function asksForLife({ text }: Word): boolean {
	return LIFE.test(text);
}

/** Whether a sentence gives the dates of a life, as entries of encyclopaedias begin. */
export function givesLifeDates(sentence: string): boolean {
	return LIFE_DATES.test(sentence);
}
