import type { SearchIndex } from "../search-index/search-index.ts";
import { detectLanguage } from "../text/languages.ts";
import { isStopWord, stemOf } from "../text/terms.ts";
import type { Word } from "../text/words.ts";

/** Whether a question over English documents is in English, as far as can be told. */
export async function isInEnglish(index: SearchIndex, question: string): Promise<boolean> {
	return index.languages.includes("en") && [null, "en"].includes(await detectLanguage(question));
}

/** Whether a word carries no meaning of its own in English or a language of the documents. */
export function isCommon(index: SearchIndex, word: Word): boolean {
	return isStopWord(word) || index.languages.some((language) => isStopWord(word, language));
}

/** Whether the documents hold a word in no form. */
export function standsNowhere(index: SearchIndex, word: string): boolean {
	return index.frequency(index.languages.map((language) => [stemOf(word, language)])) === 0;
}
