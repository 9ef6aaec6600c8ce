import { createRequire } from "node:module";
import { stem as porter2 } from "porter2";
import { foldCase } from "./normalize.ts";
import { ENGLISH_STOP_WORDS, QUESTION_WORDS, SPANISH_STOP_WORDS } from "./stop-words.ts";

/** A language as the primary subtag of BCP 47: "en", "de". */
export type Language = string;

/** What a text is read as when its language cannot be told. */
export const DEFAULT_LANGUAGE: Language = "en";

/** Languages with a Snowball stemmer, under the names that the libraries give them. */
const STEMMED: Readonly<Record<Language, string>> = {
	ar: "arabic",
	bg: "bulgarian",
	da: "danish",
	de: "german",
	el: "greek",
	en: "english",
	es: "spanish",
	fi: "finnish",
	fr: "french",
	ga: "irish",
	hi: "indian",
	hu: "hungarian",
	hy: "armenian",
	id: "indonesian",
	it: "italian",
	lt: "lithuanian",
	ne: "nepali",
	nl: "dutch",
	no: "norwegian",
	pt: "portuguese",
	ro: "romanian",
	ru: "russian",
	sr: "serbian",
	sv: "swedish",
	ta: "tamil",
	tr: "turkish",
	uk: "ukrainian",
};
/** Languages with stop words, but no stems. */
const UNSTEMMED: Readonly<Record<Language, string>> = { ja: "japanese", sl: "slovenian", zh: "mandarin" };

const require = createRequire(import.meta.url); // a stemmer is loaded when its language is first met
const stemmers = new Map<Language, (word: string) => string>();
const stopWords = new Map<Language, ReadonlySet<string>>();

/** The Snowball stemmer of a language; words stay as they are where there is none. */
export function stemmerOf(language: Language): (word: string) => string {
	const known = stemmers.get(language);
	if (known !== undefined) return known;
	const name = STEMMED[language];
	// The library's English stemmer is Porter's first, to which "die" and "died" are two words.
	const stemmer: (word: string) => string =
		language === "en" ? porter2 : name === undefined ? (word) => word : require(`@orama/stemmers/${name}`).stemmer;
	stemmers.set(language, stemmer);
	return stemmer;
}

/** The words of a language, in matching form, that carry no meaning of their own in a question. */
export function stopWordsOf(language: Language): ReadonlySet<string> {
	if (language === "en") return ENGLISH_STOP_WORDS;
	const known = stopWords.get(language);
	if (known !== undefined) return known;
	const name = STEMMED[language] ?? UNSTEMMED[language];
	const listed: readonly string[] =
		language === "es" ? SPANISH_STOP_WORDS : name === undefined ? [] : require(`@orama/stopwords/${name}`).stopwords;
	const words = new Set([...listed, ...(QUESTION_WORDS[language] ?? [])].map(foldCase));
	stopWords.set(language, words);
	return words;
}

/** Fewer letters than these tell too little about a language. */
const LEAST_LETTERS = 20;
const LETTERS_READ = 4_000;

/**
 * The language that a text is most likely in, by its letter sequences; null where it is too short to tell.
 * @param among where given, the most likely of these, however short the text is
 */
export async function detectLanguage(text: string, among?: readonly Language[]): Promise<Language | null> {
	if (among === undefined && (text.match(/\p{L}/gu)?.length ?? 0) < LEAST_LETTERS) return null;
	const { eld } = await import("eld/extrasmall"); // takes a sixth of a second to load
	const found = eld.detect(text.slice(0, LETTERS_READ));
	if (among === undefined) return found.isReliable() ? found.language || null : null;
	const scores: Readonly<Record<Language, number>> = found.getScores();
	return [...among].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))[0] ?? null;
}

/** Whether a language writes every noun with a capital letter, so that a capital tells no name. */
export function capitalisesNouns(language: Language): boolean {
	return language === "de";
}

/** The name of a language in English: "German" for "de". */
export function nameOfLanguage(language: Language): string {
	return new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;
}

/** The primary subtag of a BCP 47 tag: "pt" of "pt-BR"; null for what is no tag. */
export function primaryLanguage(tag: string | null): Language | null {
	const found = /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag ?? "")?.[1]?.toLowerCase();
	return found === "nb" || found === "nn" ? "no" : (found ?? null);
}

/** The language that a document is read in. */
export function languageOf(document: { readonly language: string | null }): Language {
	return primaryLanguage(document.language) ?? DEFAULT_LANGUAGE;
}
