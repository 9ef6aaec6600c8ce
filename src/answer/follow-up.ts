import { MONTH, WEEKDAY } from "../text/dates.ts";
import { capitalised } from "../text/normalize.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { antecedentOf, oneWho, PERSON, PLURAL, type Turn, topicOf } from "./antecedents.ts";
import { NAME, namesAsked } from "./names.ts";
import { AUXILIARY } from "./question-kind.ts";

/**
 * The question that a follow-up means, by the turn before it: "And when?", "What about France?", "Why did he say that?". English only.
 * @returns the question itself where it stands on its own
 */
export function resolveFollowUp(question: string, previous: Turn | undefined): string {
	if (previous === undefined) return question;
	const asked = question.trim();
	const [, topic, told] = ABOUT_THEN.exec(asked) ?? [];
	if (topic !== undefined && told !== undefined) return withTopic(told, topic) ?? question;
	const about = ABOUT.exec(asked)?.[1] ?? AND.exec(asked)?.[1];
	if (about !== undefined && wordsOf(about).length <= 6) return withSubject(previous.question, about) ?? question;
	const alike = AND_THE.exec(asked)?.[1];
	if (alike !== undefined) return withAlike(previous.question, alike) ?? question;
	if (/^(?:and )?(?:who|where|when) (?:said|says|wrote|claimed|reported) (?:that|this|it|so)\b/i.test(asked))
		return aboutQuote(asked, previous);
	const bare = asked.replace(/^(?:and|but|so|then|ok(?:ay)?|well)[, ]+/i, "");
	// "What did he say?" has a subject of its own, "Why was that?" has none
	const isBare = !PERSON.test(bare) && !SUBJECT.test(bare);
	if (isBare && !hasContent(bare) && !asksHowMuchSo(bare, previous.question)) return withQuestionWord(bare, previous.question);
	return withAntecedent(asked, previous);
}

/** "What about the old coaches, what age are they?" */
const ABOUT_THEN =
	/^(?:and |but |ok,? )?(?:what|how) about ([^,?]{2,60}), ((?:how|what|when|where|why|which (?!is\b|was\b|are\b|were\b)|is|are|was|were|do|does|did|can|will|has|have) .+)$/i;
const ABOUT = /^(?:and |but |ok,? )?(?:what|how) about (.{2,80}?)[?.!]*$/i;
/** "And Berlin?", "And for the United States?", "And in a public building?" */
const AND =
	/^(?:[Aa]nd|[Bb]ut) ((?:(?:for|in|from|at|by|to|with|on|under|during) (?!(?:what|which|whom|how|that|this|it|them|him|her)\b)|(?:the )?(?=\p{Lu}))(?!.*\b(?:is|are|was|were|do|does|did|has|have|had|can|will|when|who|what|where|why|how)\b)[^,?]{1,60}?)[?.!]*$/u;
/** "And the dusk otter?" */
const AND_THE = /^[Aa]nd ((?:the|an?) (?:\p{Ll}+ ){0,3}\p{Ll}{3,})\W*$/u;
/** "How heavy?" */
const EXTENTS = "big|heavy|tall|high|deep|wide|fast|hot|cold|large|small|thick|loud|expensive";
const EMPTY = new Set([
	..."happened happen happens many much long old far often year day month else more so exactly again come".split(" "),
	...EXTENTS.split("|"),
]);
const QUESTION_WORD = new RegExp(
	`^(?:(?:in|on|at|by|for|from|to|with) )?(?:who(?:m|se)?|why|where|when|how (?:many|much|long|old|far|often|${EXTENTS})|how|(?:what|which) (?:year|date|day|month|time|country|city|town|place|people)|what|which)\\b`,
	"i",
);

const WHETHER = new RegExp(`^(?:${AUXILIARY}|can['’]t|won['’]t) `, "i");
/** "How many pumps in Oumbe were painted red", "How many earbuds has Corvane recalled" */
const COUNTED = new RegExp(`^((?:(?!${AUXILIARY}\\b)[^\\s?]+ ){1,6}?)(${AUXILIARY}) (.+?)[?.!\\s]*$`, "i");

/** "Who founded the bakery?" */
const DONE =
	/^ (\p{Ll}+ed|built|made|found|led|won|bought|sold|held|taught|caught|sent|lost|paid|kept|shot|cut|set) ((?:(?:the|an?|this|its|his|her|their) |(?=\p{Lu}))[^,?]{3,60}?)[?.!\s]*$/u;

