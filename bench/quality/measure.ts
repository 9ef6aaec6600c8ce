import { findCandidates } from "../../src/answer/find-candidates.ts";
import type { Passage } from "../../src/domain/passage.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import type { SearchIndex } from "../../src/search-index/search-index.ts";
import { contentTermsOf } from "../../src/text/terms.ts";
import { type JudgedQuestion, type QuestionSet, seedQuestions, sharedFolder, temporaryFolder, writeQuestionSet } from "./question-set.ts";
import { askAll, openSet, score } from "./score.ts";

const PERCENT = (share: number) => Number((100 * share).toFixed(1));

/** Candidates, quotes and abstention on each set that lies beside the project. */
export async function measureQuality(): Promise<Record<string, object>> {
	const shared = sharedFolder();
	if (shared === undefined) throw new Error("The question sets are not there: set QUOTH_SHARED to their folder.");
	const sets: Record<string, () => QuestionSet> = {
		seeds: () => seedQuestions(`${shared}/seeds`),
		"xquad-en": () => writeQuestionSet(`${shared}/eval/xquad/en`),
		"xquad-en, half of the articles left out": () =>
			writeQuestionSet(`${shared}/eval/xquad/en`, (doc) => Number(/\d+/.exec(doc)?.[0]) % 2 === 0),
		quotesum: () => writeQuestionSet(`${shared}/eval/quotesum`),
	};
	const figures: Record<string, object> = {};
	for (const [name, load] of Object.entries(sets)) {
		const set = load();
		const quoth = await openSet(set);
		const found = score(quoth, await askAll(quoth, set.questions));
		quoth.close();
		figures[name] = {
			questions: found.questions,
			"first right %": PERCENT(found.firstRight),
			"one of three %": PERCENT(found.oneOfThreeRight),
			"answered and first right %": PERCENT(found.answeredFirstRight),
			"answered and one of three %": PERCENT(found.answeredOneOfThreeRight),
			"answered %": PERCENT(found.answered),
			"wrongly answered %": found.unanswerable === 0 ? null : PERCENT(1 - found.refused / found.unanswerable),
			auroc: Number(found.auroc.toFixed(3)),
			"first quote, characters": Math.round(found.meanFirstQuoteLength),
			"verbatim %": PERCENT(found.verbatim / found.quotes),
		};
		figures[`${name}: candidates`] = await measureCandidates(set);
		set.remove();
		console.log(name, figures[name], figures[`${name}: candidates`]);
	}
	return figures;
}

/** Is a passage with the answer first among the candidates: by words, by vectors, by both? With the mean reciprocal rank. */
async function measureCandidates(set: QuestionSet): Promise<object> {
	const embedder = await openTransformersEmbedder();
	const path = temporaryFolder("quoth-bench-");
	await ingest({ folder: set.corpus, index: path, embedder });
	const index = await openIndex(path);
	const legs = { bm25: [] as number[], vectors: [] as number[], hybrid: [] as number[] };
	for (const { question, gold } of set.questions.filter((asked) => asked.gold.length > 0)) {
		const vector = await embedder.embed([question], "question");
		const rankOf = (passages: readonly Passage[]) => reciprocalRank(passages.map((passage) => holdsGold(index, passage, gold)));
		legs.bm25.push(rankOf(index.searchTerms(contentTermsOf(question), 100).map((hit) => index.passage(hit.passage))));
		legs.vectors.push(rankOf(index.searchVectors(vector, 100).map((hit) => index.passage(hit.passage))));
		legs.hybrid.push(rankOf(findCandidates(index, question, vector, { count: 100 }).map((candidate) => candidate.passage)));
	}
	index.close();
	return Object.fromEntries(
		Object.entries(legs).map(([leg, ranks]) => [
			leg,
			`first ${PERCENT(ranks.filter((rank) => rank === 1).length / ranks.length)} %, MRR ${(ranks.reduce((a, b) => a + b, 0) / ranks.length).toFixed(3)}`,
		]),
	);
}

function holdsGold(index: SearchIndex, { documentId, span }: Passage, gold: JudgedQuestion["gold"]): boolean {
	const uri = index.findDocument(documentId)?.uri;
	return gold.some((place) => place.uri === uri && place.span.start < span.end && place.span.end > span.start);
}

function reciprocalRank(right: readonly boolean[]): number {
	const at = right.indexOf(true);
	return at < 0 ? 0 : 1 / (at + 1);
}
