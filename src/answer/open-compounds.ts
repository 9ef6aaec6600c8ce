import type { SearchIndex } from "../search-index/search-index.ts";
import { type Form, isStopTerm, isStopWord, type QuestionTerm, stemOf } from "../text/terms.ts";
import type { Word } from "../text/words.ts";

/** Words of an English compound that carry no meaning of their own: "log in", "set up". */
const PARTICLES = new Set(["in", "on", "up", "out", "off", "down", "over", "back", "away"]);
/** Letters of a part that is no particle. */
const LEAST_PART = 3;
/** Passages that are looked into for two words side by side: a bound on the work. */
const MOST_READ = 32;
const LETTERS = /^\p{L}+$/u;

/**
 * The terms of an English question, those of two words side by side by the one word too that some write for them, where the documents do:
 * "child care" is found by "childcare", "log in" by "login".
 * @param words of the question, in order
 */
export function withJoinedWords(index: SearchIndex, terms: readonly QuestionTerm[], words: readonly Word[]): QuestionTerm[] {
	const joined = new Map<number, Form>();
	for (const [at, first] of words.entries()) {
		const second = words[at + 1];
		if (second === undefined || !LETTERS.test(first.text) || !LETTERS.test(second.text) || first.text.length < LEAST_PART) continue;
		if (isStopWord(first) || !isPart(second.text)) continue;
		const form = [stemOf(first.text + second.text)];
		if (index.frequency([form]) > 0) for (const { start } of [first, second]) joined.set(start, form);
	}
	return terms.map((term) => {
		const form = joined.get(term.word.start);
		return form === undefined ? term : { ...term, forms: [...term.forms, form] };
	});
}

/**
 * The two words, as one form, that stand side by side in the documents for an English word that stands nowhere: "child care" for
 * "childcare". Undefined where there are none.
 */
export function openCompound(index: SearchIndex, word: string): Form | undefined {
	if (!LETTERS.test(word)) return undefined;
	for (let at = LEAST_PART; at <= word.length - 2; at++) {
		const [first, second] = [word.slice(0, at), word.slice(at)];
		const form = [stemOf(first), stemOf(second)];
		if (isStopTerm(form[0] as string) || !isPart(second)) continue;
		const sideBySide = new RegExp(`(?<!\\p{L})${first} ${second}s?(?!\\p{L})`, "iu");
		if ([...index.holding(form).slice(0, MOST_READ)].some((passage) => sideBySide.test(textOf(index, passage)))) return form;
	}
	return undefined;
}

function isPart(word: string): boolean {
	return PARTICLES.has(word) || (word.length >= LEAST_PART && !isStopTerm(stemOf(word)));
}

function textOf(index: SearchIndex, passage: number): string {
	return index.textOf(index.documentOf(passage), index.passage(passage).span);
}
