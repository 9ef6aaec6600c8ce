import type { Embedder } from "../embedding/embedder.ts";
import type { SearchIndex } from "../search-index/search-index.ts";
import { similarity } from "../search-index/vector-index.ts";
import { findCandidates } from "./find-candidates.ts";
import { type ReadQuestion, type ScoredSentence, scoreSentences } from "./score-sentences.ts";

/** Passages whose sentences are read for a question: this bounds the work, whatever the corpus. */
const CANDIDATES = 12;

export type Answering = { readonly index: SearchIndex; readonly embedder: Embedder };

/**
 * The sentences that may answer a question, best first. The weights are fitted on what this gives.
 * @param allowed marks the passages to search with 1; all when left out
 */
export async function rankSentences(
	{ index, embedder }: Answering,
	question: ReadQuestion,
	allowed?: Uint8Array,
): Promise<ScoredSentence[]> {
	const vector = await embedder.embed([question.text], "question");
	const candidates = findCandidates(index, question.text, vector, { count: CANDIDATES, allowed });
	return scoreSentences(index, question, candidates, async (sentences) => {
		const matrix = { rows: sentences.length, dimensions: embedder.dimensions, values: await embedder.embed(sentences, "passage") };
		return sentences.map((_, row) => similarity(matrix, row, vector));
	});
}
