import { DEFAULT_LANGUAGE, type Language } from "../text/languages.ts";
import type { Word } from "../text/words.ts";

/** What kind of thing a question asks for. */
export const ANSWER_KINDS = ["person", "date", "number", "place", "reason", "definition"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number] | "other";

// Of patterns that fit at the same place the first one names the kind: "what year" is a date before "what" is anything.
const ASKED: readonly (readonly [AnswerKind, RegExp])[] = [
	["definition", /^[Ww]ho(?:'s| is| are| was| were) (?:the )?\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|of|de|the|al|van|von))* *\??$/u],
	["date", /\b(?:when|(?:what|which|in what|in which) (?:year|date|day|month|century|decade|time)|how long ago)\b/i],
	[
		"number",
		/\b(?:how (?:many|much|long|old|far|tall|large|big|often|high|fast|deep|wide|heavy)|(?:what|which) (?:number|amount|percentage|percent|proportion|share|age|price|cost|rate|size|population|distance|temperature))\b/i,
	],
	["place", /\b(?:where|(?:what|which) (?:country|city|town|place|state|region|continent|county|village|location|address))\b/i],
	[
		"reason",
		/\b(?:why|how come|for what reason|what (?:caused|causes|led to|is the (?:reason|cause)|was the (?:reason|cause)|were the reasons))\b/i,
	],
	[
		"person",
		/\b(?:who|whom|whose|(?:what|which) (?:person|man|woman|president|author|artist|king|queen|scientist|player|actor|leader|minister|official|politician))\b/i,
	],
	[
		"definition",
		/^(?:so,? )?(?:what(?:'s| is| are| was| were)|define|what (?:do|does|did) .{1,60} (?:mean|stand for)|what do you mean by)\b(?!.*\b(?:of the|name|called|did|does|do)\b)/i,
	],
];

/** Question words of other languages; those that no pattern finds ask for no kind in particular. */
const ASKED_ELSEWHERE: Readonly<Record<Language, readonly (readonly [AnswerKind, string])[]>> = {
	ar: [
		["date", "متى"],
		["number", "كم"],
		["place", "أين|اين"],
		["reason", "لماذا"],
		["person", "من (?:هو|هي|هم|الذي|التي)"],
	],
	de: [
		["date", "wann|in welchem jahr"],
		["number", "wie ?viele?|wie (?:lange|hoch|weit|alt|oft|groß)"],
		["place", "wo|wohin|woher"],
		["reason", "warum|weshalb|wieso"],
		["person", "wer|wen|wem|wessen"],
	],
	es: [
		["date", "cuándo|en qué año"],
		["number", "cuánt[oa]s?"],
		["place", "dónde|adónde"],
		["reason", "por qué"],
		["person", "quién(?:es)?"],
	],
	fr: [
		["date", "quand|en quelle année"],
		["number", "combien"],
		["place", "où"],
		["reason", "pourquoi"],
		["person", "qui"],
	],
	it: [
		["date", "quando|in (?:che|quale) anno"],
		["number", "quant[oaie]"],
		["place", "dove"],
		["reason", "perché"],
		["person", "chi"],
	],
	nl: [
		["date", "wanneer|in welk jaar"],
		["number", "hoeveel|hoe (?:lang|oud|hoog|ver|vaak|groot)"],
		["place", "waar"],
		["reason", "waarom"],
		["person", "wie"],
	],
	pt: [
		["date", "quando|em que ano"],
		["number", "quant[oa]s?"],
		["place", "onde"],
		["reason", "por ?qu[eê]"],
		["person", "quem"],
	],
	ru: [
		["date", "когда|в каком году"],
		["number", "сколько"],
		["place", "где|куда|откуда"],
		["reason", "почему|зачем"],
		["person", "кто|кого|кому|кем"],
	],
};

/** The kind whose question words come first: "why did it close when …" asks for a reason. */
export function kindAsked(question: string, language: Language = DEFAULT_LANGUAGE): AnswerKind {
	let kind: AnswerKind = "other";
	let first = Number.POSITIVE_INFINITY;
	for (const [name, pattern] of patternsOf(language)) {
		const at = pattern.exec(question)?.index ?? first;
		if (at < first) [kind, first] = [name, at];
	}
	return kind;
}

function patternsOf(language: Language): readonly (readonly [AnswerKind, RegExp])[] {
	if (language === "en") return ASKED;
	return (ASKED_ELSEWHERE[language] ?? []).map(
		([kind, words]) => [kind, new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, "iu")] as const,
	);
}

/** Whether a text ends with a question mark. */
export function asks(text: string): boolean {
	return /[?？؟]["'”’»)]*\s*$/u.test(text);
}

const MONTH =
	"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const NUMBER_WORD =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|couple|half|third|quarter|several|few|twice|once";

/** What a sentence that answers such a question is likely to hold. */
const HELD: Record<Exclude<AnswerKind, "other" | "person">, RegExp> = {
	date: new RegExp(
		`\\b(?:${MONTH}\\.? \\d{1,4}|\\d{1,2} ${MONTH}|(?:in|since|by|until|from|of|during|early|late|mid-?) ?(?:1\\d{3}|20\\d\\d)s?|1\\d{3}s?|20\\d\\d|\\d{1,2}(?:st|nd|rd|th) century|(?:in|on|last|next|this) (?:${MONTH}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|fall|winter|year|week|month)|yesterday|today|${MONTH} \\d{4})\\b`,
	),
	number: new RegExp(`\\d|\\b(?:${NUMBER_WORD}|many|most)\\b`, "i"),
	place:
		/\b(?:in|at|near|outside|inside|across|between|around|(?:west|east|north|south) of)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(\p{Lu}\p{L}+)/gu,
	reason:
		/\b(?:because|since|due to|owing to|thanks to|as a result|so that|in order to|on .{0,20}grounds|on the grounds|for (?:fear|security|lack)|caused?|causes|led to|leads to|result(?:s|ed|ing)? (?:in|from)|therefore|thus|reasons?|why|earn(?:ed|ing)|prompt(?:ed|ing)|to (?:avoid|prevent|protect|ensure|make|keep|help|allow|reduce|increase|gain|get))\b/i,
	definition:
		/\b(?:is|are|was|were|means?|refers? to|known as|called|defined as|consists? of)\s+(?:an?|the|one|any|all)?\b|\([A-Z]{2,}\)|,\s+(?:an?|the)\s+\w+/,
};

const CAPITALISED = /\p{Lu}[\p{L}\p{M}'’-]*[\p{L}\p{M}]/gu;

/**
 * Whether a sentence holds what the question asks for. A name or a number that the question gives is not its answer.
 * @param known words of the question, lower case
 */
export function holdsKind(kind: AnswerKind, sentence: string, known: ReadonlySet<string>): boolean {
	if (kind === "other") return false;
	if (kind === "person") return holdsNewName(sentence, known);
	if (kind === "date" || kind === "number")
		return HELD[kind].test(sentence.replace(NUMBER, (number) => (known.has(number.replaceAll(",", "")) ? "" : number)));
	if (kind === "place") return [...sentence.matchAll(HELD.place)].some(([, name]) => !known.has((name as string).toLowerCase()));
	return HELD[kind].test(sentence);
}

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** "One of them" counts nothing. */
const NO_NUMBER = /\bone (?:of|another)\b|\b(?:the|this|that|any|every) one\b|\bone by one\b/gi;
const NUMBER_GIVEN = new RegExp(
	`\\p{N}|\\b(?:${NUMBER_WORD}|zero|fourteen|sixteen|seventeen|eighteen|nineteen|trillions?|none|nobody|both|pair|free|daily|weekly|monthly|yearly|annually|every (?:hour|day|week|month|year))\\b`,
	"iu",
);

/** Whether a sentence says how many, in figures or in English words: "many of them" does not, nor "one of them". */
export function givesNumber(sentence: string): boolean {
	return NUMBER_GIVEN.test(sentence.replace(NO_NUMBER, ""));
}

function holdsNewName(sentence: string, known: ReadonlySet<string>): boolean {
	for (const match of sentence.matchAll(CAPITALISED)) {
		const name = match[0].replace(/['’]s$/, "").toLowerCase();
		if (!known.has(name) && (match.index > 0 || /^\p{Lu}[\p{L}.'’-]+ \p{Lu}/u.test(sentence))) return true;
	}
	return false;
}

const SAYS_WHAT =
	/^\W{0,3}(?:\([^)]*\)\W*)?(?:(?:is|are|was|were|means?|refers?|denotes?|describes?|consists?)\b|,\s+(?:an?|the|one|also|or|which)\b)/;
const GIVES_NAME = /(?:called|known as|termed|named|dubbed|defined as|such as|\()\s*(?:the|an?)?\W*$/;

/**
 * Whether a sentence says what something is: "X is a …", "X, a …", "X (a …) means …", "called X".
 * @param isSubject whether the word with this number names it
 */
export function defines(sentence: string, words: readonly Word[], isSubject: (word: number) => boolean): boolean {
	return words.some(
		({ start, end }, at) => isSubject(at) && (SAYS_WHAT.test(sentence.slice(end)) || GIVES_NAME.test(sentence.slice(0, start))),
	);
}

const STANDS_FOR =
	/(?:^|\s)what (?:do|does|did) (?:[^?]{0,60}\s)?["“'‘]?([^\s"“”'‘’]+)["”'’]? stand for(?=\s*(?:[?.!,]|$|in\b|and\b|within\b))/iu;
const SHORT_FOR = /(?:^|\s)what(?: is| was|['’]s) (?:the )?["“'‘]?([^\s"“”'‘’]+)["”'’]? short for\b(?! (?:his|her|its|their|my|your)\b)/iu;
/** Written like an abbreviation: two capitals or figures, or full stops between letters. */
const ABBREVIATION = /^(?=.{2,12}$)(?:.*[\p{Lu}\p{N}].*[\p{Lu}\p{N}].*|\p{L}(?:\.\p{L})+\.?)$/u;
/** Asked in small letters, as a search engine is. */
const BARE_STANDS_FOR = /^what (?:do|does|did) (?!(?:i|we|you|he|she|it|they|us|this|that|these|those|one)\b)(\p{L}{2,6}) stand for\??$/iu;

/** The abbreviation whose long form an English question asks for: "What does NATO stand for?" */
export function abbreviationAsked(question: string): string | null {
	const asked = question.trim();
	const written = STANDS_FOR.exec(asked)?.[1] ?? SHORT_FOR.exec(asked)?.[1];
	if (written !== undefined && ABBREVIATION.test(written)) return written;
	return BARE_STANDS_FOR.exec(asked)?.[1] ?? null;
}
