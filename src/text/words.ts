import { foldCase } from "./normalize.ts";

/** A word of a text, in its matching form, with the UTF-16 offsets at which it stands. */
export type Word = { readonly text: string; readonly start: number; readonly end: number };

// Letters and digits; inside a word an apostrophe between letters, a full stop between single letters (U.S.),
// a point or comma between digits (4.7, 1,200).
const WORD = /(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
const UNSPACED_SCRIPT = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const POSSESSIVE = /['’]s?$/;
/** "MPs", "PCs": a stemmer keeps the plural of what has no vowel. */
const PLURAL_OF_CAPITALS = /^\p{Lu}{2,}s$/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of `text`, in order. Scripts written without spaces are segmented by dictionary (ICU). */
export function wordsOf(text: string): Word[] {
	const words: Word[] = [];
	for (const match of text.matchAll(WORD)) {
		const start = match.index;
		const raw = match[0];
		if (UNSPACED_SCRIPT.test(raw)) {
			segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
			for (const part of segmenter.segment(raw)) {
				if (part.isWordLike) words.push(wordAt(part.segment, start + part.index));
			}
		} else {
			const word = wordAt(raw, start);
			const acronym = raw.length > 4 ? undefined : acronymOf(raw, text, start);
			words.push(acronym === undefined ? word : { ...word, text: acronym });
		}
	}
	return words;
}

/** Acronyms that in small letters are other words, which carry no meaning of their own, with a matching form that is none of those. */
const ACRONYMS: ReadonlyMap<string, string> = new Map([
	["US", "usa"],
	["U.S.", "usa"],
	["WHO", "w.h.o"],
	["IT", "i.t"],
]);

/**
 * The matching form of an acronym. In a text all in capitals, and where a question begins with it, "WHO" is the word; alone it is a name,
 * and so is "the us".
 */
function acronymOf(raw: string, text: string, start: number): string | undefined {
	if (raw === "us") return /\bthe\s$/i.test(text.slice(Math.max(0, start - 5), start)) ? ACRONYMS.get("US") : undefined;
	const acronym = ACRONYMS.get(raw);
	if (acronym === undefined || raw === text) return acronym;
	const isWord = !/\p{Ll}/u.test(text) || (raw === "WHO" && start === 0 && !/[.!:;)\]"”’]\s*$/.test(text));
	return isWord ? undefined : acronym;
}

function wordAt(raw: string, start: number): Word {
	return { text: matchingForm(raw), start, end: start + raw.length };
}

function matchingForm(raw: string): string {
	const folded = foldCase(PLURAL_OF_CAPITALS.test(raw) ? raw.slice(0, -1) : raw).replace(POSSESSIVE, "");
	if (/^(?:\p{L}\.)+$/u.test(folded)) return folded.replaceAll(".", "");
	if (/^\p{N}+(?:,\p{N}{3})+(?:\.\p{N}+)?$/u.test(folded)) return folded.replaceAll(",", "");
	return folded;
}

/** Whether a word stands in a text as it is written, not as a part of another. */
export function holdsWord(text: string, word: string): boolean {
	return !placesOf(word, text).next().done;
}

/** Where a word, or several as they are written, stand in a text, not as a part of others. */
export function* placesOf(words: string, text: string): Generator<number> {
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
		if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1) + text.charAt(at + words.length))) yield at;
}
