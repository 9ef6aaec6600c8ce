import { looksPast } from "../text/irregular-forms.ts";
import { DEFAULT_LANGUAGE, type Language } from "../text/languages.ts";
import type { AnswerKind } from "./answer-kind.ts";
import { asksForCount, namesMeasure, timeOfDayAsked } from "./measures.ts";

/** What is told by a number. */
const MEASURE =
	"number|amount|percentage|percent|proportion|share|age|price|cost|rate|size|population|distance|temperature|height|weight|length|width|depth|speed|salary|fee|fare|fine|rent|toll|deposit|premium|wage|turnover|revenue|budget|capacity|duration|diameter|voltage";
/** "What does it cost?", "What did he pay for the house?", "What is it worth?" */
const PAYING = [
	"what (?:(?:do|does|did|will|would|must|should|can|could|shall)(?:n['’]t)?) (?:(?!(?:if|when|to|about|because|after|before|do|that|which|who|need)\\b)[^\\s?]+ ){1,14}?(?:(?:have|has|need|needs|got) to )?",
	"(?<!\\b(?:the|an?|of|its|his|her|their|my|our|your|any|this|in) )(?:cost(?! (?:him|her|them|include|cover)\\b)|(?<!\\bwhat (?:can|could|should) .{1,60})(?:charge(?! [^?]*\\bwith\\b)|earn(?! (?:his|her|their|my|our|your|its|the|points)\\b))|(?<!\\b(?:should|could|can|you|I|we) .{0,60})(?:sell|go) for(?=\\W*$)",
	"|pay(?! (?:out|in(?! \\d)|with|by|back|attention|more|most|less|heed|tribute)\\b| for(?:\\W*$| (?:\\p{L}+sel(?:f|ves)|separately|extra|in|if|when)\\b)))",
	"|what (?:is|are|was|were) [^?]{1,60}\\bworth(?=\\W*$)",
].join("");

