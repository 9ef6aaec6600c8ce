import { findAbbreviations } from "../text/abbreviations.ts";
import { isDated, namesReporters } from "../text/credits.ts";
import { foldCase } from "../text/normalize.ts";
import { isStopTerm } from "../text/terms.ts";
import type { Word } from "../text/words.ts";
import { holdsKind, tellsPast, withoutKnown } from "./answer-kind.ts";
import { withoutOtherCounts } from "./counted.ts";
import { namesMember } from "./kinds.ts";
import type { ReadQuestion } from "./read-question.ts";
import { leavesAgentUntold } from "./untold-agents.ts";
import { gives, type Wanted } from "./wanted.ts";

/** What rules tell of a sentence, where the training sets hold too little to learn it from. */
export type Marks = {
	/** Whether it gives the long form of the abbreviation that is asked for. */
	readonly expands: boolean;
	/** Whether it tells nothing of the past, where it is asked what has happened. */
	readonly isTimeless: boolean;
	/** Whether it only says where, when or by whom a text was written, and none of it is asked. */
	readonly isCredit: boolean;
	/** What it does not give though it is asked for. */
	readonly lacks: Wanted | null;
	/** Whether it tells what may, must or will be, where that is asked. */
	readonly fitsMood: boolean;
	/** Whether it says nothing that the question, an open one, does not say: "50 Cent" where it is asked who shot him. */
	readonly repeats: boolean;
};

export function marksOf(question: ReadQuestion, sentence: string, words: readonly Word[], stems: readonly string[]): Marks {
	return {
		expands: question.abbreviation !== null && expands(sentence, question.abbreviation),
		isTimeless: question.asksWhatHappened && !tellsPast(words) && !holdsKind("date", sentence, question.words),
		isCredit: isUnaskedCredit(sentence, question),
		lacks: lackingIn(sentence, question),
		fitsMood: question.mood?.test(sentence) ?? false,
		repeats: question.isOpen && isRepeated(sentence, words, stems, question),
	};
}

/** "The National Road Agency (NRA)", "R stands for reverse". */
function expands(sentence: string, abbreviation: string): boolean {
	const said = [...sentence.matchAll(STANDS_FOR)].some(({ 1: short }) => short === abbreviation);
	return said || findAbbreviations(sentence).some(({ short }) => bare(short) === bare(abbreviation));
}

const STANDS_FOR = /([^\s"“”'‘’]+)["”'’]? (?:stands?|stood|is short|was short) for\b/gu;

function bare(abbreviation: string): string {
	return foldCase(abbreviation.replaceAll(".", ""));
}

const ASKS_FOR_CREDIT =
	/\p{Nd}|\b(?:writ|wrote|author|report|interview|publish|print|edit|photo|translat|paper|magazine|journal|source|say|said)/iu;

function isUnaskedCredit(sentence: string, { kind, text }: ReadQuestion): boolean {
	return ((kind !== "date" && isDated(sentence)) || namesReporters(sentence)) && !ASKS_FOR_CREDIT.test(text);
}

function lackingIn(sentence: string, question: ReadQuestion): Wanted | null {
	const { wanted, measure, counted, deed, words } = question;
	if (question.thing?.isClosed && !namesMember(question.thing, sentence, words)) return "name";
	if (wanted === null) return null;
	if (deed !== null && leavesAgentUntold(sentence, deed)) return "person";
	const told = wanted === "count" && counted !== null ? withoutOtherCounts(sentence, counted) : sentence;
	const given = wanted === "figure" && measure !== null ? givesMeasure(question, sentence) : gives(wanted, told, words);
	return given ? null : wanted;
}

/** Whether a sentence gives the measure that is asked for. */
export function givesMeasure({ measure, words }: ReadQuestion, sentence: string): boolean {
	return measure?.given.test(withoutKnown(sentence, words)) ?? false;
}

/** Whether a sentence holds no word of content that the question does not hold; "Will" and "May" are names within a sentence, "no" an answer. */
function isRepeated(sentence: string, words: readonly Word[], stems: readonly string[], question: ReadQuestion): boolean {
	return stems.every((stem, at) => {
		if (question.stems.includes(stem)) return true;
		const { text, start } = words[at] as Word;
		const isName = at > 0 && /^\p{Lu}/u.test(sentence.slice(start)) && !question.words.has(text);
		return isStopTerm(stem) && !isName && text !== "no";
	});
}
