/** Something that is told by a number and a unit: how a question asks for it, and how a sentence gives it. English only. */
export type Measure = {
	/** Words that ask for it, each alone: a sentence that gives "6,812 metres" need not say "high" or "height". */
	readonly names: RegExp;
	readonly given: RegExp;
};

const NUMBER =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion";
const IN_WORDS = `(?:${NUMBER}|half|several|few|many|an?|couple of)(?:[ -](?:${NUMBER}|an?|and a half)){0,4}`;
const COUNT = `(?:\\d[\\d.,]{0,20}[ -]?|${IN_WORDS}[ -])`;
const TIME =
	"seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|yrs?|decades?|centur(?:y|ies)|terms?|seasons?";
const LENGTH =
	"mm|cm|m|km|ft|mi|nm|µm|(?:milli|centi|kilo|micro|nano)?met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|stor(?:ey|eys|y|ies)|floors?|light[- ]years?";
const WEIGHT = "k?g|mg|lbs?|oz|t|(?:milli|kilo)?gram(?:me)?s?|kilos?|tonnes?|tons?|pounds?|ounces?|stone";
const HELD = "acres?|hectares?|people|inhabitants|residents|employees|members|[kMGT]i?B|pages|lit(?:re|er)s?|seats|rooms";
const CURRENCY =
	"euros?|dollars?|pounds?|crowns?|francs?|marks?|pesos?|rupees?|yen|yuan|rou?bles?|cents?|pence|kron(?:or|er|a|e)|dinars?|dirhams?|shillings?|rand|reais|lira";
const CURRENCY_CODE = "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|AUD|CAD|Rs|kr";
const PRICE =
	"costs?|pric(?:es?|ed)|fees?|fares?|tolls?|charg(?:es?|ed)|pa(?:ys?|id)|salar(?:y|ies)|wages?|rents?|fin(?:es?|ed)|deposits?|budgets?|revenues?|profits?|turnover|worth|valued?|spen[dt]s?|earn(?:s|ed)?|rais(?:es?|ed)|money|grants?|donat(?:es?|ed|ions?)|debts?|loans?|damages|compensation";

function count(unit: string): string {
	return `(?<![\\p{L}\\d$€£¥₹])${COUNT}(?:more |full |long |square |cubic )?(?:${unit})(?![\\p{L}\\d])`;
}

function named(words: string): RegExp {
	return new RegExp(`^(?:${words})$`, "i");
}

function anyOf(...patterns: readonly string[]): RegExp {
	return new RegExp(patterns.join("|"), "iu");
}

const PERCENT =
	"\\d ?%|\\bper ?cent\\b|\\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|minority|most|all|none)\\b|\\b(?:one|two|three|four|five|nine|\\d+) in (?:two|three|four|five|six|ten|\\d+)\\b";

