import type { Reason } from "../domain/answer.ts";
import type { ReadQuestion, ScoredSentence } from "./score-sentences.ts";

/**
 * An answer is given from this confidence on. With half of XQuAD's articles left out, 93 % of the questions that have an answer
 * are then answered, and 7 % of those that have none.
 */
export const LEAST_CONFIDENCE = 0.2;

/** Whether the best sentence answers, how sure that is, and why not. */
export type Judgement = { readonly confidence: number; readonly reason: Reason | null };

/**
 * What tells an answer from a near miss: how much of the question the sentence and what stands around it holds, what nothing in the
 * corpus holds, nearness in meaning, and whether it holds the kind of thing that is asked for.
 */
export function confidenceFeatures(question: ReadQuestion, best: ScoredSentence): number[] {
	const { coverage, nearby, rest, heading, vector, kind, pairs } = best.features;
	return [coverage, nearby, rest, heading, question.unknownShare, Math.max(0, vector), best.candidate.scores.vector, kind, pairs];
}

// Logistic regression on these features, in their order, the constant first: training/sentence-weights/fit.ts.
const CONFIDENCE = [-3.71, 2.78, -0.03, -1.68, 3.6, -2.45, 5.16, 0.04, 0.24, 1.04] as const;

export function judgeAnswerable(question: ReadQuestion, best: ScoredSentence | undefined): Judgement {
	if (question.words.size === 0) return refuse(0, "not-a-question", "The question holds no words.");
	if (!question.hasContent)
		return refuse(0, "not-a-question", "The question names nothing to look for. Ask it in full: each is read on its own.");
	if (best === undefined) return refuse(0, "nothing-retrieved", "No passage shares a word or a meaning with the question.");
	const confidence = logistic(
		[1, ...confidenceFeatures(question, best)].reduce((sum, value, at) => sum + value * (CONFIDENCE[at] ?? 0), 0),
	);
	if (confidence >= LEAST_CONFIDENCE) return { confidence, reason: null };
	return refuse(confidence, "no-passage-answers", "Some passages are on the subject, but none was found that answers the question.");
}

function refuse(confidence: number, code: Reason["code"], message: string): Judgement {
	return { confidence, reason: { code, message } };
}

function logistic(x: number): number {
	return 1 / (1 + Math.exp(-x));
}
