import { looksPast } from "../text/irregular-forms.ts";
import { type Name, namesAsked, namesIn } from "./names.ts";
import { AUXILIARY, kindAsked } from "./question-kind.ts";

/** An earlier turn: what was asked, as it was understood, and what was quoted. */
export type Turn = { readonly question: string; readonly quotes: readonly { readonly text: string }[] };

/** Pronouns that stand for a person. */
export const PERSON = /\b(?:he|she|him|her|his|hers)\b/i;

/** The name that a pronoun stands for: of the question before, or of the answer where that was asked for. */
export function antecedentOf(pronoun: string, { question, quotes }: Turn): string | undefined {
	const asked = namesAsked(question);
	if (!PERSON.test(pronoun)) {
		const answered = antecedentOfWhich(question, quotes);
		if (answered !== undefined) return answered;
		if (/^(?:they|them|their)$/i.test(pronoun)) return antecedentOfThem(question, quotes);
		const named = asked.find(
			(name) => likenessToPerson(name, question) < 2 && !/^['’]s?\s/.test(question.slice(name.start + name.name.length)),
		);
		if (named === undefined) return undefined;
		return (/^its?$/i.test(pronoun) ? thingBeside(question, named) : undefined) ?? nounPhraseWith(question, named) ?? named.name;
	}
	const known = new Set(asked.map(({ name }) => name));
	const people = (names: readonly Name[], text: string) => {
		const ranked = names
			.map(withoutOrganisation)
			.map((name) => ({ ...name, like: likenessToPerson(name, text) }))
			.sort((a, b) => b.like - a.like);
		return ranked.filter(({ like }) => like >= 0).map(({ name }) => name);
	};
	const inQuestion = people(asked, question);
	const inQuote = quotes.slice(0, MOST_QUOTES).flatMap(({ text }) => {
		const read = text.slice(0, LONGEST_READ);
		return people(
			namesIn(read).filter(({ name }) => !known.has(name)),
			read,
		);
	});
	return (kindAsked(question) === "person" ? [...inQuote, ...inQuestion] : [...inQuestion, ...inQuote])[0];
}

/** "Which car maker stopped?" "How many of its workers …": those of the one that the answer names. */
const WHICH =
	/^\W*(?:in |at )?(?:which|what) (company|firm|car maker|maker|manufacturer|bank|team|club|party|group|organi[sz]ation|agency|newspaper|university|school|ship|building|book|film|song|product|species|river|mountain)\b/i;

function antecedentOfWhich(question: string, quotes: Turn["quotes"]): string | undefined {
	const [, noun] = WHICH.exec(question) ?? [];
	if (noun === undefined) return undefined;
	const text = quotes[0]?.text.slice(0, LONGEST_READ) ?? "";
	const names = namesIn(text);
	const isOne = (name: string) => !/ and /.test(name) && !question.includes(name);
	const introduced = names.find(({ start }) => text.slice(0, start).endsWith(`${noun.toLowerCase()} `));
	if (introduced !== undefined && isOne(introduced.name)) return introduced.name;
	const things = names
		.filter((found) => (likenessToPerson(found, text) === 0 || NO_PERSON.test(found.name)) && !standsAtPlace(found, text))
		.map(({ name }) => name)
		.filter((name) => !question.includes(name));
	const [only, ...others] = new Set(things);
	return only !== undefined && others.length === 0 && isOne(only) ? only : undefined;
}

/** Things and events that are named by where or of what they are: "the battle of Stavering", "the library in Castrel". */
const NAMED_BY_PLACE =
	/\b[Tt]he (?:\p{Ll}+ ){0,2}(?:battle|siege|war|treaty|library|museum|church|tower|bridge|school|station|castle|mill|hotel|harbour|port|theatre|cathedral|factory|mine|lighthouse|monastery|university|festival|fair|race|match|final|election|trial|strike|fire|flood|ship|railway|camp|ground|stadium|house|hall|park|garden|market|road|statue|monument|prison|hospital) (?:of|in|at|near) (?:the )?$/u;

/** "Did Karsk sign a treaty?" */
const INTRODUCED =
	/(?<!\b(?:with|without|in|on|at|for|as|like|of|to|by|than|from|into|during|after|before|under|over|through)) an? ((?:\p{Ll}+ ){0,2}\p{Ll}{3,})[?.!\s]*$/u;
/** "Who took the sugar at Skarholm?"; several, and those who do something, are not "it". */
const AT_PLACE =
	/\b(?:the|an?) (?!(?:\p{L}*(?:man|woman|er|or|ist|[^s]s)|king|queen|president|captain|chief|head|boss|coach|judge|people|police)\b)(\p{Ll}{3,} (?:in|at|near) (?:the )?)$/u;

/** What "it" is beside a name: the treaty of Karsk, the sugar at Skarholm. */
function thingBeside(question: string, { name, start }: Name): string | undefined {
	const thing = INTRODUCED.exec(question)?.[1];
	if (thing !== undefined && !/^\W*(?:is|are|was|were|what|who) /i.test(question)) return `the ${thing} of ${name}`;
	const placed = AT_PLACE.exec(question.slice(0, start))?.[1];
	return placed && `the ${placed}${name}`;
}

function nounPhraseWith(question: string, { name, start }: Name): string | undefined {
	const found = NAMED_BY_PLACE.exec(question.slice(0, start));
	return found === null ? undefined : question.slice(found.index, start + name.length);
}

/** "How many people were taken away?", "How many fire engines were sent?" */
const COUNTED_NOUN =
	/^[Hh]ow many ((?!of |more |other |are |were )(?:\p{Ll}+ )?(?:\p{Ll}*s|people|men|women|children)) (?!do|did|does|ha[ds]|have\b)(\p{Ll}+)/u;

/** Those of whom it was asked how many, or who were named together as the answer to "who"; a place only where nothing else is named. */
function antecedentOfThem(question: string, quotes: Turn["quotes"]): string | undefined {
	const [, counted, verb = ""] = COUNTED_NOUN.exec(question.trim()) ?? [];
	if (counted !== undefined && (/^(?:are|were)$/.test(verb) || looksPast(verb))) return `the ${counted}`;
	if (kindAsked(question) === "person") {
		const text = quotes[0]?.text.slice(0, LONGEST_READ) ?? "";
		const several = namesIn(text).find((found) => / and /.test(found.name) && likenessToPerson(found, text) >= 0);
		if (several !== undefined) return several.name;
	}
	const asked = namesAsked(question);
	return (asked.find((found) => !standsAtPlace(found, question) && !/^(?:Mount|Lake|River)\b/.test(found.name)) ?? asked[0])?.name;
}

/** Of a quote that a caller sends, UTF-16 code units. */
const LONGEST_READ = 2_000;
const MOST_QUOTES = 5;

const TITLES =
	"Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Chancellor|Senator|Secretary|Mayor|Captain|Colonel|General|Councillor|Cllr|Judge|King|Queen|Prince|Princess|Professor|Doctor|Chief";
const TITLE = new RegExp(`\\b(?:${TITLES}|director|chief|minister|president|spokes\\w+|mayor|author|singer|partner|captain)\\.?\\s*$`);
const BEGINS_WITH_TITLE = new RegExp(`^(?:${TITLES})(?=\\s)`);
const NO_PERSON =
	/\d|\b(?:Front|Movement|Alliance|League|Committee|Federation|Institute|Club|Team|Army|Force|Estates?|Ltd|Inc|Corp|Council|Ministry|University|Party|Company|Bank|Department|Agency|Group|Association|Union|Church|Mount|River|Lake|Street|City|Island|Court|Duchy|Kingdom|Republic|Hotel|Station|Hospital|School|Times|Post|States|Hall|Motors|Bridge|Museum|Park|House|Authority|Office|Commission|Service|Society|Trust|Board|Cathedral|Gallery|College|Festival|Lines?|Airport|Harbour|Auditor)\b/;

/** "Aksel Dahl of the Dahl Group" is Aksel Dahl. */
function withoutOrganisation({ name, start }: Name): Name {
	const [head = name] = name.split(/\s(?:of|for|and)\s/);
	return NO_PERSON.test(name) && /\s/.test(head) ? { name: head, start } : { name, start };
}

/** "In Oslo", "near the Salt". */
function standsAtPlace({ start }: Name, text: string): boolean {
	return /\b(?:in|at|from|near|on) (?:the )?$/.test(text.slice(Math.max(0, start - 12), start));
}

/** How like the name of a person a name is, by what stands before it and by its words; negative for that of something else. */
function likenessToPerson({ name, start }: Name, text: string): number {
	if (NO_PERSON.test(name) || standsAtPlace({ name, start }, text)) return -1;
	const titled = TITLE.test(text.slice(Math.max(0, start - 20), start)) || BEGINS_WITH_TITLE.test(name);
	return (titled ? 2 : 0) + (/\s/.test(name) ? 1 : 0);
}

const ONE_WHO = new RegExp(`^who ((?!(?:${AUXILIARY}|else|exactly)\\b)[^?,]+ [^?,]+?)[?.!\\s]*$`, "i");

/** "Who presides over the court?": the one who presides over the court. */
export function oneWho(question: string): string | undefined {
	const [, told] = ONE_WHO.exec(question.trim()) ?? [];
	return told === undefined ? undefined : `the one who ${told}`;
}

/** "The climbers on the mountain" are not "he". */
export const PLURAL = /^(?:\p{L}+ )+?\p{L}*[^s\s]s(?: (?:of|on|in|at|from|to|with|for)\b.*)?$/iu;

/** What a question without names is about: its last words, from the last article on, without the verb: "Where were the passengers brought?" */
export function topicOf(question: string): string | undefined {
	const found = TOPIC.exec(question);
	if (found === null) return undefined;
	const [, topic = ""] = found;
	const [, before = ""] = AUXILIARY_LAST.exec(question.slice(0, found.index)) ?? [];
	const [, nouns = "", last = ""] = /^(\S+(?: \S+)+) (\p{Ll}+)$/u.exec(topic) ?? [];
	const endsInVerb = /^(?:is|are|was|were)$/i.test(before) ? looksPast(last) : before !== "";
	return nouns !== "" && endsInVerb ? nouns : topic;
}

const TOPIC = /\b((?:the|an?|its|their)\s+(?:(?!\b(?:the|an?)\b)[^?.!])+?)[\s?.!]*$/i;
const AUXILIARY_LAST = new RegExp(`\\b(${AUXILIARY}) $`, "i");
