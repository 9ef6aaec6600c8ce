import type { Reason } from "../domain/answer.ts";
import { confidenceFeatures } from "./confidence-features.ts";
import { asksForLife, givesLifeDates } from "./life-dates.ts";
import type { ReadQuestion } from "./read-question.ts";
import { leastConfidence, scoreOfAnswer } from "./selector.ts";
import type { ScoredSentence } from "./sentence-features.ts";
import { leavesEventUntold } from "./untold-events.ts";
import { dates } from "./wanted.ts";

/** Whether the best sentence answers, how sure that is, and why not. */
export type Judgement = { readonly confidence: number; readonly reason: Reason | null };

/** What is left of the confidence where the long form of an abbreviation, or what has happened, is asked for and the best sentence gives none. */
const LACKING = 0.4;

/**
 * And where a figure, a time, a person, a reason or a name is asked for, or the passage does not tell the event of which it is asked. In our
 * own folders, asked by people who had not the text before them, 6 of 188 such sentences are right that the network holds likelier than .6.
 */
const LACKING_WANTED = 0.12;

const SAYS_WHAT_IT_MEANS =
	/\b(?:stand(?:s|ing)? for|stood for|short for|shortened|abbreviat\w*|acronyms?|initials|initialism|mean(?:s|t|ing)?|represent\w*|symboli[sz]\w*)\b/i;

/** What it adds to the logit of the confidence that the best sentence stands below the question itself. The training sets hold no headings. */
const BELOW_QUESTION = 3;

/** And that it gives the long form which is asked for: letters that fit leave little doubt, but some. */
const EXPANDS = 2;

/** And that it gives a life in dates ("1904 – 1987") to who asks when somebody was born or died. */
const GIVES_LIFE = 1;

/**
 * @param ranked the sentences that were compared, best first
 * @param maxError share of the questions that the documents do not answer which may be answered all the same
 */
export function judgeAnswerable(question: ReadQuestion, ranked: readonly ScoredSentence[], maxError: number): Judgement {
	if (question.words.size === 0) return refuse(0, "not-a-question", "The question holds no words.");
	if (!question.hasContent)
		return refuse(0, "not-a-question", "The question names nothing to look for. Ask it in full: each is read on its own.");
	const [best, ...others] = ranked;
	if (best === undefined) return refuse(0, "nothing-retrieved", "No passage shares a word or a meaning with the question.");
	const byHand =
		(best.below === "question" ? BELOW_QUESTION : 0) + (best.expands ? EXPANDS : 0) + (givesLife(question, best) ? GIVES_LIFE : 0);
	const score = scoreOfAnswer(confidenceFeatures(question, [best, ...others])) + byHand;
	const confidence = logistic(score) * shareLeft(question, best);
	if (confidence >= leastConfidence(maxError)) return { confidence, reason: null };
	return refuse(confidence, "no-passage-answers", "Some passages are on the subject, but none was found that answers the question.");
}

/** What is left of the confidence when the sentence is looked at for the kind of thing that is asked for. */
function shareLeft(question: ReadQuestion, best: ScoredSentence): number {
	const { kind, language, words, abbreviation } = question;
	const { lacks } = best;
	if (lacks !== null && lacks !== "speech" && best.below !== "question") return LACKING_WANTED;
	if (best.below !== "question" && best.lacksNumber) return LACKING_WANTED;
	if (leavesEventUntold(question, best)) return LACKING_WANTED;
	const lacksDate = kind === "date" && !(language === "en" ? dates(best.text, words) : /\p{N}/u.test(best.text));
	const lacksLongForm = abbreviation !== null && !best.expands && !SAYS_WHAT_IT_MEANS.test(best.text);
	return lacksDate || lacksLongForm || best.isTimeless ? LACKING : 1;
}

function givesLife({ language, kind, terms }: ReadQuestion, best: ScoredSentence): boolean {
	return language === "en" && kind === "date" && terms.some(({ word }) => asksForLife(word)) && givesLifeDates(best.text);
}

function refuse(confidence: number, code: Reason["code"], message: string): Judgement {
	return { confidence, reason: { code, message } };
}

function logistic(x: number): number {
	return 1 / (1 + Math.exp(-x));
}
