import { MONTH } from "../text/dates.ts";
import { isIrregularPast } from "../text/irregular-forms.ts";
import type { Word } from "../text/words.ts";

/** What kind of thing a question asks for. */
export const ANSWER_KINDS = ["person", "date", "number", "place", "reason", "definition"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number] | "other";

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
		/\b(?:because|since|due to|owing to|thanks to|as a result|so that|in order to|on .{0,20}grounds|on the grounds|for (?:fear|security|lack|\w+ing)|lack of|in (?:response|protest|retaliation|reaction)|purpose|so(?! (?:far|called|many|much|on)\b)|caused?|causes|led to|leads to|result(?:s|ed|ing)? (?:in|from)|therefore|thus|reasons?|why|earn(?:ed|ing)|prompt(?:ed|ing)|to (?:avoid|prevent|protect|ensure|make|keep|help|allow|reduce|increase|gain|get))\b/i,
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
	if (kind === "date") return HELD.date.test(withoutKnown(sentence, known));
	if (kind === "number") return HELD.number.test(counting(sentence, known));
	if (kind === "place") return [...sentence.matchAll(HELD.place)].some(([, name]) => !known.has((name as string).toLowerCase()));
	return HELD[kind].test(sentence);
}

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** "One of them" counts nothing. */
const NO_NUMBER = /(?<!\b(?:only|just) )\bone (?:of|another)\b|\b(?:the|this|that|any|every) one\b|\bone by one\b/gi;
const YEAR = "(?:1\\d|20)\\d\\d";
/** What follows a count: "people", "square feet", a plural. */
const COUNTED =
	"[ -](?:people|men|women|children|sq|square|ft|feet|foot|m|km|kg|metres?|meters?|euros?|dollars?|pounds?|(?!was|is|has|as|its|his|this)\\p{Ll}+s)\\b";
const DAY = "\\d{1,2}(?:st|nd|rd|th)?";
/** Figures that date something: "May 4, 1850", "(1850-1925)", "an 1850 novel", "the 1850s". "After 1850 attempts" counts. */
const DATE = new RegExp(
	`\\b(?:${[
		`${MONTH}\\.? ${DAY}(?:,? ${YEAR}|(?!${COUNTED}))`,
		`${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?`,
		`(?:${MONTH}|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter),? ${YEAR}`,
		`${YEAR} ?[-–] ?(?:${YEAR}|\\d\\d|present)`,
		`(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|till|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|mid|circa|[Aa]n?)[ -]${YEAR}(?: (?:and|to|or) ${YEAR})?(?!${COUNTED})`,
		`${YEAR}(?:s|(?=\\)))`,
		"\\d{1,2}(?:st|nd|rd|th) centur(?:y|ies)",
	].join("|")})\\b`,
	"gu",
);
const NUMBER_GIVEN = new RegExp(
	`\\p{N}|\\b(?:${NUMBER_WORD}|zero|fourteen|sixteen|seventeen|eighteen|nineteen|trillions?|none|no (?!longer\\b|one\\b|more\\b)(?:\\p{L}+ )?(?!(?:was|has|is|does|this)\\b)\\p{L}+s|nobody|single|both|all|multiple|numerous|various|majority|minority|negligible|pair|duo|trio|quartet|quintet|fifths|tenths|any number|as many|unlimited|free|daily|weekly|monthly|yearly|annually|every (?:hour|day|week|month|year))\\b`,
	"iu",
);
/**
 * Whether a sentence says how many, in figures or in English words: "many of them" does not, nor "one of them", nor when it was.
 * @param known words of the question, lower case
 */
export function givesNumber(sentence: string, known: ReadonlySet<string>): boolean {
	return NUMBER_GIVEN.test(counting(sentence, known).replace(NO_NUMBER, ""));
}

