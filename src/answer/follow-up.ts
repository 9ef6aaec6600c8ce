import { MONTH } from "../text/dates.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { kindAsked } from "./question-kind.ts";

/** An earlier turn: what was asked, as it was understood, and what was quoted. */
export type Turn = { readonly question: string; readonly quotes: readonly { readonly text: string }[] };

/**
 * The question that a follow-up means, by the turn before it: "And when?", "What about France?", "Why did he say that?". English only.
 * @returns the question itself where it stands on its own
 */
export function resolveFollowUp(question: string, previous: Turn | undefined): string {
	if (previous === undefined) return question;
	const asked = question.trim();
	const about = ABOUT.exec(asked)?.[1] ?? AND.exec(asked)?.[1];
	if (about !== undefined && wordsOf(about).length <= 6) return withSubject(previous.question, about) ?? question;
	if (/^(?:and )?(?:who|where|when) (?:said|says|wrote|claimed|reported) (?:that|this|it|so)\b/i.test(asked))
		return aboutQuote(asked, previous);
	const bare = asked.replace(/^(?:and|but|so|then|ok(?:ay)?|well)[, ]+/i, "");
	// "What did he say?" has a subject of its own, "Why was that?" has none
	const isBare = !PERSON.test(bare) && !SUBJECT.test(bare);
	if (isBare && !hasContent(bare)) return withQuestionWord(bare, previous.question);
	return withAntecedent(asked, previous);
}

const ABOUT = /^(?:and |but |ok,? )?(?:what|how) about (.{2,80}?)[?.!]*$/i;
/** "And Berlin?", "And for the United States?", "And in a public building?" */
const AND =
	/^(?:[Aa]nd|[Bb]ut) ((?:(?:for|in|from|at|by|to|with|on|under|during) (?!(?:what|which|whom|how|that|this|it|them|him|her)\b)|(?:the )?(?=\p{Lu}))(?!.*\b(?:is|are|was|were|do|does|did|has|have|had|can|will|when|who|what|where|why|how)\b)[^,?]{1,60}?)[?.!]*$/u;
const EMPTY = new Set("happened happen happens many much long old far often year day month else more so exactly again come".split(" "));
const QUESTION_WORD =
	/^(?:(?:in|on|at|by|for|from|to|with) )?(?:who(?:m|se)?|why|where|when|how (?:many|much|long|old|far|often)|how|(?:what|which) (?:year|date|day|month|time|country|city|town|place|people)|what|which)\b/i;

/** "And when?" after "Who founded the bakery?": "When founded the bakery?" */
function withQuestionWord(bare: string, before: string): string {
	const word = QUESTION_WORD.exec(bare)?.[0];
	const old = QUESTION_WORD.exec(before.trim())?.[0];
	if (word === undefined || old === undefined) return wordsOf(bare).length === 0 ? bare : `${bare.replace(/[?.!\s]+$/, "")}: ${before}`;
	return capitalised(`${word}${before.trim().slice(old.length)}`);
}

const NAME =
	/\p{Lu}[\p{L}\p{N}.’'-]*(?:\s+(?:(?:of|the|de|al|van|von|for|and)\s+)*\p{Lu}[\p{L}\p{N}.’'-]*)*(?:\s+\d[\p{L}\p{N}.]*(?=[\s?]))?/gu;
const MONTH_OR_DAY = new RegExp(`^(?:${MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\\b`);

