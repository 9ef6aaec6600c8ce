import { languageOf } from "../text/languages.ts";
import { holdsForm, indexTermsOf } from "../text/terms.ts";
import type { Word } from "../text/words.ts";
import type { ReadQuestion } from "./read-question.ts";
import type { ScoredSentence } from "./sentence-features.ts";

/** Words for what happens to someone or something once, or hardly more often: there are few ways to tell it. */
const EVENT =
	/^(?:die[sd]?|death|born|birth|bur(?:y|ied)|marr(?:y|ies|ied)|wedding|divorced|founded|kill(?:s|ed)?|murdered|hurt|injured|wounded|shot|shoot|stolen?|stole|moved|arrest(?:s|ed)?|confess(?:ed)?|resign(?:s|ed)?|retired|elected|convicted|sentenced|jailed|invent(?:s|ed)?|discover(?:s|ed)?|demolished|destroyed|launched|replaced|built|sold|cancel(?:l?ed)?)$/i;

const LONGEST_BEFORE = 12; // characters

/** Whether an English question asks of something that happened, and the passage of a sentence does not tell it, in whatever words. */
export function leavesEventUntold({ text, terms, language }: ReadQuestion, { passageText, document, around }: ScoredSentence): boolean {
	if (language !== "en") return false;
	const asked = terms.map(({ isName, word }) => !isName && EVENT.test(word.text) && !describes(text, word));
	if (!asked.includes(true)) return false;
	const held = new Set(indexTermsOf(passageText, languageOf(document)));
	return terms.some(({ toldBy }, at) => asked[at] && around[at] === 0 && !toldBy.some((form) => holdsForm(held, form)));
}

/** "The stolen clock", "a married man": it tells of which one is asked. */
function describes(text: string, { start, end }: Word): boolean {
	return (
		/(?:ed|en|built|sold|shot|hurt|born)$/i.test(text.slice(start, end)) &&
		/\b(?:the|an?|th(?:is|at|ese|ose)|my|our|your|his|her|its|their)\s+$/i.test(text.slice(Math.max(0, start - LONGEST_BEFORE), start)) &&
		/^\s+\p{L}/u.test(text.slice(end, end + LONGEST_BEFORE))
	);
}
