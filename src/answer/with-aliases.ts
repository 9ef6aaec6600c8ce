import type { AliasGroup } from "../domain/alias.ts";
import type { Span } from "../domain/span.ts";
import { DEFAULT_LANGUAGE, type Language } from "../text/languages.ts";
import { spellingKey } from "../text/names.ts";
import { distinctForms, type Form, indexTermsOf, isStopWord, type QuestionTerm } from "../text/terms.ts";
import { type Word, wordsOf } from "../text/words.ts";
import { actsAsGovernment, governments } from "./governments.ts";

/** Where a name may stand in a question is looked up by its words, so that the work does not grow with the number of names. */
type Names = {
	/** By the words of a name, in matching form. */
	readonly written: ReadonlyMap<string, readonly { readonly name: string; readonly group: AliasGroup }[]>;
	/** By the key under which its spellings meet. */
	readonly spelt: ReadonlyMap<string, AliasGroup>;
	/** Words of the longest name. */
	readonly longest: number;
};

const known = new WeakMap<readonly AliasGroup[], Names>();

/**
 * The terms of a question, those of a name by any of the names that mean the same. Quoted text is never changed.
 * @param words all words of the question
 * @param language of the question
 */
export function withAliases(
	terms: readonly QuestionTerm[],
	question: string,
	words: readonly Word[],
	groups: readonly AliasGroup[],
	language: Language = DEFAULT_LANGUAGE,
): QuestionTerm[] {
	const found = [
		...namesIn(question, words, groups, language),
		...(language === "en" ? namesIn(question, words, governments(), language).filter((name) => actsAsGovernment(question, name)) : []),
	];
	// "South Korea" is no part of what "Korea" means alone
	const isPart = ({ start, end, group }: Named) =>
		group.origin === "known" && found.some((other) => other.start <= start && end <= other.end && other.end - other.start > end - start);
	const named = found
		.filter((name) => !isPart(name))
		.map(({ start, end, group }) => ({ start, end, forms: group.names.map(formOf).filter((form) => form.length > 0) }));
	return terms.map((term) => {
		const forms = named.filter(({ start, end }) => start <= term.word.start && term.word.end <= end).flatMap((name) => name.forms);
		return forms.length === 0 ? term : { ...term, forms: distinctForms([...term.forms, ...forms]).slice(0, MOST_FORMS) };
	});
}

/** A name of a group, where it stands in a question. */
type Named = Span & { readonly group: AliasGroup };

function namesIn(question: string, words: readonly Word[], groups: readonly AliasGroup[], language: Language): Named[] {
	const names = namesOf(groups);
	const found: Named[] = [];
	for (let at = 0; at < words.length; at++) {
		for (let last = at; last < Math.min(words.length, at + names.longest + 2); last++) {
			const { start } = words[at] as Word;
			const { end } = words[last] as Word;
			const group = groupNamed(names, words.slice(at, last + 1), question.slice(start, end), language);
			if (group !== undefined) found.push({ start, end, group });
		}
	}
	return found;
}

function namesOf(groups: readonly AliasGroup[]): Names {
	const found = known.get(groups);
	if (found !== undefined) return found;
	const written = new Map<string, { name: string; group: AliasGroup }[]>();
	const spelt = new Map<string, AliasGroup>();
	let longest = 1;
	for (const group of groups) {
		for (const name of group.names) {
			const words = wordsOf(name);
			longest = Math.max(longest, words.length);
			const key = joined(words);
			written.set(key, [...(written.get(key) ?? []), { name, group }]);
			if (spellingKey(name) !== "") spelt.set(spellingKey(name), group);
		}
	}
	const names: Names = { written, spelt, longest: Math.min(longest, LONGEST_NAME) };
	known.set(groups, names);
	return names;
}

/** Ways to say a term that are searched: a bound on the work. */
const MOST_FORMS = 12;
/** Longer names are not looked for; words. */
const LONGEST_NAME = 12;

function groupNamed({ written, spelt }: Names, words: readonly Word[], text: string, language: Language): AliasGroup | undefined {
	const asWritten = written.get(joined(words))?.find(({ name }) => isSameName(name, text, words, language))?.group;
	return asWritten ?? (words.length > 1 && ALL_NAME.test(text) ? spelt.get(spellingKey(text)) : undefined);
}

/** From a capitalised word to another, with short words alone between them: "Treaties that form the European Union" is more than the name. */
const ALL_NAME = /^\p{Lu}[^\s-]*(?:[\s-]+(?:\p{Lu}[^\s-]*|\p{Ll}{1,3}))*[\s-]+\p{Lu}[^\s-]*$/u;

/** WHO is an organization, "who" is not, and the German "Bau", whose nouns have capitals, is not BAU; but "Nato" and "nato" are NATO. */
function isSameName(name: string, text: string, words: readonly Word[], language: Language): boolean {
	const bare = (written: string) => written.replace(/['’]s?$/, "").replaceAll(".", "");
	if (words.length > 1 || bare(name) === bare(text)) return true;
	if (isStopWord(words[0] as Word)) return false;
	return !(language === "de" && /^\p{Lu}{2,3}$/u.test(name)) || text === text.toLowerCase();
}

function joined(words: readonly Word[]): string {
	return words.map((word) => word.text).join(" ");
}

/** What a text that uses the name holds: its terms, but for connecting words. Nothing for a name that looks like a stop word. */
function formOf(name: string): Form {
	const kept = wordsOf(name).filter((word) => !isStopWord(word) && word.text.length > 1);
	return [...new Set(kept.flatMap((word) => indexTermsOf(name.slice(word.start, word.end), DEFAULT_LANGUAGE)))];
}
