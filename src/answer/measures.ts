import { MONTH, WEEKDAY } from "../text/dates.ts";

/** Something that is told by a number and a unit: how a question asks for it, and how a sentence gives it. English only. */
export type Measure = {
	/** Words that ask for it, each alone: a sentence that gives "6,812 metres" need not say "high" or "height". */
	readonly names: RegExp;
	readonly given: RegExp;
};

/** A number in words, as the source of a regular expression. */
export const NUMBER =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion";
const TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const IN_WORDS = `(?:${NUMBER}|half|several|few|many|an?|couple of)(?:[ -](?:${NUMBER}|an?|and a half)){0,4}(?:-odd)?`;
const COUNT = `(?:\\d[\\d.,]{0,20}[ -]?|${IN_WORDS}[ -])`;
/** A span of time, likewise. */
export const TIME =
	"seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|yrs?|decades?|centur(?:y|ies)|terms?|seasons?";
const LENGTH =
	"mm|cm|m|km|ft|mi|nm|µm|(?:milli|centi|kilo|micro|nano)?met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|stor(?:ey|eys|y|ies)|floors?|light[- ]years?";
const WEIGHT = "k?g|mg|lbs?|oz|t|(?:milli|kilo)?gram(?:me)?s?|kilos?|tonnes?|tons?|pounds?|ounces?|stone";
const CURRENCY =
	"euros?|dollars?|pounds?|crowns?|francs?|marks?|pesos?|rupees?|yen|yuan|rou?bles?|cents?|pence|kron(?:or|er|a|e)|dinars?|dirhams?|shillings?|rand|reais|lira";
const CURRENCY_CODE = "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|AUD|CAD|Rs|kr";
const PRICE =
	"costs?|pric(?:es?|ed)|fees?|fares?|tolls?|charg(?:es?|ed)|pa(?:ys?|id)|salar(?:y|ies)|wages?|rents?|fin(?:es?|ed)|deposits?|budgets?|revenues?|profits?|turnover|worth|valued?|spen[dt]s?|earn(?:s|ed)?|rais(?:es?|ed)|money|grants?|donat(?:es?|ed|ions?)|debts?|loans?|damages|compensation";

/** Where it stands behind one of these, a sum of a currency that is not listed counts too. */
const TRADE = "bought|buys?|sold|sells?|fetch(?:es|ed)?|los(?:es?|t)|gave|awarded";
const SUM = NUMBER.replace("one|", "");

function count(unit: string): string {
	return `(?<![\\p{L}\\d$€£¥₹])${COUNT}(?:(?:more|full|long|whole|calendar|working|business|consecutive|square|cubic) ){0,2}(?:${unit})(?![\\p{L}\\d])`;
}

function named(words: string): RegExp {
	return new RegExp(`^(?:${words})$`, "i");
}

function anyOf(...patterns: readonly string[]): RegExp {
	return new RegExp(patterns.join("|"), "iu");
}

const PERCENT =
	"\\d ?%|\\bper ?cent\\b|\\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|minority|most|all|none)\\b|\\b(?:one|two|three|four|five|nine|\\d+) (?:in|out of) (?:two|three|four|five|six|ten|\\d+)\\b";

