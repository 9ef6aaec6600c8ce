import { MONTH, WEEKDAY } from "../text/dates.ts";
import { looksPast } from "../text/irregular-forms.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { type AnswerKind, givesNumber, holdsKind, tellsWords, withoutKnown } from "./answer-kind.ts";
import { asksForCount, NUMBER, TIME, timeOfDayAsked, withoutMeasures } from "./measures.ts";
import { asksForName, asksWhatWasSaid } from "./question-kind.ts";

/**
 * What an English question wants to be told, where a sentence can be seen not to tell it. Read generously: it is what a sentence lacks that
 * counts.
 */
export type Wanted = "figure" | "count" | "speech" | "time" | "person" | "reason" | "name";

const WANTED: Readonly<Record<AnswerKind, Wanted | null>> = {
	date: "time",
	number: "figure",
	place: null,
	person: "person",
	reason: "reason",
	definition: null,
	other: null,
};

/** @param kind the kind that the question asks for */
export function wantedBy(kind: AnswerKind, text: string): Wanted | null {
	if (asksWhatWasSaid(text)) return "speech";
	if (kind === "date" && timeOfDayAsked(text) !== null) return "figure";
	if (kind === "date" && HABITUAL.test(text)) return null;
	if (kind === "number" && asksForCount(text)) return "count";
	return WANTED[kind] ?? (asksForName(text) ? "name" : null);
}

