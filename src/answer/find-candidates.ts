import type { Candidate } from "../domain/candidate.ts";
import type { SearchIndex } from "../search-index/search-index.ts";
import { fuse } from "./fuse.ts";
import type { ReadQuestion } from "./read-question.ts";

/** How many passages each leg contributes at least. */
const LEG = 100;

/** What a name counts beside another word as rare: texts write about it in other words, but seldom by another name. */
const NAME_EMPHASIS = 1.25;

export type CandidateOptions = {
	readonly count: number;
	/** Marks the passages to search with 1; all when left out. */
	readonly allowed?: Uint8Array | undefined;
};

/** The passages that fit a question best by its words (BM25) and by its meaning (vectors), best first. */
export function findCandidates(index: SearchIndex, question: ReadQuestion, options: CandidateOptions): Candidate[] {
	const { allowed } = options;
	const { vector } = question;
	const leg = Math.max(LEG, options.count);
	const near = question.hasVector ? index.searchVectors(vector, leg, allowed).filter((hit) => hit.score > 0) : [];
	const cosines = new Map(near.map((hit) => [hit.passage, hit.score]));
	const found = index.searchTerms(
		question.terms.map(({ searched, isName }) => ({ forms: searched, emphasis: isName ? NAME_EMPHASIS : 1 })),
		leg,
		allowed,
		[...cosines.keys()],
	);
	if (found.length === 0) return [];
	const vectors = found.map(({ passage }) => cosines.get(passage) ?? index.similarity(passage, vector));
	const fused = fuse(
		found.map((hit) => hit.score),
		vectors,
		question.hasVector ? undefined : 1,
	);
	const order = [...found.keys()].sort((a, b) => (fused[b] as number) - (fused[a] as number));
	return order.slice(0, options.count).map((at) => ({
		passage: index.passage((found[at] as { passage: number }).passage),
		scores: { bm25: (found[at] as { score: number }).score, vector: vectors[at] as number, fused: fused[at] as number },
	}));
}