const FREQUENCY: Measure = {
	names: named("often|frequent|frequently|times|frequency"),
	given:
		/\b(?:once|twice|times|every|each|daily|weekly|monthly|yearly|annual(?:ly)?|hourly|nightly|per|never|always|rarely|seldom|frequently)\b|\ban? (?:second|minute|hour|day|week|month|year|season)\b/i,
};
const AGE: Measure = {
	names: named("old|age"),
	given: anyOf(
		"\\bage[ds]?\\b",
		"[ -]y(?:ears?|rs?)[ -]old\\b",
		", \\d{1,3}(?=[,.;:)]|$)",
		`\\b(?:is|was|were|am|are|turn(?:s|ed)?|only|at|under|over|than) (?:\\d{1,3}|(?:${NUMBER})(?:-(?:${NUMBER}))?)(?=[,.;:)!?]|$| (?:and|when|at|but|years?)\\b)`,
		"\\b(?:born|built|founded|dat(?:es|ing)|established)\\b",
	),
};
const SHARE: Measure = { names: named("percent|percentage|proportion|share|fraction"), given: anyOf(PERCENT) };
const TEMPERATURE: Measure = {
	names: named("hot|cold|warm|temperature"),
	given: /°|\bdegrees?\b|\b(?:celsius|fahrenheit|kelvin)\b/i,
};
const SPEED: Measure = {
	names: named("fast|quick|speed|velocity"),
	given: /\b(?:km\/h|kph|kmh|mph|knots?|m\/s|[kMGT]?b(?:it)?(?:ps|\/s))\b|\b(?:per|an?) (?:hour|second|minute)\b|\bmach \d/i,
};
const MASS: Measure = { names: named("heavy|weigh|weighs|weighed|weight"), given: anyOf(count(WEIGHT)) };
const MONEY: Measure = {
	names: named(`expensive|cheap|${PRICE}`),
	given: anyOf(
		"[$€£¥₹]\\s?\\d|\\d\\s?[$€£¥₹]",
		`\\b(?:${CURRENCY_CODE})\\s?\\d|\\d\\s?(?:${CURRENCY_CODE})\\b`,
		`(?:\\d|\\b(?:${NUMBER})) (?:(?:thousand|million|billion|trillion|m|bn|k) )?(?:${CURRENCY})\\b`,
		`\\b(?:${PRICE})\\b.{0,60}\\d|\\d.{0,40}\\b(?:${PRICE})\\b`,
		"\\b(?:free|no charge)\\b",
	),
};
const EXTENT: Measure = {
	names: named("tall|high|deep|wide|thick|far|broad|height|width|depth|thickness|altitude|elevation|distance"),
	given: anyOf(count(LENGTH)),
};
const DURATION: Measure = {
	names: named(`long|lasts?|lasted|takes?|took|duration|lifespan|expectancy|${TIME}`),
	given: anyOf(
		count(TIME),
		count(LENGTH),
		"\\bfrom \\d{4} (?:to|until|till) \\d{4}",
		"\\b(?:1\\d|20)\\d\\d ?[–-] ?(?:(?:1|20)?\\d)?\\d\\b",
		"\\b(?:since|until|till|overnight|decades)\\b",
		"\\d (?:words|characters)\\b",
	),
};
const SIZE: Measure = {
	names: named("big|large|size"),
	given: anyOf(count(LENGTH), count(WEIGHT), count(HELD), PERCENT, "\\d ?(?:x|×|by) ?\\d", '\\d["”]'),
};
const TIME_OF_DAY: Measure = {
	names: named("time"),
	given: /\b\d{1,2}[:.]\d{2}\b|\d ?(?:a\.?m|p\.?m)\b|\bo['’]clock\b|\b(?:noon|midnight|midday|dawn|dusk|sunrise|sunset)\b/i,
};
const MEASURES = [FREQUENCY, AGE, SHARE, TEMPERATURE, SPEED, MASS, MONEY, EXTENT, DURATION, SIZE];

const HOW = /\bhow (\p{L}+)(?: (?:more )?(\p{L}+))?/iu;
const COSTING = anyOf(`\\b(?:${PRICE})\\b`);
const WEIGHING = /\bweigh(?:s|ed)?\b/i;
/** Nouns that are asked for as such: "what is the height of …". */
const NOUN =
	/\b(?:frequency|age|percent|percentage|proportion|share|fraction|temperature|speed|velocity|weight|cost|price|fee|fare|salary|rent|budget|turnover|height|width|depth|thickness|altitude|elevation|distance|duration|lifespan|size)\b/i;
const AT_WHAT_TIME = /\bwhat time\b(?! (?:period|of (?:year|day)|frame))/i;

/** The time of day, where an English question asks for it. */
export function timeOfDayAsked(question: string): Measure | null {
	return AT_WHAT_TIME.test(question) ? TIME_OF_DAY : null;
}

/**
 * The measure that an English question asks for: "how long" time or length, "how hot" degrees. Null for a count and all else.
 * @param question one that asks for a number
 */
export function measureAsked(question: string): Measure | null {
	if (/\bnumber of\b/i.test(question)) return null;
	const how = HOW.exec(question);
	if (how === null) return measureNamed(NOUN.exec(question)?.[0] ?? "");
	const [, asking = "", next = ""] = how;
	if (/^many$/i.test(asking)) return [FREQUENCY, DURATION].find(({ names }) => names.test(next)) ?? null;
	if (!/^much$/i.test(asking)) return measureNamed(asking);
	return WEIGHING.test(question) ? MASS : COSTING.test(question) ? MONEY : null;
}

function measureNamed(word: string): Measure | null {
	return MEASURES.find(({ names }) => names.test(word)) ?? null;
}

/** Whether words that ask no question name a measure: "mount karsa height", "speed of the ferry". */
export function namesMeasure(words: string): boolean {
	const [, first = ""] = /^\W*(?:the )?(\p{L}+) of\b/iu.exec(words) ?? [];
	const [last = ""] = /\p{L}+(?=\W*$)/u.exec(words) ?? [];
	return NOUN.test(first) || NOUN.test(last);
}
