import type { AliasGroup } from "../domain/alias.ts";
import { DEFAULT_LANGUAGE } from "../text/languages.ts";
import { spellingKey } from "../text/names.ts";
import { type Form, indexTermsOf, isStopWord, type QuestionTerm } from "../text/terms.ts";
import { type Word, wordsOf } from "../text/words.ts";

/**
 * The terms of a question, those of a name by any of the names that mean the same. Quoted text is never changed.
 * @param words all words of the question
 */
export function withAliases(
	terms: readonly QuestionTerm[],
	question: string,
	words: readonly Word[],
	groups: readonly AliasGroup[],
): QuestionTerm[] {
	const named = groups.flatMap(({ names }) => {
		const place = names.map((name) => placeOf(name, question, words)).find((found) => found !== undefined);
		return place === undefined ? [] : [{ place, forms: names.map(formOf).filter((form) => form.length > 0) }];
	});
	if (named.length === 0) return [...terms];
	return terms.map((term) => {
		const forms = named.filter(({ place }) => place.start <= term.word.start && term.word.end <= place.end).flatMap((name) => name.forms);
		return forms.length === 0 ? term : { ...term, forms: distinct([...term.forms, ...forms]) };
	});
}

type Place = { readonly start: number; readonly end: number };

/** Where a question names it, as written or, for a name of several words, spelt another way. */
function placeOf(name: string, question: string, words: readonly Word[]): Place | undefined {
	const wanted = wordsOf(name);
	const first = wanted[0];
	if (first === undefined) return undefined;
	const exactCase = wanted.length === 1 && isStopWord(first); // WHO is an organization, "who" is not
	const key = spellingKey(name);
	for (let at = 0; at < words.length; at++) {
		const start = words[at]?.start ?? 0;
		const end = words[at + wanted.length - 1]?.end;
		const isWritten = wanted.every((word, step) => words[at + step]?.text === word.text);
		if (end !== undefined && isWritten && (!exactCase || question.slice(start, end) === name)) return { start, end };
		for (let last = at + 1; key !== "" && last < Math.min(words.length, at + wanted.length + 2); last++) {
			const until = words[last]?.end ?? 0;
			if (spellingKey(question.slice(start, until)) === key) return { start, end: until };
		}
	}
	return undefined;
}

/** What a text that uses the name holds: its terms, but for connecting words. Nothing for a name that looks like a stop word. */
function formOf(name: string): Form {
	const kept = wordsOf(name).filter((word) => !isStopWord(word) && word.text.length > 1);
	return [...new Set(kept.flatMap((word) => indexTermsOf(name.slice(word.start, word.end), DEFAULT_LANGUAGE)))];
}

function distinct(forms: readonly Form[]): Form[] {
	return [...new Map(forms.map((form) => [form.join(" "), form])).values()];
}
