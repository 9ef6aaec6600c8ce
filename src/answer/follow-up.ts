import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { antecedentOf, oneWho, PERSON, PLURAL, type Turn, topicOf } from "./antecedents.ts";
import { NAME, namesIn } from "./names.ts";
import { AUXILIARY } from "./question-kind.ts";

/**
 * The question that a follow-up means, by the turn before it: "And when?", "What about France?", "Why did he say that?". English only.
 * @returns the question itself where it stands on its own
 */
export function resolveFollowUp(question: string, previous: Turn | undefined): string {
	if (previous === undefined) return question;
	const asked = question.trim();
	const turned = ABOUT_THEN.exec(asked);
	if (turned !== null) return withTopic(turned[2] as string, turned[1] as string);
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

/** "What about the old coaches, what age are they?" */
const ABOUT_THEN =
	/^(?:and |but |ok,? )?(?:what|how) about ([^,?]{2,60}), ((?:how|what|when|where|why|which|who (?!is\b|was\b|are\b|were\b)|is|are|was|were|do|does|did|can|will|has|have) .+)$/i;
const ABOUT = /^(?:and |but |ok,? )?(?:what|how) about (.{2,80}?)[?.!]*$/i;
/** "And Berlin?", "And for the United States?", "And in a public building?" */
const AND =
	/^(?:[Aa]nd|[Bb]ut) ((?:(?:for|in|from|at|by|to|with|on|under|during) (?!(?:what|which|whom|how|that|this|it|them|him|her)\b)|(?:the )?(?=\p{Lu})|(?:the|an?) (?=(?:\p{Ll}+ ){0,2}\p{Ll}+\W*$))(?!.*\b(?:is|are|was|were|do|does|did|has|have|had|can|will|when|who|what|where|why|how)\b)[^,?]{1,60}?)[?.!]*$/u;
const EMPTY = new Set(
	"happened happen happens many much long old far often big heavy tall high deep wide fast hot cold large small thick loud expensive year day month time else more so exactly again come".split(
		" ",
	),
);
const QUESTION_WORD =
	/^(?:(?:in|on|at|by|for|from|to|with) )?(?:who(?:m|se)?|why|where|when|how (?:many|much|long|old|far|often|big|heavy|tall|high|deep|wide|fast|hot|cold|large|small|thick|loud|expensive)|how|(?:what|which) (?:year|date|day|month|time|country|city|town|place|people)|what|which)\b/i;

const WHETHER = new RegExp(`^${AUXILIARY}(?:n['’]t)? `, "i");
/** "How many pumps in Oumbe were painted red", "How many earbuds has Corvane recalled" */
const COUNTED = new RegExp(`^((?:(?!${AUXILIARY}\\b)[^\\s?]+ ){1,6}?)(${AUXILIARY}) (.+?)[?.!\\s]*$`, "i");

/** "And when?" after "Who founded the bakery?": "When founded the bakery?" */
function withQuestionWord(bare: string, before: string): string {
	const word = QUESTION_WORD.exec(bare)?.[0];
	const asked = before.trim();
	const old = QUESTION_WORD.exec(asked)?.[0];
	if (word !== undefined && WHETHER.test(asked)) return `${capitalised(word)} ${asked.slice(0, 1).toLowerCase()}${asked.slice(1)}`;
	if (word === undefined || old === undefined) return wordsOf(bare).length === 0 ? bare : `${bare.replace(/[?.!\s]+$/, "")}: ${before}`;
	const rest = asked.slice(old.length);
	const [, counted = "", verb = "", told = ""] = (/^how (?:many|much)$/i.test(old) && COUNTED.exec(rest.trim())) || [];
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
	if (AT_A_PLACE.test(preposition ?? "")) {
		const placed = new RegExp(`\\b(?:in|at|from|near) (?:the )?(?:${NAME.source})`, "u").exec(`${asked}?`);
		if (placed !== null && /\s(?:the )?\p{Lu}/u.test(subject))
			return `${asked.slice(0, placed.index)}${subject}${asked.slice(placed.index + placed[0].length)}?`;
	}
	if (/^(?:in|at|on|from|during)$/i.test(preposition ?? "")) return `${asked} ${subject}?`;
	if (preposition !== undefined && !/^\S+ (?:the )?\p{Lu}/u.test(subject)) return undefined; // "And to print a page?"
	const plain = subject.replace(/^(?:in|for|with|by|to) /i, "");
	const year = /\b\d{4}\b/.exec(plain) ? /\b\d{4}\b/.exec(before) : null;
	const name = year === null ? namesIn(before).find((found) => found.name !== "I") : { name: year[0], start: year.index };
	const alike = preposition === undefined ? likeSubject(asked, plain) : undefined;
	if (alike !== undefined) return `${asked.replace(alike, () => plain)}?`;
	if (name === undefined) return `${asked} ${subject}?`;
	const until = before.slice(0, name.start);
	const hasArticle = /^(?:the|an?|my|our|your|his|her|its|their)\s/i.test(plain);
	return `${hasArticle ? until.replace(/\b(?:the|an?) $/i, "") : until}${plain}${before.slice(name.start + name.name.length)}`;
}

const AT_A_PLACE = /^(?:in|at|from|near)$/i;

/** "What about the lantern plover?": of the question before "the saltpan plover", or else as many words behind an article. */
function likeSubject(before: string, subject: string): string | undefined {
	const words = /^(?:the|an?) ((?:\p{L}+ ){0,3}\p{Ll}{3,})$/u.exec(subject)?.[1]?.split(" ");
	if (words === undefined) return undefined;
	const ofHead = new RegExp(`\\b(?:the|an?) (?:\\p{L}+ ){0,3}?${words.at(-1)}(?!\\p{L})`, "u").exec(before);
	return (ofHead ?? new RegExp(`\\b(?:the|an?)(?: \\p{L}+){${words.length}}`, "u").exec(before))?.[0];
}

/** "What age are they?", of the old coaches. */
function withTopic(asked: string, topic: string): string {
	return capitalised(asked.replace(/\b(?:he|she|it|they|that|this|those|these|him|her|them)\b/i, () => topic));
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

// "that" before a clause and "this" before a noun point nowhere back; at the end they do
const THING = /\b(?:it|its|they|them|their|(?:that|this|those|these|there)(?=[\s?.!]*$))\b/i;
/** A thing that is asked about with its verb: "How long was it?" */
const SUBJECT = /\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would) (?:it|they)\b/i;
/** "How long did it take them?", "if it's too late" */
const EXPLETIVE = /\bit(?=(?: would| will)? (?:takes?|took|rains?|rained)\b|['’]s too (?:late|early)\b)/gi;
const POSSESSIVE = /^(?:his|her|its|their)$/i;

/** "When did he speak?": the pronoun is replaced by the name that was asked for or answered. */
function withAntecedent(asked: string, previous: Turn): string {
	if (namesIn(asked).length > 0 && !PERSON.test(asked)) return asked;
	const pronoun = (PERSON.exec(asked) ?? THING.exec(asked.replace(EXPLETIVE, (it) => "-".repeat(it.length))))?.[0];
	if (pronoun === undefined) return asked;
	if (/^(?:its|their)$/i.test(pronoun) && hasNounBefore(asked, pronoun)) return asked;
	const topic = PERSON.test(pronoun) ? (oneWho(previous.question) ?? topicOf(previous.question)) : topicOf(previous.question);
	const antecedent =
		antecedentOf(pronoun, previous) ?? (PERSON.test(pronoun) && topic !== undefined && PLURAL.test(topic) ? undefined : topic);
	if (antecedent === undefined) return asked;
	const isObject =
		/^her$/i.test(pronoun) &&
		!/\bher\s+(?!(?:after|then|now|in|on|at|by|to|for|from|when|while|before|later|next|again|and|or|away|out)\w*\b)\p{L}/iu.test(asked);
	const replacement =
		POSSESSIVE.test(pronoun) && !isObject ? `${antecedent}'s` : /^there$/i.test(pronoun) ? `in ${antecedent}` : antecedent;
	return asked.replace(new RegExp(`\\b${pronoun}\\b(?!(?: would| will)? (?:takes?|took|rains?|rained)\\b)`), () => replacement);
}

/** "How many people lost their jobs?": the people's. */
function hasNounBefore(asked: string, pronoun: string): boolean {
	return hasContent(asked.slice(0, asked.search(new RegExp(`\\b${pronoun}\\b`))));
}

/** Whether a text names something to look for. */
function hasContent(text: string): boolean {
	return wordsOf(text).some((word) => !isStopWord(word) && !EMPTY.has(word.text));
}

function capitalised(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
