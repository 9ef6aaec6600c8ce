import type { SearchIndex } from "../search-index/search-index.ts";
import { englishDictionary } from "../text/dictionary.ts";
import { capitalisesNouns, detectLanguage, languageOf } from "../text/languages.ts";
import { commonSpellingOf } from "../text/spellings.ts";
import { isStopWord, stemOf } from "../text/terms.ts";
import { placesOf, type Word, wordsOf } from "../text/words.ts";
import { phrasesOf } from "./phrases.ts";

/** Words of a question that are looked up, and passages that are looked into for each: bounds on the work. */
const MOST_LOOKED_UP = 16;
const MOST_READ = 8;
const LETTERS = /^\p{L}{2,}$/u;

/**
 * A question that is all in small letters, or all in capitals, with the capitals of names: of words, and of two side by side, that the
 * documents write with a capital where no sentence begins with them, and of words that neither they nor a dictionary know.
 * @returns another question as it is
 */
export async function withCapitals(index: SearchIndex, question: string): Promise<string> {
	const [small, large] = [question.toLowerCase(), question.toUpperCase()];
	const isOne = small !== large && (question === small || question === large);
	if (!isOne || small.length !== question.length || phrasesOf(question).length > 0) return question; // "İ" is two letters in small ones
	const words = wordsOf(small);
	const isCommon = (word: Word) => index.languages.some((language) => isStopWord(word, language));
	const looked = words.filter((word) => LETTERS.test(word.text) && !isCommon(word)).slice(0, MOST_LOOKED_UP);
	const strange = await strangeTo(index, small, looked);
	const names = new Set(looked.filter((word) => strange.has(word) || isName(index, [word])));
	for (const [at, first] of words.entries()) {
		const second = words[at + 1];
		const isPair = second !== undefined && looked.includes(first) && looked.includes(second) && !(names.has(first) && names.has(second));
		if (isPair && isName(index, [first, second])) names.add(first).add(second);
	}
	return [...names].reduce(
		(text, { start }) => `${text.slice(0, start)}${text.charAt(start).toUpperCase()}${text.slice(start + 1)}`,
		small,
	);
}

/** The words of an English question that the documents do not hold and no dictionary knows in small letters. */
async function strangeTo(index: SearchIndex, question: string, words: readonly Word[]): Promise<ReadonlySet<Word>> {
	const absent = words.filter(({ text }) => index.frequency(index.languages.map((language) => [stemOf(text, language)])) === 0);
	if (absent.length === 0 || !index.languages.includes("en") || ![null, "en"].includes(await detectLanguage(question))) return new Set();
	const { knows } = await englishDictionary();
	return new Set(absent.filter(({ text }) => !knows(text) && !knows(commonSpellingOf(text))));
}

/** Whether the documents write these words, side by side, with capitals only. */
function isName(index: SearchIndex, words: readonly Word[]): boolean {
	const holding = index.holding(words.map(({ text }) => stemOf(text)));
	const step = Math.max(1, Math.floor(holding.length / MOST_READ));
	const sought = words.map(({ text }) => text).join(" ");
	let isWritten = false;
	for (let at = 0; at < holding.length; at += step) {
		const passage = holding[at] as number;
		const document = index.documentOf(passage);
		if (capitalisesNouns(languageOf(document))) continue;
		const text = index.textOf(document, index.passage(passage).span);
		const small = text.toLowerCase();
		if (small.length !== text.length) continue;
		for (const start of placesOf(sought, small)) {
			const found = text.slice(start, start + sought.length);
			if (found.split(" ").some((word) => /^\p{Ll}/u.test(word))) return false;
			isWritten ||= words.length > 1 || BEHIND_SMALL_LETTERS.test(text.slice(Math.max(0, start - LONGEST_WORD), start));
		}
	}
	return isWritten;
}

const LONGEST_WORD = 40; // characters
/** Where no sentence and no title begins. */
const BEHIND_SMALL_LETTERS = /(?<!\p{L})\p{Ll}+[,;]? ["“‘'(]?$/u;