const HOW_MUCH_SO = new RegExp(`^how (?:${EXTENTS})$`, "i");

/** "How high is that?" asks of the thing; "How heavy?" after "How big is a wren?" asks likewise. */
function asksHowMuchSo(bare: string, before: string): boolean {
	const asks = (text: string) => HOW_MUCH_SO.test(QUESTION_WORD.exec(text.trim())?.[0] ?? "");
	return asks(bare) && !(asks(before) && /^how \p{L}+\W*$/iu.test(bare));
}

/** "And when?" after "Who founded the bakery?": "When founded the bakery?" */
function withQuestionWord(bare: string, before: string): string {
	const word = QUESTION_WORD.exec(bare)?.[0];
	const asked = before.trim();
	const old = QUESTION_WORD.exec(asked)?.[0];
	if (/^(?:why|when|where)\W*$/i.test(bare) && WHETHER.test(asked))
		return `${capitalised(word ?? "")} ${asked.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())}`;
	if (word === undefined || old === undefined) return wordsOf(bare).length === 0 ? bare : `${bare.replace(/[?.!\s]+$/, "")}: ${before}`;
	const rest = asked.slice(old.length);
	const [, done, what] = (/^who$/i.test(old) && /^(?:when|where|why)$/i.test(word) && DONE.exec(rest)) || [];
	if (done !== undefined && what !== undefined) return `${capitalised(word)} ${PLURAL.test(what) ? "were" : "was"} ${what} ${done}?`;
	const [, counted = "", verb = "", told = ""] = (/^how many$/i.test(old) && COUNTED.exec(rest.trim())) || [];
	if (verb === "") return capitalised(`${word}${rest}`);
	const hasSubject = /^(?:\p{Lu}|(?:the|an?|my|our|your|his|her|its|their|he|she|it|they|we|you|I)\b)/u.test(told);
	return capitalised(hasSubject ? `${word} ${verb} ${told} ${counted.trim()}?` : `${word} ${verb} ${counted}${told}?`);
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
	if (AT_A_PLACE.test(preposition ?? "") && !AT_A_TIME.test(subject)) {
		const placed = new RegExp(`\\b(?:in|at|from|near) (?:the )?(?:${NAME.source})`, "u").exec(`${asked}?`);
		if (placed !== null && /\s(?:the )?\p{Lu}/u.test(subject))
			return `${asked.slice(0, placed.index)}${subject}${asked.slice(placed.index + placed[0].length)}?`;
	}
	if (/^(?:in|at|on|from|during)$/i.test(preposition ?? "")) return `${asked} ${subject}?`;
	if (preposition !== undefined && !/^\S+ (?:the )?\p{Lu}/u.test(subject)) return undefined; // "And to print a page?"
	const plain = subject.replace(/^(?:in|for|with|by|to) /i, "");
	const year = /\b\d{4}\b/.exec(plain) ? /\b\d{4}\b/.exec(before) : null;
	const name = year === null ? namesAsked(before)[0] : { name: year[0], start: year.index };
	const alike = preposition === undefined ? withAlike(before, plain) : undefined;
	if (alike !== undefined) return alike;
	if (name === undefined) return `${asked} ${subject}?`;
	const until = before.slice(0, name.start);
	const hasArticle = /^(?:the|an?|my|our|your|his|her|its|their)\s/i.test(plain);
	return `${hasArticle ? until.replace(/\b(?:the|an?) $/i, "") : until}${plain}${before.slice(name.start + name.name.length)}`;
}

const AT_A_TIME = new RegExp(`^\\S+ (?:the )?(?:${MONTH}|${WEEKDAY}|Easter|Christmas|\\d{4})\\b`);
const AT_A_PLACE = /^(?:in|at|from|near)$/i;

/** "What about the lantern plover?" after a question for the saltpan plover: its last word tells what it stands for. */
function withAlike(before: string, subject: string): string | undefined {
	const head = /^(?:the|an?) (?:\p{L}+ ){0,3}(\p{Ll}{3,})$/u.exec(subject)?.[1];
	const old = head === undefined ? null : new RegExp(`\\b(?:the|an?) (?:\\p{L}+ ){0,3}?${head}(?!\\p{L})(?! \\p{Lu})`, "u").exec(before);
	return old === null ? undefined : `${before.slice(0, old.index)}${subject}${before.slice(old.index + old[0].length)}`;
}

