import type { SearchIndex } from "../search-index/search-index.ts";
import { type Dictionary, englishDictionary } from "../text/dictionary.ts";
import { detectLanguage } from "../text/languages.ts";
import { meantWith } from "../text/slips.ts";
import { commonSpellingOf } from "../text/spellings.ts";
import { isStopWord, stemOf } from "../text/terms.ts";
import { type Word, wordsOf } from "../text/words.ts";
import { openCompound } from "./open-compounds.ts";
import { phrasesOf } from "./phrases.ts";
import { toldBy } from "./related-words.ts";

/** Words that questions are asked with. */
const ASKING = new Set(
	`what who how when where why which whose whom does did are was were can could will would should must has have had many much long
	the and that this with from about for there they their`.split(/\s+/),
);
/** What may be misspelt: shorter ones and those with capitals are as a rule names and abbreviations ("sso"). */
const WRITTEN = /^[a-z]{3,24}$/;
/** Letters from which on another word than those that ask is looked for, … */
const LEAST_LETTERS = 4;
/** … one that has a letter more or fewer, not only some that changed places or are doubled, … */
const LEAST_MISSING = 5;
/** … and one that has another letter. */
const LEAST_OTHER = 6;
/** Words of a question that are looked up: a bound on the work. */
const MOST_LOOKED_UP = 8;

/**
 * An English question with its misspelt words as they are meant: words that no dictionary knows and that stand nowhere in the documents.
 * Names, and a question with words in quotation marks, are meant as they are written.
 * @returns the question itself where nothing in it is misspelt
 */
export async function withSpellingMended(index: SearchIndex, question: string): Promise<string> {
	if (!index.languages.includes("en") || phrasesOf(question).length > 0) return question;
	const words = wordsOf(question);
	const strange = words.filter((word) => isStrange(index, question, word)).slice(0, MOST_LOOKED_UP);
	if (strange.length === 0) return question;
	const dictionary = await englishDictionary();
	const misspelt = strange.filter(({ text }) => !formsOf(text).some((form) => dictionary.knows(form)));
	if (misspelt.length === 0 || ![null, "en"].includes(await detectLanguage(question))) return question;
	const read = misspelt.flatMap((word) => {
		const meant = meantBy(index, dictionary, word, question);
		return meant === undefined ? [] : [{ word, meant }];
	});
	if (2 * (misspelt.length - read.length) > words.length) return question; // another language
	let mended = question;
	for (const { word, meant } of read.reverse()) {
		const isCapital = /^[A-Z]/.test(question.slice(word.start));
		mended = `${mended.slice(0, word.start)}${isCapital ? capitalised(meant) : meant}${mended.slice(word.end)}`;
	}
	return mended;
}

/** How a dictionary may have a word: "colour", "london", "nato". */
function formsOf(word: string): string[] {
	return [word, commonSpellingOf(word), capitalised(word), word.toUpperCase()];
}

function capitalised(word: string): string {
	return word.replace(/^./, (first) => first.toUpperCase());
}

/** Whether a word is neither a name nor known to the documents or the thesaurus. */
function isStrange(index: SearchIndex, question: string, word: Word): boolean {
	const written = question.slice(word.start, word.end);
	if (!WRITTEN.test(word.start === 0 ? written.replace(/^[A-Z]/, "a") : written) || isStopWord(word)) return false;
	const [before, after] = [question.slice(0, word.start), question.slice(word.end)];
	if (/[-_@./'‘“]$/.test(before) || /^(?:[-_@/]|\.\w)/.test(after)) return false; // a part of an address or a compound
	return index.frequency(index.languages.map((language) => [stemOf(word.text, language)])) === 0 && toldBy(stemOf(word.text)).length === 0;
}

/** The word that a misspelt one most likely means, if one is near enough. */
function meantBy(index: SearchIndex, dictionary: Dictionary, { text, start, end }: Word, question: string): string | undefined {
	const negated = text.replace(/nt$/, "n't");
	if (negated !== text && dictionary.knows(negated)) return negated;
	if (text === "hwo") return HOW.test(question.slice(end)) ? "how" : "who";
	const isWhole = text.length >= LEAST_LETTERS && openCompound(index, text) === undefined;
	let best: { meant: string; cost: number } | undefined;
	for (const [meant, slip] of meantWith(text)) {
		const isAsking = ASKING.has(meant);
		if (!isAsking && !(isWhole && isLongEnough(meant, slip) && dictionary.knows(meant))) continue;
		const worth = isAsking ? (start === 0 ? 0.8 : 0.3) : worthOf(index, meant);
		if (worth !== undefined && slip - worth < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { meant, cost: slip - worth };
	}
	return best?.meant;
}

/** Behind "hwo" that means "how", which has the same letters as "who". */
const HOW = /^ (?:many|much|long|far|old|often|tall|big|high|deep|wide|fast|soon|heavy|large|do|does|did|can|to)\b/;

/** How much likelier a word is meant than one of the dictionary that stands nowhere; undefined for one that nothing could be found with. */
function worthOf(index: SearchIndex, word: string): number | undefined {
	const frequency = index.frequency([[stemOf(word)]]);
	if (frequency > 0) return 0.2 + 0.03 * Math.log2(frequency);
	return toldBy(stemOf(word)).length > 0 ? 0 : undefined;
}

/** @param slip how unlikely it is */
function isLongEnough(meant: string, slip: number): boolean {
	return slip <= 0.7 || meant.length >= (slip < 1 ? LEAST_MISSING : LEAST_OTHER);
}
