/** What kind of thing a question asks for. */
export type AnswerKind = "person" | "date" | "number" | "place" | "reason" | "definition" | "other";

// Of patterns that fit at the same place the first one names the kind: "what year" is a date before "what" is anything.
const ASKED: readonly (readonly [AnswerKind, RegExp])[] = [
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
		/^(?:so,? )?(?:what(?:'s| is| are| was| were)|define|what does .{1,60} mean|what do you mean by)\b(?!.*\b(?:of the|name|called|did|does|do)\b)/i,
	],
];

/** The kind whose question words come first: "why did it close when …" asks for a reason. */
export function kindAsked(question: string): AnswerKind {
	let kind: AnswerKind = "other";
	let first = Number.POSITIVE_INFINITY;
	for (const [name, pattern] of ASKED) {
		const at = pattern.exec(question)?.index ?? first;
		if (at < first) [kind, first] = [name, at];
	}
	return kind;
}

const MONTH =
	"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const NUMBER_WORD =
	"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|couple|half|third|quarter|several|few|twice|once|many|most)";

/** What a sentence that answers such a question is likely to hold. */
const HELD: Record<Exclude<AnswerKind, "other" | "person">, RegExp> = {
	date: new RegExp(
		`\\b(?:${MONTH}\\.? \\d{1,4}|\\d{1,2} ${MONTH}|(?:in|since|by|until|from|of|during|early|late|mid-?) ?(?:1\\d{3}|20\\d\\d)s?|1\\d{3}s?|20\\d\\d|\\d{1,2}(?:st|nd|rd|th) century|(?:in|on|last|next|this) (?:${MONTH}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|fall|winter|year|week|month)|yesterday|today|${MONTH} \\d{4})\\b`,
	),
	number: new RegExp(`\\d|\\b${NUMBER_WORD}\\b`, "i"),
	place:
		/\b(?:in|at|near|from|to|into|of|outside|across|between|around|west|east|north|south)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}\p{Lu}\p{L}+/u,
	reason:
		/\b(?:because|since|due to|owing to|thanks to|as a result|so that|in order to|on .{0,20}grounds|on the grounds|for (?:fear|security|lack)|caused?|causes|led to|leads to|result(?:s|ed|ing)? (?:in|from)|therefore|thus|reasons?|why|earn(?:ed|ing)|prompt(?:ed|ing)|to (?:avoid|prevent|protect|ensure|make|keep|help|allow|reduce|increase|gain|get))\b/i,
	definition:
		/\b(?:is|are|was|were|means?|refers? to|known as|called|defined as|consists? of)\s+(?:an?|the|one|any|all)?\b|\([A-Z]{2,}\)|,\s+(?:an?|the)\s+\w+/,
};

const CAPITALISED = /\p{Lu}[\p{L}\p{M}'’-]*[\p{L}\p{M}]/gu;

/**
 * How telling it is that a sentence holds the kind: fitted like the weights of the sentences, but for places, of which the questions were
 * too few.
 */
const TELLING: Record<Exclude<AnswerKind, "other">, number> = {
	date: 1,
	number: 1,
	reason: 0.95,
	place: 0.85,
	person: 0.7,
	definition: 0.2,
};

/**
 * What it counts that a sentence holds what is asked for, 0 to 1.
 */
export function kindScore(kind: AnswerKind, sentence: string, known: ReadonlySet<string>): number {
	return kind === "other" ? 0 : TELLING[kind] * holdsKind(kind, sentence, known);
}

/**
 * Whether a sentence holds what the question asks for: 1 yes, 0 no, and 0.5 where the question does not tell.
 * @param known words of the question, lower case: a name that the question gives is not its answer
 */
export function holdsKind(kind: AnswerKind, sentence: string, known: ReadonlySet<string>): number {
	if (kind === "other") return 0.5;
	if (kind === "person") return holdsNewName(sentence, known) ? 1 : 0;
	return HELD[kind].test(sentence) ? 1 : 0;
}

function holdsNewName(sentence: string, known: ReadonlySet<string>): boolean {
	for (const match of sentence.matchAll(CAPITALISED)) {
		const name = match[0].replace(/['’]s$/, "").toLowerCase();
		if (!known.has(name) && (match.index > 0 || /^\p{Lu}[\p{L}.'’-]+ \p{Lu}/u.test(sentence))) return true;
	}
	return false;
}
