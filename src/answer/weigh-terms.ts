import type { SearchIndex } from "../search-index/search-index.ts";
import { splitCompound, writesCompounds } from "../text/compounds.ts";
import { inflectionsOf } from "../text/inflections.ts";
import type { Language } from "../text/languages.ts";
import { sharedBeginning } from "../text/shared-beginning.ts";
import { distinctForms, type Form, isStopWord, type QuestionTerm, stemAt } from "../text/terms.ts";
import type { Word } from "../text/words.ts";
import { isLight } from "./light-words.ts";
import { openCompound } from "./open-compounds.ts";
import { familyOf, firstNamesLike, toldBy } from "./related-words.ts";

/** A term of a question with its weight: inverse document frequency. */
export type WeightedTerm = QuestionTerm & {
	/** Words of its family that stand in the corpus: a sentence that holds one holds the term for a part. */
	readonly related: readonly Form[];
	/** Other words with which a text may tell it, whether they stand in the corpus or not: they find no passage. */
	readonly toldBy: readonly Form[];
	/** What a passage is found by: its forms, words of its family and words that begin like it. */
	readonly searched: readonly Form[];
	readonly weight: number;
	/** Whether it is written like a name or a number, as every noun is in German. */
	readonly isName: boolean;
	/** Whether it says little of what is asked, so that an answer is seldom told with it. */
	readonly isLight: boolean;
	/** How far it is unknown: 1 where it stands nowhere in the corpus, a half where another spelling or its parts are taken for it. */
	readonly unknown: 0 | 0.5 | 1;
};

export type WeighOptions = {
	readonly question: string;
	/** All of its words, in order. */
	readonly words: readonly Word[];
	/** The language that the question is read in. */
	readonly language: Language;
	/** Whether the model knows a word: then it is no misspelling. */
	readonly isWord: (word: string) => boolean;
};

/**
 * The terms of a question as this corpus holds them: with the forms and the words of their family that stand in it. A compound that does
 * not stand in it is taken apart, and another spelling taken for a word that seems misspelt.
 */
export function weighTerms(index: SearchIndex, terms: readonly QuestionTerm[], options: WeighOptions): WeightedTerm[] {
	let spelt = 0;
	const written = capitalsTell(options) ? NAME : NUMBER;
	return terms.flatMap((term) => weighTerm(index, term, options, written, () => spelt++ < MOST_SPELT));
}

/** Words of a question for which another spelling is looked for: each look goes through all terms with the same first letter. */
const MOST_SPELT = 8;

function weighTerm(
	index: SearchIndex,
	term: QuestionTerm,
	{ question, language, isWord }: WeighOptions,
	name: RegExp,
	maySpell: () => boolean,
): WeightedTerm[] {
	const written = question.slice(term.word.start, term.word.end);
	const stem = stemAt(question, term.word, language);
	const frequencyOf = (other: string) => index.frequency([[other]]);
	const stands = (other: string) => frequencyOf(other) > 0;
	const isName = name.test(written) && term.word.start > 0;
	const weigh = (looked: string, forms: readonly Form[], unknown: WeightedTerm["unknown"]): WeightedTerm => {
		const family = language === "en" ? familyOf(looked).filter(stands) : [];
		const told = language === "en" && !isName ? toldBy(looked) : [];
		const alike = index.frequency(forms) > mostRare(index) ? [] : beginningLike(index, looked);
		const related = family.map((other): Form => [other]);
		const searched = [...forms, ...related, ...alike.map((other): Form => [other])];
		const light = language === "en" && !isName && isLight(looked);
		const weight = index.weight(forms);
		return { ...term, forms, related, toldBy: told, searched: distinctForms(searched), weight, isName, isLight: light, unknown };
	};
	// A name is no verb, nor is a German noun, which has a capital too.
	const inflections = isName ? [] : inflectionsOf(stem, language);
	const firstNames = /^\p{Lu}/u.test(written) ? firstNamesLike(stem) : [];
	const forms = [...term.forms, ...[...inflections, ...firstNames].filter(stands).map((form): Form => [form])];
	if (index.frequency(forms) > 0) return [weigh(stem, forms, 0)];
	const parts = splitCompound(written.normalize("NFC").toLowerCase(), language, frequencyOf);
	if (parts !== undefined) return parts.map((part) => weigh(part, [[part]], 0.5));
	const open = language === "en" ? openCompound(index, term.word.text) : undefined;
	if (open !== undefined) return [weigh(stem, [open], 0)];
	const spelt = isWord(term.word.text) || !maySpell() ? undefined : index.spelling(stem, mostEdits(language, isName));
	return [spelt === undefined ? weigh(stem, forms, 1) : weigh(spelt, [[spelt]], 0.5)];
}

/** A term that stands in more passages finds enough by itself: others beside it cost time and make it less telling. */
function mostRare({ manifest }: SearchIndex): number {
	return Math.max(20, manifest.counts.passages / 100);
}

/** Two stems are taken for one family from this many letters at the beginning on, … */
const LEAST_SHARED = 5;
/** … that are at least this share of the longer one: "intercept" and the Spanish "intercepción", not "computer" and "community". */
const SHARE = 0.66;
/** Words that begin like a term and are searched beside it: a bound on the work. */
const MOST_ALIKE = 16;

/** The terms of the corpus that begin like this one, the most alike first. */
function beginningLike(index: SearchIndex, stem: string): string[] {
	const least = Math.max(LEAST_SHARED, Math.ceil(SHARE * stem.length));
	if (stem.length < least || !/^\p{L}+$/u.test(stem)) return [];
	return index
		.beginningWith(stem.slice(0, least))
		.map((other) => ({ other, share: sharedBeginning(stem, other) }))
		.filter(({ share }) => share >= SHARE)
		.sort((a, b) => b.share - a.share)
		.slice(0, MOST_ALIKE)
		.map(({ other }) => other);
}

/** Begins with a capital letter, or holds a digit. */
const NAME = /^\p{Lu}|\p{Nd}/u;
const NUMBER = /\p{Nd}/u;

/** Whether a capital letter tells a name in this question: IT DOES NOT HERE, And Neither Does It In A Title. */
function capitalsTell({ question, words, language }: WeighOptions): boolean {
	const common = words.slice(1).filter((word) => word.text.length > 1 && isStopWord(word, language)); // of one letter: "I"
	if (common.length === 0) return !/^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u.test(question);
	return 2 * common.filter(({ start }) => /^\p{Lu}/u.test(question.slice(start))).length <= common.length;
}

/**
 * Letters that may differ in a misspelt word. Names are misspelt more than words; and without a dictionary of the language another word
 * is soon taken for a misspelling, the more so where all nouns have capitals.
 */
function mostEdits(language: Language, isName: boolean): 0 | 1 | 2 {
	if (writesCompounds(language)) return isName ? 1 : 0;
	return isName ? 2 : language === "en" ? 1 : 0;
}
