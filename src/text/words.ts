import { foldCase } from "./normalize.ts";

/** A word of a text, in its matching form, with the UTF-16 offsets at which it stands. */
export type Word = { readonly text: string; readonly start: number; readonly end: number };

// Letters and digits; inside a word an apostrophe between letters, a full stop between single letters (U.S.),
// a point or comma between digits (4.7, 1,200).
const WORD = /(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
const UNSPACED_SCRIPT = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const POSSESSIVE = /['’]s?$/;

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
			words.push(wordAt(raw, start));
		}
	}
	return words;
}

function wordAt(raw: string, start: number): Word {
	return { text: matchingForm(raw), start, end: start + raw.length };
}

function matchingForm(raw: string): string {
	const folded = foldCase(raw).replace(POSSESSIVE, "");
	if (/^(?:\p{L}\.)+$/u.test(folded)) return folded.replaceAll(".", "");
	if (/^\p{N}+(?:,\p{N}{3})+(?:\.\p{N}+)?$/u.test(folded)) return folded.replaceAll(",", "");
	return folded;
}