const FREQUENCY: Measure = {
	names: named("often|frequent|frequently|frequency"),
	given: anyOf(
		"\\b(?:once|twice|times|daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|hourly|nightly|never|always|rarely|seldom|frequently|regularly|often|intervals?)\\b",
		`\\b(?:every|each|per|an?) (?:other |first |second |third |\\d+ |(?:${NUMBER}) )?(?:${TIME}|morning|evening|weekday|weekend|quarter|${WEEKDAY})\\b`,
		`\\b(?:${WEEKDAY})s?\\b`,
		"\\bevery\\b|\\b(?:after|before|on|at|with) each\\b",
		"\\bafter \\d[\\d.,]* \\p{L}+",
	),
};
const AGE: Measure = {
	names: named("old|age"),
	given: anyOf(
		"\\bage[ds]?\\b",
		"[ -]y(?:ears?|rs?)[ -]old\\b",
		"\\bat \\d{1,2}(?=[,.;:)]|$| (?:to|and|when|already|he|she|they|after|with)\\b)",
		"\\b(?:go(?:es)? back|went back|completed|finished|erected|laid|made|opened)\\b.{0,20}\\b(?:1\\d|20)\\d\\d\\b",
		"\\bof (?:[1-9]\\d|\\p{L}+teen)(?=[,.;:)]| (?:who|with|and|from)\\b)",
		`\\bat (?:\\p{L}+teen|(?:${TENS})(?:-\\p{L}+)?)\\b(?! (?:o['’]clock|percent|per cent|past|to)\\b)`,
		", \\d{1,3}(?=[,.;:)]|$)",
		`\\b(?:is|was|were|am|are|turn(?:s|ed)?|only|at|under|over|than) (?:\\d{1,3}|(?:${NUMBER})(?:-(?:${NUMBER}))?)(?=[,.;:)!?]|$| (?:and|when|at|but|years?)\\b)`,
		"\\b(?:born|built|founded|planted|dat(?:es|ing)|established|birthday|century|ago)\\b",
		"\\b\\d{1,3}(?:\\+| (?:or|and) (?:older|over|above|younger|under)\\b)|\\(\\d{1,3}\\)|\\bat least (?:\\d|\\p{L}+teen|twenty)",
		"\\bin (?:his|her|their) (?:\\p{L}+ )?(?:teens|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\\b",
	),
};
const SHARE: Measure = { names: named("percent|percentage|proportion|share|fraction"), given: anyOf(PERCENT) };
const TEMPERATURE: Measure = {
	names: named("hot|cold|warm|temperature"),
	given: anyOf(
		"°|\\bdegrees?\\b|\\bat \\d{1,3}(?=[,.;)]|$)|\\b(?:celsius|fahrenheit|kelvin)\\b|\\d ?[CFK]\\b",
		`\\bminus (?:\\d|${NUMBER})|\\b(?:\\d+|(?:${TENS}-)?(?:${NUMBER})) (?:below|above)\\b`,
	),
};
const SPEED: Measure = {
	names: named("fast|quick|speed|velocity"),
	given: anyOf(
		"\\b(?:km\\/h|kph|kmh|mph|knots?|m\\/s|[kMGT]?b(?:it)?(?:ps|\\/s))\\b|\\b(?:per|an?) (?:hour|second|minute)\\b|\\bmach \\d",
		count(TIME),
	),
};
const MASS: Measure = { names: named("heavy|weigh|weighs|weighed|weight"), given: anyOf(count(WEIGHT), "\\d ?mm\\b") };
const MONEY: Measure = {
	names: named(`expensive|cheap|${PRICE}`),
	given: anyOf(
		"[$€£¥₹]\\s?\\d|\\d\\s?[$€£¥₹]",
		`\\b(?:${CURRENCY_CODE})\\s?\\d|\\d\\s?(?:${CURRENCY_CODE})\\b`,
		`(?:\\d|\\b(?:${NUMBER})) (?:(?:thousand|million|billion|trillion|m|bn|k) )?(?:${CURRENCY})\\b`,
		`\\b(?:${PRICE})\\b.{0,60}(?:\\d|\\b(?:${SUM})\\b)|\\b(?:${TRADE})\\b.{0,60}\\bfor (?:\\p{L}+ )?(?:\\d|(?:${SUM})\\b)|(?:\\d|\\b(?:${SUM})\\b).{0,40}\\b(?:${PRICE})\\b`,
		"\\d[.,]\\d\\d\\b|\\b(?:million|billion|free|no charge|nothing|half|double|included)\\b|\\d ?(?:p|c|zł)(?!\\p{L})",
		"\\b(?:admission|entry|adults?|children|concessions?|students?|seniors?|members?)\\b:? \\d",
	),
};
const EXTENT: Measure = {
	names: named("tall|deep|wide|thick|broad|height|width|depth|thickness|altitude|elevation"),
	given: anyOf(count(LENGTH), "\\d ?['′]\\d|(?<!\\d)\\d{1,3} ?[\"″]"),
};
const DISTANCE: Measure = {
	names: named("far|distance"),
	given: anyOf(count(LENGTH), count(TIME), "\\b(?:opposite|adjacent|next (?:to|door)|round the corner|nearby)\\b"),
};
/** A tower, a fee or a share may be high. */
const LEVEL: Measure = {
	names: named("high"),
	given: anyOf(count(LENGTH), PERCENT, MONEY.given.source, TEMPERATURE.given.source, "\\b(?:above|over|below|under|at least) \\d"),
};
const LASTING: Measure = {
	names: named(`long|quickly|soon|lasts?|lasted|takes?|took|duration|lifespan|expectancy|${TIME}`),
	given: anyOf(
		`(?<!\\b(?:once|twice|times) )${count(TIME)}`,
		"\\bfrom (?:\\p{L}+ )?[\\p{L}\\d:.]+ (?:to|until|till) [\\p{L}\\d]+",
		`\\b(?:${MONTH}|\\d{1,2}[:.]\\d\\d) (?:to|until|till|through) (?:${MONTH}\\b|\\d)|\\bthrough ${MONTH}\\b`,
		"\\b(?:1\\d|20)\\d\\d ?[–-] ?(?:(?:1|20)?\\d)?\\d\\b",
		`\\b\\d{1,2} ${MONTH}(?: \\d{4})? ?[–-] ?\\d{1,2} ${MONTH}|\\b${MONTH} ?[–-] ?${MONTH}|\\b\\d{1,3} ?[hsd]\\b`,
		"\\b[\\p{L}\\d]+(?:st|nd|rd|th) centur(?:y|ies)\\b",
		"\\b(?:since|until|till|overnight|decades|for life|lifetime|forever|indefinitely|as long as|all (?:day|night|week|summer|winter|year))\\b",
		count("words|characters|letters|digits|pages|people"),
	),
};
/** "How long" asks for a length as well. */
const DURATION: Measure = { names: LASTING.names, given: anyOf(LASTING.given.source, count(LENGTH)) };
const TIME_OF_DAY: Measure = {
	names: named("time"),
	given: anyOf(
		"\\b\\d{1,2}[:.h]\\d{2}\\b|\\d ?(?:a\\.?m|p\\.?m)\\b|\\bo['’]clock\\b|\\b(?:half|quarter) (?:past|to)\\b",
		"\\b(?:noon|midnight|midday|dawn|dusk|sunrise|sunset)\\b|\\bin the (?:morning|afternoon|evening)\\b",
		`\\b(?:${NUMBER}) (?:to|till) (?:${NUMBER})\\b|\\d+ (?:minutes?|hours?) (?:before|after)\\b`,
		`\\b(?:at|from|until|till|by|before|after|between) (?:\\d{1,2}|${NUMBER})\\b(?! (?:${TIME}|\\p{L}+s)\\b)`,
	),
};
const LOUDNESS: Measure = { names: named("loud|noisy|noise"), given: /\bdecibels?\b|\d ?dB/i };
const TELEPHONE: Measure = { names: named("phone|telephone"), given: /(?<!\d)(?!(?:1\d|20)\d\d(?!\d))\d{3}|\d[\d ()/-]{5,20}\d/ };
const MEASURES = [FREQUENCY, AGE, SHARE, TEMPERATURE, SPEED, MASS, MONEY, EXTENT, DISTANCE, LEVEL, DURATION, LOUDNESS];