/** Names of a text, but for its first word, which is capitalised anyway. */
function namesIn(text: string): { name: string; start: number }[] {
	return [...text.matchAll(NAME)]
		.map(({ 0: name, index }) => ({ name: name.replace(/(?<=\p{Ll}{2})\.$/u, "").replace(/['’]s?$/, ""), start: index }))
		.filter(({ name }) => !MONTH_OR_DAY.test(name))
		.filter(
			({ start, name }) => start > 0 || (wordsOf(name).length > 1 && !isStopWord(wordsOf(name)[0] ?? { text: "", start: 0, end: 0 })),
		);
}

/** "And in a public building?", "What about in the US?" */
const PLACED = /^(in|at|on|for|from|with|by|to|under|during|about) (?=\S)/i;

/** "What about France?" after "Why did Albania close the camp?": "Why did France close the camp?" */
function withSubject(before: string, subject: string): string | undefined {
	const [, preposition] = PLACED.exec(subject) ?? [];
	const asked = before.replace(/[?.!\s]+$/, "");
	const old = preposition === undefined ? -1 : asked.toLowerCase().lastIndexOf(` ${preposition.toLowerCase()} `);
	if (old >= 0) {
		const start = old + (preposition as string).length + 2;
		const [name] = new RegExp(`^(?:the )?(?:${NAME.source})`, "u").exec(`${asked.slice(start)}?`) ?? [];
		return `${asked.slice(0, old)} ${subject}${name === undefined ? "" : asked.slice(start + name.length)}?`;
	}
	if (/^(?:in|at|on|from|during)$/i.test(preposition ?? "")) return `${asked} ${subject}?`;
	if (preposition !== undefined && !/^\S+ (?:the )?\p{Lu}/u.test(subject)) return undefined; // "And to print a page?"
	const plain = subject.replace(/^(?:in|for|with|by|to) /i, "");
	const year = /\b\d{4}\b/.exec(plain) ? /\b\d{4}\b/.exec(before) : null;
	const name = year === null ? namesIn(before).find((found) => found.name !== "I") : { name: year[0], start: year.index };
	if (name === undefined) return `${asked} ${subject}?`;
	return `${before.slice(0, name.start)}${plain}${before.slice(name.start + name.name.length)}`;
}

/** "Who said that?": that is what was quoted. */
function aboutQuote(asked: string, { question, quotes }: Turn): string {
	const words =
		quotes[0]?.text
			.replace(/["“”„«»]/g, "")
			.replace(/\s+/g, " ")
			.slice(0, 200) ?? question;
	return asked.replace(/\b(?:that|this|it|so)\b[?.!]*$/i, () => `that ${words}`).replace(/[?.!]*$/, "?");
}

const PERSON = /\b(?:he|she|him|her|his|hers)\b/i;
// "that" before a clause and "this" before a noun point nowhere back; at the end they do
const THING = /\b(?:it|its|they|them|their|(?:that|this|those|these|there)(?=[\s?.!]*$))\b/i;
/** A thing that is asked about with its verb: "How long was it?" */
const SUBJECT = /\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would) (?:it|they)\b/i;
const POSSESSIVE = /^(?:his|her|its|their)$/i;

/** "When did he speak?": the pronoun is replaced by the name that was asked for or answered. */
function withAntecedent(asked: string, previous: Turn): string {
	if (namesIn(asked).length > 0 && !PERSON.test(asked)) return asked;
	const pronoun = (PERSON.exec(asked) ?? THING.exec(asked))?.[0];
	if (pronoun === undefined) return asked;
	if (/^(?:its|their)$/i.test(pronoun) && hasNounBefore(asked, pronoun)) return asked;
	const topic = topicOf(previous.question);
	const antecedent =
		antecedentOf(pronoun, previous) ?? (PERSON.test(pronoun) && topic !== undefined && PLURAL.test(topic) ? undefined : topic);
	if (antecedent === undefined) return asked;
	const isObject =
		/^her$/i.test(pronoun) &&
		!/\bher\s+(?!(?:after|then|now|in|on|at|by|to|for|from|when|while|before|later|next|again|and|or|away|out)\w*\b)\p{L}/iu.test(asked);
	const replacement =
		POSSESSIVE.test(pronoun) && !isObject ? `${antecedent}'s` : /^there$/i.test(pronoun) ? `in ${antecedent}` : antecedent;
	return asked.replace(new RegExp(`\\b${pronoun}\\b`), () => replacement);
}

/** "How many people lost their jobs?": the people's. */
function hasNounBefore(asked: string, pronoun: string): boolean {
	return hasContent(asked.slice(0, asked.search(new RegExp(`\\b${pronoun}\\b`))));
}

/** Whether a text names something to look for. */
function hasContent(text: string): boolean {
	return wordsOf(text).some((word) => !isStopWord(word) && !EMPTY.has(word.text));
}

/** "Which car maker stopped?" "How many of its workers …": those of the one that the answer names. */
const WHICH =
	/^\W*(?:in |at )?(?:which|what) (?:company|firm|car maker|maker|manufacturer|bank|team|club|party|group|organi[sz]ation|agency|newspaper|university|school|ship|building|book|film|song|product|species|river|mountain)\b/i;

/** The name that a pronoun stands for: of the question before, or of the answer where that was asked for. */
function antecedentOf(pronoun: string, { question, quotes }: Turn): string | undefined {
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
		const [only, ...others] = shown;
		if (only !== undefined && others.length === 0) return only;
	}
	if (!isPerson)
		return asked.find((name) => likenessToPerson(name, question) < 2 && !/^['’]s?\s/.test(question.slice(name.start + name.name.length)))
			?.name;
	const known = new Set(asked.map(({ name }) => name));
	const people = (names: readonly { name: string; start: number }[], text: string) => {
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

/** Of a quote that a caller sends, UTF-16 code units. */
const LONGEST_READ = 2_000;

const TITLES =
	"Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Chancellor|Senator|Secretary|Mayor|Captain|Colonel|General|Councillor|Cllr|Judge|King|Queen|Prince|Princess|Professor|Doctor|Chief";
const TITLE = new RegExp(`\\b(?:${TITLES}|director|chief|minister|president|spokes\\w+|mayor|author|singer|partner|captain)\\.?\\s*$`);
const BEGINS_WITH_TITLE = new RegExp(`^(?:${TITLES})(?=\\s)`);
const NO_PERSON =
	/\d|\b(?:Front|Movement|Alliance|League|Committee|Federation|Institute|Club|Team|Army|Force|Estates?|Ltd|Inc|Corp|Council|Ministry|University|Party|Company|Bank|Department|Agency|Group|Association|Union|Church|Mount|River|Lake|Street|City|Island|Court|Duchy|Kingdom|Republic|Hotel|Station|Hospital|School|Times|Post|States|Hall|Motors|Bridge|Museum|Park|House)\b/;

/** "Aksel Dahl of the Dahl Group" is Aksel Dahl. */
function withoutOrganisation({ name, start }: { name: string; start: number }): { name: string; start: number } {
	const [head = name] = name.split(/\s(?:of|for|and)\s/);
	return NO_PERSON.test(name) && /\s/.test(head) ? { name: head, start } : { name, start };
}

/** How like the name of a person a name is, by what stands before it and by its words; negative for that of something else. */
function likenessToPerson({ name, start }: { name: string; start: number }, text: string): number {
	if (NO_PERSON.test(name) || /\b(?:in|at|from|near) (?:the )?$/.test(text.slice(Math.max(0, start - 12), start))) return -1;
	const titled = TITLE.test(text.slice(Math.max(0, start - 20), start)) || BEGINS_WITH_TITLE.test(name);
	return (titled ? 2 : 0) + (/\s/.test(name) ? 1 : 0);
}

/** "The climbers on the mountain" are not "he". */
const PLURAL = /^(?:\p{L}+ )+?\p{L}*[^s\s]s(?: (?:of|on|in|at|from|to|with|for)\b.*)?$/iu;

/** What a question without names is about: its last words, from the last article on. */
function topicOf(question: string): string | undefined {
	return /\b((?:the|an?|its|their)\s+(?:(?!\b(?:the|an?)\b)[^?.!])+)[?.!]*\s*$/i.exec(question)?.[1]?.trim();
}

function capitalised(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