/** Asked for with one of these, a sentence may tell it by years: "from 1914 to 1918", "grew from 1200 to 1850". */
const TOLD_BY_YEARS = "long old often age years months days duration population price cost".split(" ");
/** And by a code: "order number A7781", "size M8". */
const TOLD_BY_CODES = ["number", "size"];
const PRICE = ["much", "cost", "costs", "price", "fee", "salary", "rent", "pay"];

/** The mark of a clause or an item: "1.1 This policy", "2. Racks", "(3) The tenant". */
const MARK = /^\s*(?:\(?\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+)\s+(?=\p{Lu})/u;
/** Figures within a name: "P40", "IP68", "F-22", "AGPL-3.0". */
const CODE = /(?<![\p{L}\p{N}])(?:\p{L}+|\p{Lu}[\p{L}\p{N}]*-)\d[\p{L}\p{N}.-]*/gu;
/** Figures that only tell one thing from others: "no. 41", "room 12". */
const LABEL =
	/\b(?:[Nn]os?\. ?|(?:[Nn]umber|[Rr]oom|[Pp]age|[Cc]hapter|[Ss]ection|[Cc]lause|[Pp]latform|[Ii]ssue|[Vv]olume|[Vv]ersion|[Rr]oute) )\d+/g;
const MONEY = /^(?:\p{Lu}{2,3}|Rs|kr|Kč)\d/u;

/** A sentence without the figures that count nothing: those of marks, names and dates, and those that the question gives. */
function counting(sentence: string, known: ReadonlySet<string>): string {
	const asks = (words: readonly string[]) => words.some((word) => known.has(word));
	const named = asks(TOLD_BY_CODES)
		? sentence
		: sentence.replace(CODE, (code) => (asks(PRICE) && MONEY.test(code) ? code : "")).replace(LABEL, "");
	const fresh = withoutKnown(named.replace(MARK, ""), known);
	return asks(TOLD_BY_YEARS) ? fresh : fresh.replace(DATE, "");
}

/** Without the figures that the question gives, each once: of "all 12 of the 12" one counts. */
export function withoutKnown(sentence: string, known: ReadonlySet<string>): string {
	const met = new Set<string>();
	return sentence.replace(NUMBER, (number) => {
		const bare = number.replaceAll(",", "");
		if (!known.has(bare) || met.has(bare)) return number;
		met.add(bare);
		return "";
	});
}

const PAST = new Set("was were had did been hit set cut shut quit burst split spread hurt lay beat shed lit put let cost".split(" "));

/** Whether an English sentence tells something of the past: it holds a verb's past form. */
export function tellsPast(words: readonly Word[]): boolean {
	return words.some(({ text }) => PAST.has(text) || (text.length > 3 && /(?:[^e]|gre|fre|tee)ed$/.test(text)) || isIrregularPast(text));
}

const REPORTING = new RegExp(
	`["“”«„]|\\b(?:${[
		"sa(?:ys?|id)|t(?:ells?|old)|th(?:inks?|ought)|feels?|felt|according to|in favou?r|against|agree[sd]?|disagree[sd]?|repl(?:ies|ied)|den(?:ies|ied)",
		"believe[sd]?|describe[sd]?|argue[sd]?|criti[cz]i[sz]e[sd]?|promise[sd]?|oppose[sd]?|urge[sd]?|praise[sd]?|blame[sd]?|apologi[sz]e[sd]?|pledge[sd]?|welcome[sd]?|rule[sd]?|declare[sd]?|hope[sd]?|refuse[sd]?|propose[sd]?|dismisse[sd]|expresse[sd]|stresse[sd]",
		"(?:claim|suggest|warn|explain|respond|react|comment|demand|reject|call|insist|add|vow|defend|threaten|recommend|back|support|consider|regard|condemn|accept|fear|expect|want|wish|doubt|plead|announce?|object|protest|complain)(?:s|e?d)?",
		"worried|concerned|angry|pleased|disappointed|delighted|shocked",
	].join("|")})\\b`,
	"i",
);

/** Whether an English sentence gives what someone said or thinks, in direct or reported speech. */
export function tellsWords(sentence: string): boolean {
	return REPORTING.test(sentence);
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