const OPENING: Measure = {
	names: TIME_OF_DAY.names,
	given: anyOf(
		TIME_OF_DAY.given.source,
		`\\b(?:${WEEKDAY}s?|weekdays?|weekends?|daily)\\b|\\d ?[–-] ?\\d|\\b(?:open|opens|closed|shut)\\b`,
	),
};
const UNIT_OF_TIME = named(TIME);
const UNIT = `${LENGTH}|${WEIGHT.replace("|stone", "")}|${TIME}|${CURRENCY}|hectares?|acres?|lit(?:re|er)s?|gallons?|degrees?|volts?|watts?|o['’]clock|[ap]\\.?m`;
/** Figures with a unit, sums and times of day: "30 kilometres", "£6 million", "16:30". */
const MEASURED = new RegExp(
	[
		"[$€£¥₹]\\s?\\d[\\d.,]*(?: ?(?:thousand|[mbt]illion|bn|[km])\\b)?",
		`(?<![\\p{L}\\d.,])(?:(?:\\d[\\d.,]{0,20}|${IN_WORDS})[ -]){0,3}(?:\\d[\\d.,]{0,20}[ -]?|${IN_WORDS}[ -])(?:(?:more|full|long|whole|calendar|working|square|cubic)[ -])?(?:${UNIT})(?![\\p{L}\\d])`,
		"\\b\\d{1,2}[:.]\\d\\d\\b",
	].join("|"),
	"giu",
);
const ASKS_FOR_COUNT = new RegExp(
	`\\b(?:how many|number of) (?!(?:the|an?|his|her|its|their|this|that)\\b|(?:\\p{L}+ ){0,2}(?:${UNIT}|times|holidays?|per ?cent)\\b)\\p{L}`,
	"iu",
);

/** Whether an English question asks how many of something there are, and not for a measure. */
export function asksForCount(question: string): boolean {
	return ASKS_FOR_COUNT.test(question);
}

export function withoutMeasures(sentence: string): string {
	return sentence.replace(MEASURED, "");
}

