import { baseFormOf } from "./irregular-forms.ts";
import { DEFAULT_LANGUAGE, type Language, stemmerOf, stopWordsOf } from "./languages.ts";
import { foldCase } from "./normalize.ts";
import { commonSpellingOf } from "./spellings.ts";
import { isQuestionFrame } from "./stop-words.ts";
import { type Word, wordsOf } from "./words.ts";

const MAX_REMEMBERED = 200_000;
const remembered = new Map<Language, Map<string, string>>();

/** Begins the terms of stop words, which stand for no other word: the stem of "Nacht" is "nach", that of "París" is "par". */
const STOP = ".";

/**
 * The term that stands for a word in the index: its Snowball stem in matching form; of an English one irregular forms are taken to
 * their base first.
 * @param word as it is written: accents tell stems apart in some languages
 */
export function stemOf(word: string, language: Language = DEFAULT_LANGUAGE): string {
	const known = rememberedStems(language);
	const found = known.get(word);
	if (found !== undefined) return found;
	const bare = withoutElision(word.normalize("NFC"), language);
	const folded = foldCase(bare);
	const stem = stopWordsOf(language).has(folded)
		? STOP + folded
		: language === "en"
			? englishStem(folded)
			: foldCase(stemmerOf(language)(withoutPlural(bare.toLowerCase(), language)));
	known.set(word, stem);
	return stem;
}

function rememberedStems(language: Language): Map<string, string> {
	const known = remembered.get(language);
	if (known !== undefined && known.size < MAX_REMEMBERED) return known;
	const fresh = new Map<string, string>();
	remembered.set(language, fresh);
	return fresh;
}

const STEMMABLE = /^[a-z]{2,}$/;

function englishStem(folded: string): string {
	const spelt = commonSpellingOf(folded);
	return STEMMABLE.test(spelt) ? stemmerOf("en")(baseFormOf(spelt)) : spelt;
}

const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|quell)['’](?=\p{L}{2})/iu;

const PLURAL = /(?<=..[aeo])(?<!dio)s$/;

/** "l'eau" is about water, and "dell'arte" about art. */
function withoutElision(word: string, language: Language): string {
	return language === "fr" || language === "it" || language === "ca" ? word.replace(ELISION, "") : word;
}

/** Snowball's stemmers keep the plural of short Spanish and Portuguese words ("años", "armas"). */
function withoutPlural(word: string, language: Language): string {
	return language === "es" || language === "pt" ? word.replace(PLURAL, "") : word;
}

/** The stems of the words of a text, one for each. */
export function stemsOf(text: string, language: Language, words: readonly Word[] = wordsOf(text)): string[] {
	return words.map((word) => stemAt(text, word, language));
}

/** The stem of a word where it stands. English stems are taken from the matching form, in which possessives and points are gone. */
export function stemAt(text: string, word: Word, language: Language): string {
	return stemOf(language === "en" ? word.text : text.slice(word.start, word.end), language);
}

/**
 * The terms that stand for `text` in the index: its stems, and for a hyphenated compound its joined form too, so
 * that "cyber-attacks" is found by "cyberattack".
 * @param words the words of `text`, where they are at hand
 */
export function indexTermsOf(text: string, language: Language = DEFAULT_LANGUAGE, words: readonly Word[] = wordsOf(text)): string[] {
	const terms: string[] = [];
	for (let i = 0; i < words.length; i++) {
		const word = words[i] as Word;
		const next = words[i + 1];
		terms.push(stemAt(text, word, language));
		if (next !== undefined && next.start === word.end + 1 && text[word.end] === "-") {
			terms.push(stemOf(word.text + next.text, language));
		}
	}
	return terms;
}

/** One way to say something in index terms: all of them together. */
export type Form = readonly string[];

/** Whether all terms of a form stand among these. */
export function holdsForm(terms: ReadonlySet<string>, form: Form): boolean {
	return form.every((term) => terms.has(term));
}

/** Each form once. */
export function distinctForms(forms: readonly Form[]): Form[] {
	return [...new Map(forms.map((form) => [form.join(" "), form])).values()];
}

/** What a question looks for: a word, by any of its forms. */
export type QuestionTerm = { readonly word: Word; readonly forms: readonly Form[] };

/**
 * The terms that carry the meaning of a question: no stop words, unless it has nothing else; each once.
 * @param language of the question
 * @param languages of the documents: a name is stemmed otherwise in each, so a word has a form for each
 */
export function questionTermsOf(
	question: string,
	language: Language = DEFAULT_LANGUAGE,
	languages: readonly Language[] = [language],
): QuestionTerm[] {
	const words = wordsOf(question);
	const content = contentWordsOf(words, language);
	const terms = new Map<string, QuestionTerm>();
	for (const word of content.length > 0 ? content : words) {
		const all = [...new Set(languages.map((each) => stemAt(question, word, each)))];
		// "die" is a word of content in English, and none in German
		const telling = all.filter((stem) => !isStopTerm(stem));
		const stems = telling.length > 0 ? telling : all;
		const key = stems[0] as string;
		if (!terms.has(key)) terms.set(key, { word, forms: stems.map((stem) => [stem]) });
	}
	return [...terms.values()];
}

/** Of all words of a question those that name something to look for. */
export function contentWordsOf(words: readonly Word[], language: Language = DEFAULT_LANGUAGE): Word[] {
	const texts = words.map(({ text }) => text);
	return words.filter((word, at) => !isStopWord(word, language) && !isQuestionFrame(texts, at));
}

/** Whether a term stands for a stop word. */
export function isStopTerm(term: string): boolean {
	return term.startsWith(STOP);
}

/** Whether a word carries no meaning of its own in a question. */
export function isStopWord(word: Word, language: Language = DEFAULT_LANGUAGE): boolean {
	return stopWordsOf(language).has(withoutElision(word.text, language));
}
