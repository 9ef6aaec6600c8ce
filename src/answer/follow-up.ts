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
	const about = ABOUT.exec(asked)?.[1];
	if (about !== undefined && wordsOf(about).length <= 6) return withSubject(previous.question, about);
	if (/^(?:and )?(?:who|where|when) (?:said|says|wrote|claimed|reported) (?:that|this|it|so)\b/i.test(asked))
		return aboutQuote(asked, previous);
	const bare = asked.replace(/^(?:and|but|so|then|ok(?:ay)?|well)[, ]+/i, "");
	if (wordsOf(bare).every((word) => isStopWord(word) || EMPTY.has(word.text))) return withQuestionWord(bare, previous.question);
	return withAntecedent(asked, previous);
}

const ABOUT = /^(?:and |but |ok,? )?(?:what|how) about (.{2,80}?)[?.!]*$/i;
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

const NAME = /\p{Lu}[\p{L}\p{N}.’'-]*(?:\s+(?:(?:of|the|de|al|van|von|for|and)\s+)*\p{Lu}[\p{L}\p{N}.’'-]*)*/gu;

/** Names of a text, but for its first word, which is capitalised anyway. */
function namesIn(text: string): { name: string; start: number }[] {
	return [...text.matchAll(NAME)]
		.map(({ 0: name, index }) => ({ name: name.replace(/['’]s?$/, ""), start: index }))
		.filter(
			({ start, name }) => start > 0 || (wordsOf(name).length > 1 && !isStopWord(wordsOf(name)[0] ?? { text: "", start: 0, end: 0 })),
		);
}

/** "What about France?" after "Why did Albania close the camp?": "Why did France close the camp?" */
function withSubject(before: string, subject: string): string {
	const plain = subject.replace(/^(?:in|for|with|by|to) /i, "");
	const year = /\b\d{4}\b/.exec(plain) ? /\b\d{4}\b/.exec(before) : null;
	const name = year === null ? namesIn(before)[0] : { name: year[0], start: year.index };
	if (name === undefined) return `${before.replace(/[?.!\s]+$/, "")} ${subject}?`;
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
const POSSESSIVE = /^(?:his|her|its|their)$/i;

/** "When did he speak?": the pronoun is replaced by the name that was asked for or answered. */
function withAntecedent(asked: string, previous: Turn): string {
	if (namesIn(asked).length > 0 && !PERSON.test(asked)) return asked;
	const pronoun = (PERSON.exec(asked) ?? THING.exec(asked))?.[0];
	if (pronoun === undefined) return asked;
	const inQuestion = namesIn(previous.question).map(({ name }) => name);
	const inQuote = namesIn(previous.quotes[0]?.text ?? "").map(({ name }) => name);
	const fresh = inQuote.filter((name) => !inQuestion.includes(name));
	const wantsAnswer = PERSON.test(pronoun) && kindAsked(previous.question) === "person";
	const antecedent =
		(wantsAnswer ? [...fresh, ...inQuestion] : PERSON.test(pronoun) ? [...inQuestion, ...fresh] : inQuestion)[0] ??
		topicOf(previous.question);
	if (antecedent === undefined) return asked;
	const isObject = /^her$/i.test(pronoun) && !new RegExp(`\\b${pronoun}\\s+\\p{L}`, "u").test(asked);
	const replacement =
		POSSESSIVE.test(pronoun) && !isObject ? `${antecedent}'s` : /^there$/i.test(pronoun) ? `in ${antecedent}` : antecedent;
	return asked.replace(new RegExp(`\\b${pronoun}\\b`), () => replacement);
}

/** What a question without names is about: its last words, from the last article on. */
function topicOf(question: string): string | undefined {
	return /\b((?:the|an?|its|their)\s+(?:(?!\b(?:the|an?)\b)[^?.!])+)[?.!]*\s*$/i.exec(question)?.[1]?.trim();
}

function capitalised(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