const HOW = /\bhow (\p{L}+)(?: (?:more )?(\p{L}+))?/iu;
const COSTING = anyOf(`\\b(?:${PRICE})\\b`);
/** What follows "how much" where no noun does: "how much luggage is included in the fare" asks for no money. */
const NO_NOUN =
	/^(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|it|he|she|they|I|you|we|for|per|to|in|the|an?|\p{L}+ly|about|more|less|extra)$/iu;
/** "What did they pay?", "What is it worth?" */
const PAYING = /\b(?:pay|cost|charge|earn|worth|(?:sell|go) for|fetch)\b/i;
/** "How much is the premium?" is told by a sum or a share. */
const HOW_MUCH_IS = /\bhow much (?:is|are|was|were) (?:the|an?|your|my|this|one|each) (?!.*\bof\b)/i;
const RATE: Measure = {
	names: MONEY.names,
	given: anyOf(MONEY.given.source, PERCENT, "\\d (?:an?|per|each)\\b", `\\b(?:${NUMBER}) (?:${NUMBER})\\b`),
};
const WEIGHING = /\bweigh(?:s|ed)?\b/i;
/** Nouns that are asked for as such: "what is the height of …". */
const NOUN =
	/\b(?:frequency|age|percent|percentage|proportion|share|fraction|temperature|speed|velocity|weight|cost|price|fee|fare|fine|toll|deposit|wage|revenue|profit|salary|rent|budget|turnover|height|width|depth|thickness|altitude|elevation|distance|duration|lifespan)\b/i;
const NAMED_WITHIN = new RegExp(`${NOUN.source} (?:of|for|in|at|between|from|to|per)\\b`, "i");
const AT_WHAT_TIME = /\bwhat time\b(?! (?:period|of|in history|frame))/i;
/** "band start time", "closing time of the pool" */
const TIME_NAMED = /\b(?:start|starting|end|closing|departure|arrival|kick-?off|check-?(?:in|out)) times?\b/i;
const CALLING = /\b(?:phone|telephone|mobile|fax) (?:number|no)\b/i;

/** Words that ask when something is open. */
const OPENING_HOURS = /\b(?:opening|office|visiting) (?:hours|times|days)\b/i;

/** "How long did it take?", but not "How long does the rope have to be?" */
const HOW_LONG_LASTS =
	/\bhow long (?:(?:do|does|did|has|have|had|can|could|will|would|may|must|should)\b(?!.*\b(?:be|grow|measure)\W*$)|(?:ago|after|before|until|till)\b)/i;

/** The time of day, or the days and hours of opening, where an English question asks for them. */
export function timeOfDayAsked(question: string): Measure | null {
	return OPENING_HOURS.test(question) ? OPENING : AT_WHAT_TIME.test(question) || TIME_NAMED.test(question) ? TIME_OF_DAY : null;
}

/**
 * The measure that an English question asks for: "how long" time or length, "how hot" degrees. Null for a count and all else.
 * @param question one that asks for a number
 */
export function measureAsked(question: string): Measure | null {
	if (CALLING.test(question)) return TELEPHONE;
	if (/\bnumber of\b/i.test(question)) return null;
	const how = HOW.exec(question);
	if (how === null) return measureNamed(NOUN.exec(question)?.[0] ?? "") ?? (PAYING.test(question) ? MONEY : null);
	const [, asking = "", next = ""] = how;
	if (/^many$/i.test(asking)) return UNIT_OF_TIME.test(next) ? DURATION : null;
	if (/^back$/i.test(next)) return null; // how far back in time
	if (HOW_LONG_LASTS.test(question)) return LASTING;
	if (!/^much$/i.test(asking)) return measureNamed(asking);
	if (/^time$/i.test(next)) return DURATION;
	if (/^of$/i.test(next)) return null; // a share of something
	if (WEIGHING.test(question)) return MASS;
	if (HOW_MUCH_IS.test(question)) return RATE;
	return COSTING.test(question) && (next === "" || NO_NOUN.test(next) || (MONEY.names.test(next) && next !== "paid")) ? MONEY : null;
}

function measureNamed(word: string): Measure | null {
	return MEASURES.find(({ names }) => names.test(word)) ?? null;
}

/** Whether words that ask no question name a measure: "mount karsa height", "speed of the ferry". */
export function namesMeasure(words: string): boolean {
	const [, first = ""] = /^[^\p{L}]*(?:the )?(\p{L}+) of\b/iu.exec(words) ?? [];
	const [last = ""] = /(?<!\p{L})\p{L}+(?=[^\p{L}]*$)/u.exec(words) ?? [];
	return NOUN.test(first) || NOUN.test(last) || CALLING.test(words) || NAMED_WITHIN.test(words);
}
