import type { Span } from "../domain/span.ts";
import type { Language } from "../text/languages.ts";
import { holdsForm, indexTermsOf, stemsOf } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import type { ReadQuestion } from "./read-question.ts";

/**
 * The words of a text that the question asks with, by any form or alias: where they stand in it. Names of several words count only whole,
 * and words that stand side by side are one span.
 */
export function matchWords({ terms }: Pick<ReadQuestion, "terms">, text: string, language: Language): Span[] {
	const words = wordsOf(text);
	const held = new Set(indexTermsOf(text, language, words));
	const asked = new Set(terms.flatMap(({ forms }) => forms.filter((form) => holdsForm(held, form)).flat()));
	const spans: { start: number; end: number }[] = [];
	for (const [at, stem] of stemsOf(text, language, words).entries()) {
		const { start, end } = words[at] as (typeof words)[number];
		if (!asked.has(stem)) continue;
		const last = spans.at(-1);
		if (last !== undefined && /^[ \u00a0'’-]?$/.test(text.slice(last.end, start))) last.end = end;
		else spans.push({ start, end });
	}
	return spans;
}
