import { type Name, namesIn } from "./names.ts";
import { AUXILIARY, kindAsked } from "./question-kind.ts";

/** An earlier turn: what was asked, as it was understood, and what was quoted. */
export type Turn = { readonly question: string; readonly quotes: readonly { readonly text: string }[] };

/** Pronouns that stand for a person. */
export const PERSON = /\b(?:he|she|him|her|his|hers)\b/i;

/** "Which car maker stopped?" "How many of its workers …": those of the one that the answer names. */
const WHICH =
	/^\W*(?:in |at )?(?:which|what) (company|firm|car maker|maker|manufacturer|bank|team|club|party|group|organi[sz]ation|agency|newspaper|university|school|ship|building|book|film|song|product|species|river|mountain)\b/i;

/** The name that a pronoun stands for: of the question before, or of the answer where that was asked for. */
export function antecedentOf(pronoun: string, { question, quotes }: Turn): string | undefined {
	const isPerson = PERSON.test(pronoun);
	const asked = namesIn(question);
	if (!isPerson && WHICH.test(question) && quotes[0] !== undefined) {
		const text = quotes[0].text.slice(0, LONGEST_READ);
		const shown = new Set(
			namesIn(text)
				.filter((found) => likenessToPerson(found, text) === 0 || NO_PERSON.test(found.name))
				.filter((found) => !/\b(?:in|at|from|near) (?:the )?$/.test(text.slice(Math.max(0, found.start - 12), found.start)))
				.map(({ name }) => name)
				.filter((name) => !question.includes(name)),
		);
		const [, noun = ""] = WHICH.exec(question) ?? [];
		const introduced = namesIn(text).find(({ start }) => text.slice(0, start).endsWith(`${noun.toLowerCase()} `));
		if (introduced !== undefined && !/ and /.test(introduced.name) && !question.includes(introduced.name)) return introduced.name;
		const [only, ...others] = shown;
		if (only !== undefined && others.length === 0 && !/ and /.test(only)) return only;
	}
	if (!isPerson) {
		if (/^(?:they|them|their)$/i.test(pronoun)) return antecedentOfThem(question, quotes);
		const named = asked.find(
			(name) => likenessToPerson(name, question) < 2 && !/^['’]s?\s/.test(question.slice(name.start + name.name.length)),
		);
		return named && (nounPhraseWith(question, named) ?? named.name);
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
	const inQuote = quotes.flatMap(({ text }) => {
		const read = text.slice(0, LONGEST_READ);
		return people(
			namesIn(read).filter(({ name }) => !known.has(name)),
			read,
		);
	});
	return (kindAsked(question) === "person" ? [...inQuote, ...inQuestion] : [...inQuestion, ...inQuote])[0];
}

/** What a thing is of, or where: "the battle of Stavering", "the sugar at Skarholm". */
const NOUN_OF = /\b(?:the|an?) ((?:\p{Ll}+ ){0,3}?(\p{Ll}+)) (?:of|in|at|from|on|near) (?:the )?$/iu;
/** What something has, and who leads or made it: the talk is of the other. */
const ATTRIBUTE =
	/^(?:price|cost|fee|fare|weight|height|depth|length|width|size|age|name|title|population|number|date|day|year|time|temperature|colou?r|area|value|speed|capacity|address|meaning|difference|purpose|role|use|author|chair|head|mayor|king|queen|president|founder|\p{L}+(?:er|or|ist|man|woman|tion))s?$/iu;

function nounPhraseWith(question: string, { name, start }: Name): string | undefined {
	const found = NOUN_OF.exec(question.slice(0, start));
	if (found === null || ATTRIBUTE.test(found[2] as string)) return undefined;
	return question.slice(found.index, start + name.length);
}

const COUNTED_NOUN = new RegExp(`^how many ((?:\\p{Ll}+ ){0,2}\\p{Ll}+(?= ${AUXILIARY}\\b)|\\p{Ll}+)`, "iu");

/** Those of whom it was asked how many, or who were named as the answer to "who"; never a single place. */
function antecedentOfThem(question: string, quotes: Turn["quotes"]): string | undefined {
	const [, counted] = COUNTED_NOUN.exec(question.trim()) ?? [];
	if (counted !== undefined) return `the ${counted}`;
	if (kindAsked(question) === "person") {
		const several = namesIn(quotes[0]?.text.slice(0, LONGEST_READ) ?? "").find(({ name }) => / and /.test(name));
		if (several !== undefined) return several.name;
	}
	return namesIn(question).find(
		({ name, start }) =>
			!/\b(?:in|at|from|near|on|Mount|Lake) (?:the )?$/.test(question.slice(Math.max(0, start - 12), start)) &&
			!/^(?:Mount|Lake|River)\b/.test(name),
	)?.name;
}

/** Of a quote that a caller sends, UTF-16 code units. */
const LONGEST_READ = 2_000;

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

/** How like the name of a person a name is, by what stands before it and by its words; negative for that of something else. */
function likenessToPerson({ name, start }: Name, text: string): number {
	if (NO_PERSON.test(name) || /\b(?:in|at|from|near) (?:the )?$/.test(text.slice(Math.max(0, start - 12), start))) return -1;
	const titled = TITLE.test(text.slice(Math.max(0, start - 20), start)) || BEGINS_WITH_TITLE.test(name);
	return (titled ? 2 : 0) + (/\s/.test(name) ? 1 : 0);
}

/** "Who presides over the court?": the one who presides over the court. */
export function oneWho(question: string): string | undefined {
	const [, told] =
		/^who ((?!is\b|was\b|are\b|were\b|do\b|does\b|did\b|has\b|have\b|had\b|will\b|can\b|else\b)[^?]+?)[?.!\s]*$/i.exec(question.trim()) ??
		[];
	return told === undefined ? undefined : `the one who ${told}`;
}

/** "The climbers on the mountain" are not "he". */
export const PLURAL = /^(?:\p{L}+ )+?\p{L}*[^s\s]s(?: (?:of|on|in|at|from|to|with|for)\b.*)?$/iu;

/** What a question without names is about: its last words, from the last article on. */
export function topicOf(question: string): string | undefined {
	return /\b((?:the|an?|its|their)\s+(?:(?!\b(?:the|an?)\b)[^?.!])+)[?.!]*\s*$/i.exec(question)?.[1]?.trim();
}
