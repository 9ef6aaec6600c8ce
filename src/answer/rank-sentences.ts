import type { Candidate } from "../domain/candidate.ts";
import type { Passage } from "../domain/passage.ts";
import type { Reranker } from "../embedding/reranker.ts";
import type { SearchIndex } from "../search-index/search-index.ts";
import { similarity } from "../search-index/vector-index.ts";
import { type CandidateOptions, findCandidates } from "./find-candidates.ts";
import { scoreWithoutMood } from "./moods.ts";
import { asks } from "./question-kind.ts";
import type { Answering, ReadQuestion } from "./read-question.ts";
import { scoreSentences } from "./score-sentences.ts";
import { type Score, scoreInPassage, scoreOfQuote } from "./selector.ts";
import type { ScoredSentence } from "./sentence-features.ts";

/** Passages whose sentences are read for a question: this bounds the work, whatever the corpus. */
export const CANDIDATES = 12;

/**
 * The sentences that may answer a question, best first.
 * @param allowed marks the passages to search with 1; all when left out
 */
export async function rankSentences(answering: Answering, question: ReadQuestion, allowed?: Uint8Array): Promise<ScoredSentence[]> {
	return (await rank(answering, question, scoreOfQuote(question.language), { count: CANDIDATES, allowed })).sentences;
}

/** What a passage as a whole counts beside its best sentence: for a question little, for a subject much. See docs/decisions/0005. */
const PASSAGE_WEIGHT = 4;

/**
 * The passages that may answer a question, best first: the foremost candidates in the order of their best sentences, then the others as
 * they were retrieved.
 */
export async function rankPassages(answering: Answering, question: ReadQuestion, options: CandidateOptions): Promise<Candidate[]> {
	const { sentences, candidates } = await rank(answering, question, scoreInPassage, {
		...options,
		count: Math.max(CANDIDATES, options.count),
	});
	const scores = new Map<Candidate, number>();
	for (const sentence of sentences) {
		const { candidate } = sentence;
		const score = scoreWithoutMood(sentence) + PASSAGE_WEIGHT * candidate.scores.fused;
		scores.set(candidate, Math.max(score, scores.get(candidate) ?? score));
	}
	const read = [...scores].sort((a, b) => b[1] - a[1]).map(([candidate]) => candidate);
	return [...new Set([...read, ...candidates])].slice(0, options.count);
}

async function rank({ index, embedder, reranker }: Answering, question: ReadQuestion, scoreOf: Score, options: CandidateOptions) {
	const candidates = findCandidates(index, question, options);
	const read = options.allowed === undefined ? withAnswers(index, candidates) : candidates.slice(0, CANDIDATES);
	const similarities = async (texts: readonly string[]) => {
		const matrix = { rows: texts.length, dimensions: embedder.dimensions, values: await embedder.embed(texts, "passage") };
		return texts.map((_, row) => similarity(matrix, row, question.vector));
	};
	const sentences = await scoreSentences(index, question, read, similarities, scoreOf);
	return { sentences: reranker === undefined ? sentences : await rerank(reranker, question, sentences), candidates };
}

/** The foremost, with the passages that stand behind a question, as the answers of an interview do: they need not say again what is asked. */
function withAnswers(index: SearchIndex, candidates: readonly Candidate[]): Candidate[] {
	const foremost = new Map(candidates.slice(0, CANDIDATES).map((candidate) => [candidate.passage.id, candidate]));
	for (const { passage, scores } of [...foremost.values()]) {
		const answer = endsAsking(index, passage) ? index.neighbour(passage, 1) : undefined;
		if (answer === undefined || foremost.has(answer.id)) continue;
		foremost.set(answer.id, candidates.find((candidate) => candidate.passage.id === answer.id) ?? { passage: answer, scores });
	}
	return [...foremost.values()];
}

function endsAsking(index: SearchIndex, { documentId, sentences }: Passage): boolean {
	const last = sentences.at(-1);
	const document = index.findDocument(documentId);
	return last !== undefined && document !== undefined && asks(index.textOf(document, last));
}

/** Both scores are logits that tell an answer from other sentences: the sum is the product of what they hold likely. */
async function rerank(reranker: Reranker, { text }: ReadQuestion, sentences: readonly ScoredSentence[]): Promise<ScoredSentence[]> {
	const logits = await reranker.score(
		text,
		sentences.map((sentence) => sentence.text),
	);
	return sentences
		.map((sentence, at) => ({ ...sentence, score: sentence.score + (logits[at] as number) }))
		.sort((a, b) => b.score - a.score);
}
