import { readFileSync } from "node:fs";
import { splitSentences } from "../text/sentences.ts";
import { isStopWord, stemOf } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { isLight } from "./light-words.ts";
import { phrasesOf } from "./phrases.ts";
import { AUXILIARY, asks } from "./question-kind.ts";

/** What speaks for it that a sentence tells nothing of the question beside it, in logits; see training/asides. */
type Weights = { readonly bias: number; readonly threshold: number; readonly features: Readonly<Record<string, number>> };

let weights: { bias: number; threshold: number; features: ReadonlyMap<string, number> } | undefined;

/**
 * A question without the sentences around it that tell nothing of it: "I've been going round in circles all day. When does the pool open?
 * Keep it short." What the asker tells of the matter stays ("I am on probation."): it may decide which answer is right. English only.
 */
export function withoutAsides(question: string): string {
	const sentences = splitSentences(question).flatMap(({ start, end }) => question.slice(start, end).split(BEFORE_SMALL_LETTER));
	const isAsked = sentences.some(mayAsk);
	const idle = sentences.map((sentence) => (mayAsk(sentence) || (!isAsked && DEMANDS.test(sentence)) ? 0 : idleness(sentence)));
	const without = (least: number) => sentences.filter((_, at) => (idle[at] as number) <= least).join(" ");
	if (!idle.some((value) => value > 0)) return question;
	const kept = without(0);
	if (standsAlone(kept, FEWEST_WORDS) && !POINTS_BACK.test(kept)) return kept;
	const surely = without(SURELY);
	return surely !== "" && standsAlone(surely, 1) ? surely : question;
}

/** Logits above the threshold from which on a sentence tells nothing, whatever the question points to. */
const SURELY = 3;

/** Words of content that a question needs to be understood without what stands around it: "Coffee. How much may I bring in?" */
const FEWEST_WORDS = 2;
/** "My phone is useless. Can I return it?" */
const POINTS_BACK = /\b(?:it|its|they|them|their|this|that|these|those|one|ones|he|him|his|she|her|there|then|so|such|same)\b/i;

/** Whether a question says by itself what it asks about: by a name, or so many words of content. */
function standsAlone(question: string, words: number): boolean {
	const content = wordsOf(question).filter((word) => !isStopWord(word) && !isLight(stemOf(word.text)));
	const isNamed = content.some(({ start }) => start > 0 && /^\p{Lu}/u.test(question.slice(start)));
	return isNamed || content.length >= words;
}

/** Where a sentence ends in a chat: "bear with me. how long is the pool?" */
const BEFORE_SMALL_LETTER = /(?<=[!?]|\p{Ll}{2}\.)\s+(?=\p{Ll})/u;

/** A question may come without its mark, behind other words, or told as one: "I wonder how …". */
function mayAsk(sentence: string): boolean {
	return asks(sentence) || BEGINS_ASKING.test(sentence) || TELLS_A_QUESTION.test(sentence);
}

const BEGINS_ASKING = new RegExp(
	`(?:^|[,;:–—-]\\s*|\\b(?:and|but|so)\\s+)\\W*(?:who|whom|whose|what|when|where|why|which|how|${AUXILIARY})\\b`,
	"i",
);
/** "Explain the leave policy.", but behind a question "Explain it slowly." */
const DEMANDS = /^\W*(?:please |just |kindly )*(?:tell|explain|describe|list|show|give|find|name|define|compare|summari[sz]e|quote)\b/i;
const TELLS_A_QUESTION =
	/\b(?:wonder\w*|tell me|know|explain|find out|figure out|understand|ask\w*|curious|see|say|sure|idea|remember|check)(?: about| of| me)? (?:who|whom|whose|what|when|where|why|which|how|whether|if)\b(?! to\b)/i;

/** Somebody speaks, of himself, to somebody or of the whole: a subject alone ("Overdraft interest please.") is what is asked about. */
const SPEAKS =
	/\b(?:i|i['’]?(?:m|ve|d|ll)|we|we['’]?(?:re|ve|d|ll)|my|me|our|us|you|you['’]?(?:re|ve|d|ll)|your|it|it['’]?s|this|that|that['’]?s|everyone|everybody|nobody|no one)\b/i;
const REQUESTS =
	/^\W*(?:please |just |kindly |pls |so |and |but |ok |many |much |very )*(?:keep|make|give|answer|reply|respond|explain|tell|write|use|quote|cite|don['’]?t|spare|spell|help|thanks?|thx|cheers|obliged|hope|hoping|sorry|apologies|any help|bear|let|hi|hello|hey|good|dear|urgent|asap|struggling|feeling|trying|looking|asking|wondering|best|kind|warm|regards)\b/i;
/** "Not online please.", "For the kids." */
const LIMITS = /^\W*(?:no|not|without|by|for|only|find|from|with|in|on|at)\b(?! (?:rush|worries|hurry|offence|idea|clue|sure))/i;

/** By how much a sentence tells nothing, in logits above the threshold; 0 where it may tell something. */
function idleness(sentence: string): number {
	weights ??= readWeights();
	if (phrasesOf(sentence).length > 0 || LIMITS.test(sentence) || !(SPEAKS.test(sentence) || REQUESTS.test(sentence))) return 0;
	const { bias, threshold, features } = weights;
	const found = asideFeatures(sentence, (feature) => features.has(feature));
	if (found.includes(NAMES) || found.filter((feature) => feature === UNKNOWN).length > MOST_UNKNOWN) return 0;
	return Math.max(0, found.reduce((sum, feature) => sum + (features.get(feature) ?? 0), bias) - threshold);
}

function readWeights() {
	const { features, ...rest }: Weights = JSON.parse(
		readFileSync(new URL("../../models/quoth-asides/weights.json", import.meta.url), "utf8"),
	);
	return { ...rest, features: new Map(Object.entries(features)) };
}

/** A word that the training did not know: as a rule it tells something. */
const UNKNOWN = "?";
const MOST_UNKNOWN = 2;
/** A word with a capital inside the sentence, or a figure. */
const NAMES = "*";
/** Four, eight, … words, up to twenty. */
const LENGTH = "#";

/**
 * What is seen of a sentence: its stems, its pairs of words, how many stems are not known, how long it is, and whether it names anything.
 * @param knows whether a stem or a pair was known in training
 */
export function asideFeatures(sentence: string, knows: (feature: string) => boolean): string[] {
	const words = wordsOf(sentence);
	const forms = ["^", ...words.map(({ text }) => text.replaceAll("’", "'")), "$"];
	const stems = words.map(({ text }) => stemOf(text.replaceAll("’", "'")));
	const pairs = forms.slice(1).map((form, at) => `${forms[at]} ${form}`);
	const isMixed = /\p{Ll}/u.test(sentence);
	const isNamed = words.some(
		({ start }) => /^\p{N}/u.test(sentence.slice(start)) || (start > 0 && isMixed && NAME.test(sentence.slice(start))),
	);
	return [
		...stems.map((stem) => (knows(stem) ? stem : UNKNOWN)),
		...pairs.filter(knows),
		...(isNamed ? [NAMES] : []),
		`${LENGTH}${Math.min(5, Math.floor(words.length / 4))}`,
	];
}

const NAME = /^(?!I\b|English\b)\p{Lu}/u;
