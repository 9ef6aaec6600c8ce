import { stemmer } from "@orama/stemmers/english";
import { baseFormOf } from "./irregular-forms.ts";
import { isQuestionFrame, isStopWord } from "./stop-words.ts";
import { type Word, wordsOf } from "./words.ts";

const STEMMABLE = /^[a-z]{3,}$/;
const MAX_REMEMBERED = 200_000;
const remembered = new Map<string, string>();

/** The Snowball stem of an English word, irregular forms taken to their base; any other word unchanged. */
export function stemOf(word: string): string {
	if (!STEMMABLE.test(word)) return word;
	const known = remembered.get(word);
	if (known !== undefined) return known;
	const stem = stemmer(baseFormOf(word));
	if (remembered.size >= MAX_REMEMBERED) remembered.clear();
	remembered.set(word, stem);
	return stem;
}

/**
 * The terms that stand for `text` in the index: its stems, and for a hyphenated compound its joined form too, so
 * that "cyber-attacks" is found by "cyberattack".
 * @param words the words of `text`, where they are at hand
 */
export function indexTermsOf(text: string, words: readonly Word[] = wordsOf(text)): string[] {
	const terms: string[] = [];
	for (let i = 0; i < words.length; i++) {
		const word = words[i] as Word;
		const next = words[i + 1];
		terms.push(stemOf(word.text));
		if (next !== undefined && next.start === word.end + 1 && text[word.end] === "-") {
			terms.push(stemOf(word.text + next.text));
		}
	}
	return terms;
}

/** The terms that carry the meaning of a question: no stop words, unless it has nothing else; each once. */
export function contentTermsOf(question: string): string[] {
	const words = wordsOf(question);
	const content = words.filter((word, at) => !isStopWord(word.text) && !isQuestionFrame(words[at - 1]?.text, word.text));
	return [...new Set((content.length > 0 ? content : words).map((word) => stemOf(word.text)))];
}
