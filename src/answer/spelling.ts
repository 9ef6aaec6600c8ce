import type { SearchIndex } from "../search-index/search-index.ts";
import { type Dictionary, englishDictionary } from "../text/dictionary.ts";
import { capitalised } from "../text/normalize.ts";
import { meantWith } from "../text/slips.ts";
import { commonSpellingOf } from "../text/spellings.ts";
import { isStopWord, stemOf } from "../text/terms.ts";
import { type Word, wordsOf } from "../text/words.ts";
import { isCommon, isInEnglish, standsNowhere } from "./known-words.ts";
import { openCompound } from "./open-compounds.ts";
import { phrasesOf } from "./phrases.ts";
import { toldBy } from "./related-words.ts";

/** Words that questions are asked with. */
const ASKING = new Set(
	`what who how when where why which whose whom does did are was were can could will would should must has have had many much long
	the and that this with from about for there they their you your please thanks thank hello`.split(/\s+/),
);
/** Words of a question's courtesies, in other languages and in short, that no dictionary of English has. */
const COURTEOUS = new Set(
	"hallo hiya guten tag morgen abend bitte danke vielen dank hola buenos buenas gracias merci bonjour salut ciao thx plz alot".split(" "),
);
/** What may be misspelt: shorter ones and those with capitals are as a rule names and abbreviations ("sso"). */
const WRITTEN = /^[a-z]{3,24}$/;
/** Letters from which on another word than those that ask is looked for, … */
const LEAST_LETTERS = 4;
/** … one that has a letter more or fewer, not only some that changed places or are doubled, … */
const LEAST_MISSING = 5;
/** … and one that has another letter. */
const LEAST_OTHER = 6;
/** The same in a question without capitals. */
const LEAST_UNSHOWN = 8;
/** Words of a question that are looked up: a bound on the work. */
const MOST_LOOKED_UP = 8;

/**
 * An English question with its misspelt words as they are meant: words that no dictionary knows and that stand nowhere in the documents.
 * Names, and a question with words in quotation marks, are meant as they are written. Where nothing has a capital, names may
 * look misspelt, and less is mended.
 * @returns the question itself where nothing in it is misspelt
 */
export async function withSpellingMended(index: SearchIndex, question: string): Promise<string> {
	if (!index.languages.includes("en") || phrasesOf(question).length > 0) return question;
	const asked = /\p{Ll}/u.test(question) ? question : question.toLowerCase();
	if (asked.length !== question.length) return question;
	const words = wordsOf(asked);
	const strange = words.filter((word) => isStrange(index, asked, word)).slice(0, MOST_LOOKED_UP);
	if (strange.length === 0) return question;
	const dictionary = await englishDictionary();
	const misspelt = strange.filter(({ text }) => !formsOf(text).some((form) => dictionary.knows(form)));
	if (misspelt.length === 0) return question;
	const showsNames = /\p{Lu}/u.test(asked);
	const read = misspelt.flatMap((word) => {
		const meant = meantBy(index, dictionary, word, asked, showsNames);
		return meant === undefined ? [] : [{ word, meant }];
	});
	const isKnown = (word: Word) => !misspelt.includes(word) && (isStopWord(word) || dictionary.knows(word.text));
	if (2 * (misspelt.length - read.length) > words.length || !(words.length === 1 || words.some(isKnown))) return question; // another language
	let mended = asked;
	for (const { word, meant } of read.reverse()) {
		const isCapital = /^[A-Z]/.test(asked.slice(word.start));
		mended = `${mended.slice(0, word.start)}${isCapital ? capitalised(meant) : meant}${mended.slice(word.end)}`;
	}
	return read.length > 0 && (await isInEnglish(index, mended)) ? mended : question;
}

/** How a dictionary may have a word: "colour", "london", "nato". */
function formsOf(word: string): string[] {
	return [word, commonSpellingOf(word), capitalised(word), word.toUpperCase()];
}

/** Whether a word is neither a name nor known to the documents or the thesaurus. */
function isStrange(index: SearchIndex, question: string, word: Word): boolean {
	const written = question.slice(word.start, word.end);
	if (!WRITTEN.test(word.start === 0 ? written.replace(/^[A-Z]/, "a") : written) || COURTEOUS.has(word.text)) return false;
	if (isCommon(index, word)) return false;
	const [before, after] = [question.slice(0, word.start), question.slice(word.end)];
	if (/[-_@./'‘“]$/.test(before) || /^(?:[-_@/]|\.\w)/.test(after)) return false; // a part of an address or a compound
	return standsNowhere(index, word.text) && toldBy(stemOf(word.text)).length === 0;
}

/**
 * The word that a misspelt one most likely means, if one is near enough.
 * @param showsNames whether the question has capitals
 */
function meantBy(
	index: SearchIndex,
	dictionary: Dictionary,
	{ text, start, end }: Word,
	question: string,
	showsNames: boolean,
): string | undefined {
	const contracted = text.replace(CONTRACTED, "$1'$2");
	if (contracted !== text) return contracted;
	if (text === "hwo") return HOW.test(question.slice(end)) ? "how" : "who";
	const isWhole = text.length >= LEAST_LETTERS && openCompound(index, text) === undefined;
	const isNearTheDocuments = index.spelling(stemOf(text), 1) !== undefined;
	const worthOfAsking = start === 0 ? 0.8 : 0.15;
	let best: { meant: string; cost: number } | undefined;
	for (const [meant, slip] of meantWith(text)) {
		const isAsking = ASKING.has(meant) && (slip < 0.9 || (slip === 1 && /^wh../.test(meant)));
		if (!isAsking && !(isWhole && isLongEnough(meant, slip, showsNames) && dictionary.knows(meant))) continue;
		const mayBeTold = !isNearTheDocuments && (showsNames || meant.length >= LEAST_OTHER);
		const worth = isAsking ? worthOfAsking : worthOf(index, meant, mayBeTold);
		if (worth !== undefined && slip - worth < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { meant, cost: slip - worth };
	}
	return best?.meant;
}

/** "dont", "theyre", "whos". */
const CONTRACTED =
	/^((?:are|could|did|do|does|had|has|have|is|must|need|should|was|were|wo|would|ca)n(?=t$)|(?:they|we|you)(?=re$|ve$|ll$|d$)|(?:who|what|where|when|why|how|that|there|here|he|she|it|let)(?=s$))(t|re|ve|ll|d|s)$/;

/** Behind "hwo" that means "how", which has the same letters as "who". */
const HOW = /^ (?:many|much|long|far|old|often|tall|big|high|deep|wide|fast|soon|heavy|large|do|does|did|can|to)\b/;

/**
 * How much likelier a word is meant than one that stands nowhere; undefined for one that is not meant.
 * @param mayBeTold whether it may be a word that the documents tell by others
 */
function worthOf(index: SearchIndex, word: string, mayBeTold: boolean): number | undefined {
	const frequency = index.frequency([[stemOf(word)]]);
	if (frequency > 0) return 0.2 + 0.03 * Math.log2(frequency);
	return mayBeTold && toldBy(stemOf(word)).length > 0 ? 0 : undefined;
}

/**
 * Whether a word is long enough to be meant by another. A name in small letters looks as if it had a letter too many or a wrong one.
 * @param slip how unlikely it is
 */
function isLongEnough(meant: string, slip: number, showsNames: boolean): boolean {
	if (slip > 0.9 && !showsNames) return meant.length >= LEAST_UNSHOWN;
	return slip <= 0.7 || meant.length >= (slip < 1 ? LEAST_MISSING : LEAST_OTHER);
}
