import { languageOf } from "../text/languages.ts";
import { type Form, holdsForm, indexTermsOf } from "../text/terms.ts";
import type { Word } from "../text/words.ts";
import type { ReadQuestion } from "./read-question.ts";
import type { ScoredSentence } from "./sentence-features.ts";

/** Words for what happens to someone or something once, or hardly more often: there are few ways to tell it. */
const EVENT =
	/^(?:die[sd]?|death|born|birth|bur(?:y|ied)|marr(?:y|ies|ied)|wedding|divorced|founded|kill(?:s|ed)?|murdered|hurt|injured|wounded|shot|shoot|stolen?|moved|arrest(?:s|ed)?|confess(?:ed)?|resign(?:s|ed)?|retired|elected|convicted|sentenced|jailed|invent(?:s|ed)?|discover(?:s|ed)?|demolished|destroyed|launched|replaced|built|sold|cancel(?:l?ed)?)$/i;

/** "When did she retire?", but not "How do I replace the filter?" */
const EVENT_OF_THE_PAST = /^(?:retire|launch|replace|move|demolish|destroy|elect|convict|sentence|divorce|murder|injure|wound)$/i;

const LONGEST_BEFORE = 60; // characters
const DETERMINER = /\b(?:the|an?|th(?:is|at|ese|ose)|my|our|your|his|her|its|their)\s+$/i;
/** A noun, and one that is not the subject of the question: "did the chemist Hedda Lorne die" asks of her death. */
const NOUN = "\\b(?:[Tt]he|an?|th(?:is|at|ese|ose)) (?:\\p{Ll}+ ){1,3}";
const NO_SUBJECT = "(?<!\\b(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Dd]o|[Dd]oes|[Dd]id|[Hh]as|[Hh]ave|[Hh]ad|[Cc]an|[Ww]ill|and|or) )";
const NAME = "\\p{Lu}[\\p{L}’'.-]+";
const PRONOUN = "he|she|they|it|we|I|you";
const RELATIVE = new RegExp(
	[
		`${NOUN}(?:who|that|which|whom) (?:(?:was|were|had|has|have|been|is|are|later|first|also|${PRONOUN}|${NAME}) )*$`,
		`${NO_SUBJECT}${NOUN}(?:${PRONOUN}|${NAME}(?: ${NAME})*) (?:had |has |have )?$`,
	].join("|"),
	"u",
);
const WITH_NOUN = new RegExp(`${NO_SUBJECT}${NOUN}$`, "u");

/** Whether an English question asks of something that happened, and the passage of a sentence does not tell it, in whatever words. */
export function leavesEventUntold(
	{ text, terms, stems, language }: ReadQuestion,
	{ passageText, document, around }: ScoredSentence,
): boolean {
	if (language !== "en") return false;
	const isPast = /\bdid\b/i.test(text);
	const isEvent = (word: string) => EVENT.test(word) || (isPast && EVENT_OF_THE_PAST.test(word));
	const asked = terms.map(({ isName, word }) => !isName && isEvent(word.text) && !describes(text, word));
	if (!asked.includes(true)) return false;
	const held = new Set(indexTermsOf(passageText, languageOf(document)));
	const tells = (form: Form) => holdsForm(held, form) && !form.every((stem) => stems.includes(stem));
	return terms.some(({ toldBy }, at) => asked[at] && around[at] === 0 && !toldBy.some(tells));
}

/** "The stolen clock", "the man who was killed", "the land he discovered", "the film shot at the mill": it tells of which one is asked. */
function describes(text: string, { start, end }: Word): boolean {
	const before = text.slice(Math.max(0, start - LONGEST_BEFORE), start);
	const after = text.slice(end);
	if (RELATIVE.test(before)) return true;
	if (!/(?:ed|en|built|sold|shot|hurt|born)$/i.test(text.slice(start, end))) return false;
	return (
		(DETERMINER.test(before) && /^[\s-]+\p{L}/u.test(after)) || (WITH_NOUN.test(before) && /^ (?:at|by|in|on|from|near|with)\b/.test(after))
	);
}