const UNIT = `(?:${TIME}|generations?)`;
const FEW = `(?:${NUMBER}|several|few|an?|half|some|many)`;
const MONTHS_AND_AGES = new RegExp(
	`(?<![\\p{L}\\p{N}])(?:${MONTH}(?! (?:be|have|not|also|only|take|need)\\b)|${MONTH.toUpperCase()}|\\p{Lu}\\p{L}+ (?:Revolution|War|period|era|dynasty|reign)|Tue|Wed|Thu|Fri|Sat)(?![\\p{L}\\p{N}])`,
	"u",
);
const DATED = new RegExp(
	`(?<![\\p{L}\\p{N}])(?:${[
		`${WEEKDAY}s?|Easter|Christmas|Thanksgiving|Whitsun|Ramadan|New Year(?:['’]s)?|Midsummer`,
		"(?:1\\d|20)\\d\\ds?|\\d{3,4} (?:BCE?|AD|CE)|(?:AD|BC) \\d{1,4}|\\d{2}s|\\d{1,2}(?:st|nd|rd|th)|centur(?:y|ies)|Q[1-4]|24/7|\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?",
		"\\d{1,2}[:.h]\\d{2}|\\d{1,2} ?(?:a\\.?m|p\\.?m)|o['’]clock|noon|midnight|midday|dawn|dusk|sunrise|sunset|mornings?|afternoons?|evenings?|nights?|overnight",
		`(?:\\d[\\d,.]*|${FEW})[ -](?:\\p{L}+ )?(?:${UNIT})`,
		"ago|yesterday|today|tomorrow|tonight|anytime|any time|daily|weekly|monthly|quarterly|yearly|annually|all (?:day|night|week|year)|any day",
		`(?:every|each) (?:\\p{L}+ )?(?:${UNIT}|morning|evening|afternoon|night)`,
		"spring|summer|autumn|winter|fall|harvest|holidays?|weekends?|weekdays?|birthday|childhood|youth|(?:teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:s|ies)",
		`(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth) (?:\\p{L}+ )?(?:${UNIT})`,
		`(?:same|next|following|previous|last|this|that|final|opening|shortest|longest) (?:\\p{L}+ )?(?:${UNIT}|time)|(?:week|day|month|year) \\d+`,
		`(?:at|from|to|until|till|by|before|after|around|about|between) (?:half past |quarter (?:past|to) )?(?:\\d{1,2}|${NUMBER})`,
		"(?:in|from|since|with) (?:version |release |v)?\\d+\\.\\d+(?:\\.\\d+)?|in \\d{2,4}|\\d[\\d,]* (?:BC|BCE|CE|AD|BP)|(?:Bronze|Iron|Stone|Middle|Golden) Ages?",
	].join("|")})(?![\\p{L}\\p{N}])`,
	"iu",
);
/** When something else was: "after the storm". It may say when, and most often does not. */
const MEANWHILE =
	/(?<!\p{L})(?:when(?:ever)?|after|before|until|till|as (?:soon as|the|it|they)|once|while|during|since|upon|following|if|now|nowadays|currently|recently|always|never|every|each|later|then|immediately|soon|aged?|within|at the (?:start|end|beginning|close|outbreak))(?!\p{L})/iu;
/** "When do boats not sail?", "When may I go?" are told by "in fog", "with a pass": almost any sentence may tell it. */
const HABITUAL =
	/(?<!\b(?:by|until|till|since|from) )\bwhen (?:(?:do|does|is|are) [^?]*\bnot\b|don['’]t|doesn['’]t|isn['’]t|aren['’]t|should|can|may|must|might)\b/i;
/** Endings of words for people: "painter", "chemist", "tenant". */
const ROLE = "\\p{Ll}{3,}(?:[eo]rs?|ists?|ians?|m[ae]n|ants?|ents?|wrights?|smiths?|ees?)";
/** Words that only end like them. */
const NO_ROLE =
	"never|ever|over|under|after|other|another|either|neither|whether|rather|however|further|together|later|per|for|nor|or|three|free|trees?|coffee|fee|degrees?|went|sent|spent|cent|percent|different|present|recent|vacant|important|events?|moments?|contents?|months?|percents?";
const PEOPLE =
	"m[ae]n|wom[ae]n|agents?|users?|people|persons?|public|staff|crew|police|army|troops|child(?:ren)?|schoolchild(?:ren)?|boys?|girls?|guests?|famil(?:y|ies)|sons?|wi(?:fe|ves)|husbands?|uncles?|aunts?|friends?|cousins?|neighbours?|widow|king|queen|prince|princess|dukes?|monarchs?|(?:land)?lords?|lad(?:y|ies)|priests?|monks?|nuns?|nurses?|cooks?|chief|head|chair|captain|clerk";
const BODIES =
	"teams?|councils?|compan(?:y|ies)|firms?|boards?|agenc(?:y|ies)|ministry|states?|guilds?|court|unions?|associations?|offices?|groups?|clubs?|colleges?|schools?|universit(?:y|ies)|banks?|desk|reception|security";
const PRONOUN = "he|she|they|I|we|you|me|us|my|our|your|nobody|no one|anyone|everybody|everyone|anybody";
/** "By the tenants", in whatever word. */
const AGENT = "by\\s+(?:(?:the|an?)\\s+)?(?!(?:on|in|at|to|of|for|the|an?|and|hand)\\b)\\p{Ll}+";
const PERSON = new RegExp(`(?<!\\p{L})(?:(?!(?:${NO_ROLE})(?!\\p{L}))${ROLE}|${PEOPLE}|${BODIES}|${PRONOUN}|${AGENT})(?!\\p{L})`, "u");
const BECAUSE =
	"because|since|as|due|owing|thanks?|so|for|over|amid|following|after|when|whenever|where|or|otherwise|unless|without|only|too|therefore|thus|hence|thereby|in order|light of|wake of|view of|face of|to \\p{Ll}{2,}|by \\p{Ll}{2,}ing";
const CAUSE =
	"results?|resulted|resulting|grounds?|lack|purpose|reasons?|why|account|memory|honou?r|response|protest|dispute|quarrel\\p{L}*|concerns?|worr(?:y|ied|ies)|suspicion|accus\\p{L}+|charged?|advice|requests?|death|ill|illness|fail(?:ed|ure|ing)|collapse[sd]?|caus(?:e|es|ed|ing)|leads?|led|owe[sd]?|named|prompt(?:ed|ing|s)|blam(?:e|ed|es|ing)|attract\\p{L}*|inspired?";
const WILL =
	"avoid|prevent|protect|ensure|want(?:ed|s|ing)?|wish(?:ed|es|ing)?|hop(?:e|ed|es|ing)|inten(?:d|ds|ded|t|tion)|aim(?:s|ed|ing)?|fear(?:s|ed|ing)?|refus(?:e|ed|es|ing|al)|demand\\p{L}*|need(?:s|ed)?|requir(?:e|es|ed|ing)|rules?|must|would|could|cannot|\\p{L}+n['’]t|not?|nobody|never|ma(?:ke|kes|de|king)|means?|meant|help(?:s|ed|ing)?|allow(?:s|ed|ing)?|lets?|found|sa(?:id|ys)|believ\\p{L}+|thought";
const REASON = new RegExp(`(?<!\\p{L})(?:${BECAUSE}|${CAUSE}|${WILL})(?!\\p{L})`, "iu");
/** "Take citric acid; vinegar attacks the seals." */
const EXPLAINING = /[;–—]|\p{Ll}: (?=\p{Ll})|\((?=\p{Ll})/u;
const CALLED =
	/\b(?:called|known as|terms?|termed|names?(?! of)|named(?! (?:after|for)\b)|dubbed|nicknamed|referred to|titled|entitled|aka)\b|\b(?:is|are|was|were) \S+\W*$|\((?=\p{L})|[\p{L}\d-][._/][\p{L}\d]/iu;
/** A capitalised word within a sentence, or words in quotation marks or code. */
const NAME = /(?<=[^.!?:\s"“][ \u00a0"“‘('’-]{1,3})\p{Lu}[\p{L}\p{M}\p{N}'’.-]*|["“‘`][^"“”’`]+["”’`]|\p{Lu}[\p{L}.]+(?= \p{Lu})/gu;

const NO_NAME = new RegExp(`\\b(?:${MONTH}|(?:${WEEKDAY})s?)\\b`, "gu");

const COUNTING = new RegExp(`^(?:${NUMBER})$`, "i");

type Test = (sentence: string, known: ReadonlySet<string>) => boolean;
const GIVES: Readonly<Record<Wanted, Test>> = {
	figure: givesNumber,
	count: (sentence, known) => givesNumber(withoutMeasures(sentence), known), // of what: see `marks.ts`
	speech: tellsWords,
	time: (sentence, known) => MEANWHILE.test(sentence) || dates(sentence, known),
	person: (sentence, known) =>
		givesName(sentence.replace(NO_NAME, ""), known) ||
		beginsWithName(sentence, known) ||
		PERSON.test(withoutWords(lowerFirst(sentence), known)),
	reason: (sentence, known) => REASON.test(sentence) || EXPLAINING.test(sentence) || holdsKind("reason", sentence, known),
	name: (sentence, known) => CALLED.test(sentence) || givesName(sentence.replace(NO_NAME, ""), known) || beginsWithName(sentence, known),
};

/** Whether an English sentence gives what is wanted. @param known words of the question, lower case */
export function gives(wanted: Wanted, sentence: string, known: ReadonlySet<string>): boolean {
	return GIVES[wanted](sentence, known);
}

/** Whether an English sentence dates something: by a day, a year, a time of day, a span. @param known words of the question, lower case */
export function dates(sentence: string, known: ReadonlySet<string>): boolean {
	const fresh = withoutKnown(sentence, known);
	return MONTHS_AND_AGES.test(fresh) || DATED.test(fresh);
}

/** "Mozart wrote it", "Security locks the gates", "IT will do it", but not "It was done". */
function beginsWithName(sentence: string, known: ReadonlySet<string>): boolean {
	const [, name = "", verb = ""] = /^(\p{Lu}\p{L}+) (\p{L}+)/u.exec(sentence) ?? [];
	if (/^\p{Lu}+$/u.test(name) && !known.has(name.toLowerCase())) return true;
	const isVerb = /^(?:also|first|later|once|had|has|was)$/.test(verb) || looksPast(verb) || (/s$/.test(verb) && !/s$/.test(name));
	return isVerb && !COUNTING.test(name) && wordsOf(name).some((word) => !known.has(word.text) && !isStopWord(word));
}

function withoutWords(sentence: string, known: ReadonlySet<string>): string {
	return sentence.replace(/\p{L}+/gu, (word) => (known.has(word.toLowerCase()) ? "" : word));
}

function lowerFirst(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function givesName(sentence: string, known: ReadonlySet<string>): boolean {
	return [...sentence.matchAll(NAME)].some(([name]) =>
		name.split(/[^\p{L}\p{M}\p{N}]+/u).some((word) => word !== "" && !known.has(word.toLowerCase())),
	);
}