// Of patterns that fit at the same place the first one names the kind: "what year" is a date before "what" is anything.
const ASKED: readonly (readonly [AnswerKind, RegExp])[] = [
	["definition", /^[Ww]ho(?:['’]?s| is| are| was| were) \p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|of|de|the|al|van|von))* *\??$/gu],
	[
		"date",
		/\b(?:whens?|(?:what|which|in what|in which) (?:year|date|days?|months?|century|decade|time|mornings?|afternoons?|evenings?|weekdays?|season)|how long ago|what(?:['’]?s| is| are)? (?:the |your |its |their )?(?:\p{L}+ )?(?:(?:opening|office|visiting) (?:hours|times|days)|(?:start|starting|end|closing|departure|arrival) times?))\b/giu,
	],
	[
		"number",
		new RegExp(
			`\\b(?:how (?:many|much|long|old|far|tall|large|big|often|frequently|high|fast|quick|quickly|soon|deep|wide|heavy|hot|cold|warm|thick|expensive|loud)|${PAYING}|(?<!\\bin )what (?:${MEASURE})|which (?:percentage|share|proportion)|what(?:['’]?s| is| are| was| were) (?:the |its |his |her |their |(?:\\p{L}+ ){0,2}[\\p{L}-]+['’]s? )(?:\\p{L}+ )?(?:${MEASURE})(?=\\W*$| (?:of|for|in|at|per|on|to|a|an|by)\\b))\\b`,
			"giu",
		),
	],
	[
		"place",
		/\b(?:wheres?|(?:what|which) (?:country|city|town|place|state|region|continent|county|village|location|address)|what(?:['’]?s| is| was| are) (?:the |its |your |his |her |their )?(?!(?:e-?mail|web|internet|IP) )(?:\p{L}+ )?(?:address|whereabouts|birthplace))\b/giu,
	],
	[
		"reason",
		/\b(?:whys?|how come|for what reason|what (?:caused|causes|led to|made|is the (?:reason|cause)|was the (?:reason|cause)|were the reasons))\b/gi,
	],
	[
		"person",
		/\b(?:whos?|whom|whose|(?:what|which) (?:person|man|woman|president|author|artist|king|queen|scientist|player|actor|leader|minister|official|politician))\b/gi,
	],
	[
		"definition",
		/^(?:so,? )?(?:what(?:['’]?s| is| are| was| were)|define|what (?:do|does|did) .{1,60} (?:mean|stand for)|what do you mean by)\b(?!.*\b(?:of the|name|called|did|does|do)\b)/gi,
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
	const asking = language === "en" ? askingWord(question) : null;
	if (asking === "none") return "other";
	if (language === "en" && asking === null && isKeywords(question)) return kindNamed(question);
	let kind: AnswerKind = "other";
	let first = Number.POSITIVE_INFINITY;
	for (const [name, pattern] of patternsOf(language)) {
		for (const { index, 0: found } of question.matchAll(pattern)) {
			if (asking !== null && !(index <= asking && asking < index + found.length)) continue;
			if (NOUNS.includes(name) && language === "en" && isFirstOfCompound(question, found, index + found.length)) continue;
			if (index < first) [kind, first] = [name, index];
		}
	}
	return kind;
}

/** Kinds that are asked for by a noun: "what year", "which city". */
const NOUNS: readonly AnswerKind[] = ["date", "number", "place"];
const WHAT_NOUN = /^(?:in )?(?:what|which) (?!(?:is|are|was|were)$)\p{L}+$/iu;

/** Whether the noun that is asked for belongs to the next: "what time zone is …" asks for no time, "what year Rome was founded" for a year. */
function isFirstOfCompound(question: string, found: string, end: number): boolean {
	if (!WHAT_NOUN.test(found)) return false;
	const rest = question.slice(end, end + LONGEST_COMPOUND);
	if (/ time$/i.test(found)) return TIME_AND_NOUN.test(rest);
	const [, next = ""] = NOUN_AND_VERB.exec(rest) ?? [];
	return COMPOUND.test(rest) || (next !== "" && !/(?:s|ly)$/.test(next) && !looksPast(next));
}

const MOST_KEYWORDS = 8;
const DATE_NAMED = /\b(?:date|day|month|year|century) (?:of|when)\b|\b(?:birthday|deadline|date)\W*$/i;

/** Whether it is written as for a search engine: "mount karsa height". */
function isKeywords(question: string): boolean {
	return question.trim().split(/\s+/).length <= MOST_KEYWORDS && !/[.!]/.test(question);
}

/** The kind of which keywords name one. */
function kindNamed(keywords: string): AnswerKind {
	if (timeOfDayAsked(keywords) !== null || DATE_NAMED.test(keywords)) return "date";
	return asksForCount(keywords) || namesMeasure(keywords) ? "number" : "other";
}

/** Whether an English question is an open one: it asks for more than yes, no, or one of the things that it names. */
export function isOpenQuestion(question: string): boolean {
	return typeof askingWord(question) === "number" && !/\bor\b/i.test(question);
}

/** Whether an English question asks what has happened. */
export function asksWhatHappened(question: string): boolean {
	return /\bwhat (?:(?:has|have|had|all|else|then|ever|actually|really|exactly) )*(?:happened|occurred|took place|taken place|went on|went wrong|gone wrong)\b/i.test(
		question,
	);
}

const SOMEONE = "(?!(?:I|you|we|it|this|that|these|those|one|code|error)\\b)";
/** What X said; how X reacted; X's view. Nobody speaks where you reply, a horse reacts with sweat or a list has a view. */
const SPEECH = new RegExp(
	[
		`\\b(?:what|how) (?:(?:exactly|else) )?(?:do|does|did|has|have|had) ${SOMEONE}[^?]{2,80}\\b(?:say|said|think|thought|argue|warn|feel|make of|tell (?!me\\b|us\\b|you\\b)|told)\\b`,
		`\\bhow did ${SOMEONE}[^?]{2,80}\\b(?:react|respond|reply|comment)\\b(?! with\\b)`,
		"\\bwhat (?:is|was|are|were) [^?]{2,60}(?:['’]s?|\\b(?:his|her|their)) (?:\\p{L}+ )?(?:reactions?|response|opinions?|views?)\\b",
	].join("|"),
	"iu",
);

/** Whether an English question asks what someone said or thinks. */
export function asksWhatWasSaid(question: string): boolean {
	return SPEECH.test(question);
}

const NAMED = new RegExp(
	[
		"\\b(?:what|which)\\b[^?]*\\b(?:called|named|titled)\\W*$",
		"\\b(?:what|which)(?:['’]?s| (?:is|are|was|were)) (?:(?:the|its|his|her|their) )?(?:[^?]{1,40}['’]s? )?(?:\\p{L}+ )?(?:names?|titles?)\\b(?! (?!(?:of|for|in|at|given|under|used|by|on|behind|from|and|he|she|it|they|you|we|that)\\b)\\p{L})",
	].join("|"),
	"iu",
);

/** Whether an English question asks what something is called. */
export function asksForName(question: string): boolean {
	return NAMED.test(question);
}

/** As people type them: "whos the boss". */
const INTERROGATIVE = /\b(?:what|which|who|whom|whose|when|where|why|how)s?\b/gi;
/** Verbs before which or behind which a question has its subject, as the source of a regular expression. */
export const AUXILIARY = "(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)(?:n['’]t)?";
const LONGEST_COMPOUND = 60; // characters
const NO_NOUN = `(?!(?:${AUXILIARY}|the|an?|of|for|in|at|on|to|from|by|with|per|between|each|every|this|that|next|last|exactly|my|our|your|his|her|its|their|you|he|she|it|they|we|and|or|first|last|most|also|ever|never|now|people|women|men|children)\\b)`;
/** "What time breakfast is served" asks for the time, "what time limit applies" and "what time slots do you have" do not. */
const TIME_AND_NOUN = /^ (?:(?:zone|limit|management|commitment|signature|period|frame|slot|sheet|travel)s?\b|\p{Ll}+ (?:do|does|did)\b)/u;
const COMPOUND = new RegExp(`^(?: ${NO_NOUN}\\p{Ll}[\\p{L}-]*){1,3} ${AUXILIARY}\\b`, "u");
/** "What budget airline flies …" */
const NOUN_AND_VERB = new RegExp(`^ ${NO_NOUN}(\\p{Ll}[\\p{L}-]*) ${NO_NOUN}\\p{Ll}{3,}`, "u");
const YES_OR_NO = new RegExp(`^\\W*(?:(?:and|but|so|then) )?${AUXILIARY}\\b`, "i");
/** "Is it known who …" asks who. */
const TOLD =
	/\b(?:know|knows|known|say|says|said|tell|tells|told|clear|mention(?:s|ed)?|state[sd]?|specif(?:y|ies|ied)|explain(?:s|ed)?|report(?:s|ed)?|decided?|announced?|remembers?|(?:find|found) out|(?:record|sign|word) of) (?:(?:me|us|you|them|exactly|at|by|for|from|in|on|to) )*$/i;
const LONGEST_TOLD = 40; // characters
/** "When it rains, what …" asks what. */
const ASKS_FOR_TIME_OR_PLACE = new RegExp(`^(?:when|where)(?:['’]s| (?:\\w+ly )?${AUXILIARY}\\b)`, "i");

/** "When many people refuse to pay, it can be considered?" asks for no time. */
const CLAUSE_FIRST = new RegExp(
	`^\\W*(?:when|where) (?!(?:\\w+ly )?${AUXILIARY}\\b)(?:[^\\s?]+ ){2,12}(?:it|this|they|one|you) ${AUXILIARY} \\w`,
	"i",
);

/**
 * Where the word stands that asks an English question: the first "what", "who", "when" …, but for one that opens a clause. "none" for a
 * question that asks whether; null where no such word stands.
 */
function askingWord(question: string): number | "none" | null {
	const words = [...question.matchAll(INTERROGATIVE)].map(({ index }) => index);
	if (YES_OR_NO.test(question)) return words.find((at) => TOLD.test(question.slice(Math.max(0, at - LONGEST_TOLD), at))) ?? "none";
	const [first, second] = words;
	if (first === undefined) return null;
	if (second === undefined && CLAUSE_FIRST.test(question)) return "none";
	if (second === undefined || /\band $/i.test(question.slice(Math.max(0, second - 4), second))) return first;
	const opens = /^(?:when|where)/i.test(question.slice(first)) && !ASKS_FOR_TIME_OR_PLACE.test(question.slice(first));
	return opens ? second : first;
}

function patternsOf(language: Language): readonly (readonly [AnswerKind, RegExp])[] {
	if (language === "en") return ASKED;
	return (ASKED_ELSEWHERE[language] ?? []).map(
		([kind, words]) => [kind, new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, "giu")] as const,
	);
}

/** Whether a text ends with a question mark. */
export function asks(text: string): boolean {
	return /[?？؟]["'”’»)]*\s*$/u.test(text);
}

const STANDS_FOR =
	/(?:^|\s)what (?:do|does|did) (?:[^?]{0,60}\s)?["“'‘]?([^\s"“”'‘’]+)["”'’]? stand for(?=\s*(?:[?.!,]|$|in\b|and\b|within\b))/iu;
const SHORT_FOR = /(?:^|\s)what(?: is| was|['’]s) (?:the )?["“'‘]?([^\s"“”'‘’]+)["”'’]? short for\b(?! (?:his|her|its|their|my|your)\b)/iu;
/** "What does the R in WR-62 stand for?" */
const LETTER_STANDS_FOR = /(?:^|\s)[Ww]hat (?:do|does|did) (?:the )?(?:letters? )?["“'‘]?(\p{Lu}{1,5})["”'’]? in \S+ stand for\b/u;
/** Written like an abbreviation: two capitals or figures, or full stops between letters. */
const ABBREVIATION = /^(?=.{2,12}$)(?:.*[\p{Lu}\p{N}].*[\p{Lu}\p{N}].*|\p{L}(?:\.\p{L})+\.?)$/u;
/** Asked in small letters, as a search engine is. */
const BARE_STANDS_FOR = /^what (?:do|does|did) (?!(?:i|we|you|he|she|it|they|us|this|that|these|those|one)\b)(\p{L}{2,6}) stand for\??$/iu;

/** The abbreviation whose long form an English question asks for: "What does NATO stand for?" */
export function abbreviationAsked(question: string): string | null {
	const asked = question.trim();
	const letter = LETTER_STANDS_FOR.exec(asked)?.[1];
	if (letter !== undefined) return letter;
	const written = STANDS_FOR.exec(asked)?.[1] ?? SHORT_FOR.exec(asked)?.[1];
	if (written !== undefined && ABBREVIATION.test(written)) return written;
	return BARE_STANDS_FOR.exec(asked)?.[1] ?? null;
}
