import type { Candidate } from "../domain/candidate.ts";
import type { SearchIndex } from "../search-index/search-index.ts";
import { FITTING_MOOD } from "./moods.ts";
import type { ReadQuestion } from "./read-question.ts";
import type { Score } from "./selector.ts";
import { type Features, featureOf, readSentences, type ScoredSentence, type Sentence, withFeature } from "./sentence-features.ts";
import type { Wanted } from "./wanted.ts";

/** Sentences that are compared with the question by meaning, which costs more than all else; the others are dropped. */
const COMPARED = 24;

/**
 * The most promising sentences of the candidates, best first.
 * @param similarities gives the cosine of the question and each of the sentences
 * @param scoreOf by what they are scored
 */
export async function scoreSentences(
	index: SearchIndex,
	question: ReadQuestion,
	candidates: readonly Candidate[],
	similarities: (sentences: readonly string[]) => Promise<readonly number[]>,
	scoreOf: Score,
): Promise<ScoredSentence[]> {
	const promising = candidates
		.flatMap((candidate) => readSentences(index, question, candidate))
		.map((sentence) => scored(sentence, sentence.features, scoreOf))
		.sort(byScore)
		.slice(0, COMPARED);
	if (!question.hasVector) return promising;
	const cosines = await similarities(promising.map((sentence) => sentence.text));
	return promising
		.map((sentence, at) => scored(sentence, withFeature(sentence.features, "vector", cosines[at] ?? 0), scoreOf))
		.sort(byScore);
}

/** What it counts for a sentence to stand below a heading that asks the same or names it. The training sets hold no headings. */
const BELOW = { question: 5, subject: 1 } as const;

/** What it counts for a sentence to give the long form that is asked for: "Valley Heritage Trust (VHT)". */
const EXPANDS = 5;

/** What it counts against a sentence that it asks something itself: a question is no answer. Too rare in the training sets to be learned. */
const ASKING = 8;

/** And that it only repeats the question. */
const REPEATING = 8;

/** And that it tells nothing of the past, where it is asked what has happened. */
const TIMELESS = 6;

/** And that it is a credit: "PORT ALN, 4 May 2023". */
const CREDIT = 6;

/** And that it does not give what is asked for, unless the question stands above it: "Twelve, with the badge." */
const LACKING: Readonly<Record<Wanted, number>> = { figure: 3, count: 3, speech: 4, time: 2, person: 2, reason: 1, name: 2 };

/** What rules add to the score of a sentence: see `BELOW` and those behind it. */
export function addedToScore(sentence: Sentence): number {
	const { below, expands, fitsMood, repeats, isTimeless, isCredit, lacks } = sentence;
	const inFavour = (below === null ? 0 : BELOW[below]) + (expands ? EXPANDS : 0) + (fitsMood ? FITTING_MOOD : 0);
	const against =
		ASKING * featureOf(sentence, "asks") +
		(repeats ? REPEATING : 0) +
		(isTimeless ? TIMELESS : 0) +
		(isCredit ? CREDIT : 0) +
		(lacks === null || below === "question" ? 0 : LACKING[lacks]);
	return inFavour - against;
}

function scored(sentence: Sentence, features: Features, scoreOf: Score): ScoredSentence {
	return { ...sentence, features, score: scoreOf(features) + addedToScore(sentence) };
}

function byScore(a: ScoredSentence, b: ScoredSentence): number {
	return b.score - a.score;
}
