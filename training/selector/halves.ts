import { writeQuestionSet } from "../../bench/quality/question-set.ts";

const bytesOf = (doc: string) => [...Buffer.from(doc)].reduce((a, b) => a + b, 0);

/** Whether an article is one of those that a fold of the embedding was trained without: 0, those whose bytes have an even sum, or 1. */
export function isInFold(doc: string, fold: number): boolean {
	return bytesOf(doc) % 2 === fold;
}

/** Another halving, independent of the folds: these articles are kept where the others are left out to have questions without an answer. */
export function isKept(doc: string): boolean {
	return Math.floor(bytesOf(doc) / 2) % 2 === 0;
}

/** The questions of some of the articles of a set. */
export function idsWhere(folder: string, isIn: (doc: string) => boolean): Set<string> {
	const { questions, remove } = writeQuestionSet(folder, isIn);
	remove();
	return new Set(questions.filter(({ gold }) => gold.length > 0).map(({ id }) => id));
}
