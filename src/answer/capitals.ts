import type { SearchIndex } from "../search-index/search-index.ts";
import { englishDictionary } from "../text/dictionary.ts";
import { capitalisesNouns, languageOf } from "../text/languages.ts";
import { capitalised } from "../text/normalize.ts";
import { commonSpellingOf } from "../text/spellings.ts";
import { stemOf } from "../text/terms.ts";
import { placesOf, type Word, wordsOf } from "../text/words.ts";
import { isCommon, isInEnglish, standsNowhere } from "./known-words.ts";
import { openCompound } from "./open-compounds.ts";
import { phrasesOf } from "./phrases.ts";

/** Words of a question that are looked up, and passages that are looked into for each: bounds on the work. */
const MOST_LOOKED_UP = 16;
const MOST_READ = 8;
const LETTERS = /^\p{L}{2,}$/u;
/** Letters of a word that is taken for a name since nobody knows it: shorter ones are "pls" and "btw". */
const LEAST_UNKNOWN = 5;

/** A capital that tells a name, not where a sentence begins. */
const CAPITAL_INSIDE = /(?<=[\p{L}\p{N},;:)"'’]\s+)(?!I\b)\p{Lu}|(?<=\p{L})\p{Lu}/u;

/**
 * A question whose names have no capitals, or that is all in capitals, with the capitals of names: of words, and of two side by side, that the
 * documents write with a capital where no sentence begins with them. Where not even the first word has one, words that neither the documents
 * nor a dictionary know are names too.
 * @returns another question as it is
 */
export async function withCapitals(index: SearchIndex, question: string): Promise<string> {
	const [small, large] = [question.toLowerCase(), question.toUpperCase()];
	const isLarge = question === large && question !== small;
	const showsNames = !isLarge && CAPITAL_INSIDE.test(question);
	if (small === large || showsNames || small.length !== question.length || phrasesOf(question).length > 0) return question;
	const words = wordsOf(small);
	const isWritten = ({ text, start }: Word) => LETTERS.test(text) && small.startsWith(text, start); // not "u.s."
	const looked = words.filter((word) => isWritten(word) && !isCommon(index, word)).slice(0, MOST_LOOKED_UP);
	const names = isLarge || question === small ? await unknownNames(index, small, looked) : new Map<Word, string>();
	for (const word of looked) {
		const written = writtenAs(index, [word]);
		if (written === undefined || (await englishDictionary()).knows(word.text)) continue; // "arm" is not ARM, nor "mark" a Mark
		names.set(word, written);
	}
	for (const [at, first] of words.entries()) {
		const second = words[at + 1];
		const isPair = second !== undefined && looked.includes(first) && looked.includes(second) && !(names.has(first) && names.has(second));
		const [one, other] = (isPair && writtenAs(index, [first, second])?.split(" ")) || [];
		if (isPair && one !== undefined && other !== undefined) names.set(first, one).set(second, other);
	}
	return [...names].reduce(
		(text, [{ start }, written]) => `${text.slice(0, start)}${written}${text.slice(start + written.length)}`,
		isLarge ? small : question,
	);
}

/** The words of an English question that the documents do not hold in any spelling, and that no dictionary knows in small letters. */
async function unknownNames(index: SearchIndex, question: string, words: readonly Word[]): Promise<Map<Word, string>> {
	const isAbsent = ({ text }: Word) =>
		text.length >= LEAST_UNKNOWN &&
		standsNowhere(index, text) &&
		index.spelling(stemOf(text), 2) === undefined &&
		openCompound(index, text) === undefined;
	const absent = words.filter(isAbsent);
	if (absent.length === 0 || !(await isInEnglish(index, question))) return new Map();
	const { knows } = await englishDictionary();
	const isCompound = (word: string) =>
		[...word].some((_, at) => at > 0 && at < word.length - 2 && knows(word.slice(0, at)) && knows(word.slice(at)));
	const unknown = absent.filter(({ text }) => !knows(text) && !knows(commonSpellingOf(text)) && !isCompound(text));
	return new Map(unknown.map((word) => [word, capitalised(word.text)]));
}

/** These words, side by side, as the documents write them, where they do so with capitals only. */
function writtenAs(index: SearchIndex, words: readonly Word[]): string | undefined {
	const holding = index.holding(words.map(({ text }) => stemOf(text)));
	const step = Math.max(1, Math.floor(holding.length / MOST_READ));
	const sought = words.map(({ text }) => text).join(" ");
	let written: string | undefined;
	for (let at = 0; at < holding.length; at += step) {
		const passage = holding[at] as number;
		const document = index.documentOf(passage);
		if (capitalisesNouns(languageOf(document))) continue;
		const text = index.textOf(document, index.passage(passage).span);
		const small = text.toLowerCase();
		if (small.length !== text.length) continue;
		for (const start of placesOf(sought, small)) {
			const end = start + sought.length;
			const found = text.slice(start, end);
			if (found.split(" ").some((word) => /^\p{Ll}/u.test(word))) return undefined;
			if (words.length > 1 || /\p{Lu}.*\p{Lu}/u.test(found) || isWithin(text, start, end)) written ??= found;
		}
	}
	return written;
}

/** Whether a word with a capital stands where no sentence begins, and in no title: behind a word in small letters, or between two words. */
function isWithin(text: string, start: number, end: number): boolean {
	const before = text.slice(Math.max(0, start - LONGEST_WORD), start);
	return BEHIND_SMALL_LETTERS.test(before) || (BEHIND_WORD.test(before) && BEFORE_SMALL_LETTERS.test(text.slice(end, end + LONGEST_WORD)));
}

const LONGEST_WORD = 40; // characters
const BEHIND_SMALL_LETTERS = /(?<!\p{L})\p{Ll}+[,;]? ["“‘'(]?$/u;
const BEHIND_WORD = /\p{L} $/u;
/** Titles have small words too: "The Lamp Museum of Selva". */
const BEFORE_SMALL_LETTERS = /^ (?!(?:of|the|and|or|in|for|to|a|an|on|at|by|with|from|as)\b)\p{Ll}/u;