/** "What age are they?", of the old coaches. */
function withTopic(asked: string, topic: string): string | undefined {
	const pointer = pointerOf(asked);
	return pointer === undefined || PERSON.test(topic) ? undefined : capitalised(withInstead(asked, pointer, topic));
}

/** Of what was quoted, UTF-16 code units. */
const LONGEST_TOLD = 200;
const WHOLE_WORDS = new RegExp(`^.{1,${LONGEST_TOLD}}(?!\\S)`, "s");

/** "Who said that?": that is what was quoted. */
function aboutQuote(asked: string, { question, quotes }: Turn): string {
	const told =
		quotes[0]?.text
			.replace(/["“”„«»]/g, "")
			.replace(/\s+/g, " ")
			.trim() ?? question;
	const [words = told.slice(0, LONGEST_TOLD)] = WHOLE_WORDS.exec(told) ?? [];
	return asked.replace(/\b(?:that|this|it|so)\b[?.!]*$/i, () => `that ${words}`).replace(/[?.!]*$/, "?");
}

// "that" before a clause and "this" before a noun point nowhere back; at the end they do
const THING = /\b(?:it|its|they|them|their|(?:that|this|those|these|there)(?=[\s?.!]*$))\b/i;
/** A thing that is asked about with its verb: "How long was it?" */
const SUBJECT = /\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would) (?:it|they)\b/i;
/** "How long did it take them?", "if it's too late", "is it true that" */
const EXPLETIVE =
	/\bit(?=(?: would| will)? (?:takes?|took) (?:(?:them|him|her|us|me)\b|to\b)| (?:rains?|rained|snows?|snowed|true|possible|safe to|allowed|necessary|worth|clear)\b|['’]s too (?:late|early)\b)/gi;
const POSSESSIVE = /^(?:his|her|its|their)$/i;

/** A pronoun that points back, and where it begins. */
type Pointer = { readonly pronoun: string; readonly index: number };

function pointerOf(asked: string): Pointer | undefined {
	const pointing = asked.replace(EXPLETIVE, (it) => "-".repeat(it.length));
	const found = PERSON.exec(pointing) ?? THING.exec(pointing);
	return found === null ? undefined : { pronoun: found[0], index: found.index };
}

/** "When did he speak?": the pronoun is replaced by the name that was asked for or answered. */
function withAntecedent(asked: string, previous: Turn): string {
	if (namesAsked(asked).length > 0 && !PERSON.test(asked)) return asked;
	const pointer = pointerOf(asked);
	if (pointer === undefined) return asked;
	const { pronoun, index } = pointer;
	if (/^(?:its|their)$/i.test(pronoun) && hasContent(asked.slice(0, index))) return asked; // "How many people lost their jobs?": the people's
	const isPerson = PERSON.test(pronoun);
	const topic = topicOf(previous.question);
	const personTalkedOf = topic !== undefined && /^the /i.test(topic) && !PLURAL.test(topic) ? topic : undefined;
	const antecedent = antecedentOf(pronoun, previous) ?? (isPerson ? (oneWho(previous.question) ?? personTalkedOf) : topic);
	return antecedent === undefined ? asked : withInstead(asked, pointer, antecedent);
}

/** With something else instead of the pronoun: "his lawyer", "Ravi Thorn's lawyer". */
function withInstead(asked: string, { pronoun, index }: Pointer, antecedent: string): string {
	const isObject =
		/^her$/i.test(pronoun) &&
		!/\bher\s+(?!(?:after|then|now|in|on|at|by|to|for|from|when|while|before|later|next|again|and|or|away|out)\w*\b)\p{L}/iu.test(asked);
	const before = asked.slice(0, index);
	const place = /\b(?:get|go|goes|went|come|travel) $/i.test(before) ? `to ${antecedent}` : `in ${antecedent}`;
	const instead = POSSESSIVE.test(pronoun) && !isObject ? `${antecedent}'s` : /^there$/i.test(pronoun) ? place : antecedent;
	return `${before}${instead}${asked.slice(index + pronoun.length)}`;
}

/** Whether a text names something to look for. */
function hasContent(text: string): boolean {
	return wordsOf(text).some((word) => !isStopWord(word) && !EMPTY.has(word.text));
}
