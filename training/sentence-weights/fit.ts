/**
 * Fits the weights of src/answer/score-sentences.ts and of src/answer/judge-answerable.ts, and prints them.
 *
 *     npx tsx training/sentence-weights/fit.ts <folder with squadshifts/new_wiki>
 *
 * Asked are the questions of the articles that the embedding was not trained on, over the passages of all articles. Ranking: softmax
 * over the sentences of the candidates, so that one that holds the answer comes first. Confidence: logistic regression on the
 * features of the first sentence, with half of the articles left out, so that half of the questions have no answer.
 */
import { join } from "node:path";
import { answers, type JudgedQuestion, temporaryFolder, writeQuestionSet } from "../../bench/quality/question-set.ts";
import { confidenceFeatures } from "../../src/answer/judge-answerable.ts";
import { rankSentences } from "../../src/answer/rank-sentences.ts";
import { type Features, readQuestion, type ScoredSentence, WEIGHTS } from "../../src/answer/score-sentences.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";

const folder = join(process.argv[2] ?? "", "squadshifts/new_wiki");
const heldOut = (doc: string) => [...Buffer.from(doc)].reduce((sum, byte) => sum + byte, 0) % 8 === 0;

type Row = {
	readonly asked: JudgedQuestion;
	readonly ranked: readonly ScoredSentence[];
	readonly right: readonly boolean[];
	readonly confidence: readonly number[];
};

async function collect(keep: (doc: string) => boolean): Promise<Row[]> {
	const set = writeQuestionSet(folder, keep);
	const embedder = await openTransformersEmbedder();
	const path = temporaryFolder("quoth-fit-");
	await ingest({ folder: set.corpus, index: path, embedder });
	const index = await openIndex(path);
	const asked = await questionsOfHeldOut();
	const goldOf = new Map(set.questions.map((question) => [question.id, question]));
	const rows: Row[] = [];
	for (const id of asked) {
		const question = goldOf.get(id) as JudgedQuestion;
		const read = readQuestion(index, question.question);
		const ranked = await rankSentences({ index, embedder }, read);
		const right = ranked.map((sentence) => answers({ uri: sentence.document.uri, span: sentence.span }, question.gold));
		const best = ranked[0];
		rows.push({ asked: question, ranked, right, confidence: best === undefined ? [] : confidenceFeatures(read, best) });
	}
	set.remove();
	return rows;
}

async function questionsOfHeldOut(): Promise<string[]> {
	const set = writeQuestionSet(folder, heldOut);
	set.remove();
	return set.questions.filter((question) => question.gold.length > 0).map((question) => question.id);
}

const NAMES = ["coverage", "nearby", "rest", "heading", "pairs", "vector", "passage", "kind", "asks"] as const satisfies (keyof Features)[];

function fitRanking(rows: readonly Row[]): number[] {
	const weights = NAMES.map(() => 1);
	const useful = rows.filter((row) => row.right.includes(true));
	const vectors = useful.map((row) => row.ranked.map((sentence) => NAMES.map((name) => sentence.features[name])));
	for (let step = 0; step < 400; step++) {
		const gradient = NAMES.map(() => 0);
		vectors.forEach((sentences, at) => {
			const scores = sentences.map((x) => x.reduce((sum, value, i) => sum + value * (weights[i] as number), 0));
			const top = Math.max(...scores);
			const all = scores.map((score) => Math.exp(score - top));
			const total = all.reduce((a, b) => a + b, 0);
			const right = useful[at]?.right as boolean[];
			const totalRight = all.reduce((sum, value, i) => sum + (right[i] ? value : 0), 0);
			sentences.forEach((x, i) => {
				const pull = (right[i] ? (all[i] as number) / totalRight : 0) - (all[i] as number) / total;
				x.forEach((value, j) => {
					(gradient[j] as number) += (pull * value) / useful.length;
				});
			});
		});
		gradient.forEach((value, j) => {
			(weights[j] as number) += 4 * (value - 0.0005 * (weights[j] as number));
		});
	}
	return weights;
}

function fitConfidence(rows: readonly Row[]): number[] {
	const data = rows.filter((row) => row.confidence.length > 0).map((row) => ({ x: [1, ...row.confidence], y: row.right[0] ? 1 : 0 }));
	const weights = (data[0]?.x ?? []).map(() => 0);
	for (let step = 0; step < 6000; step++) {
		const gradient = weights.map(() => 0);
		for (const { x, y } of data) {
			const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * (weights[i] as number), 0)));
			x.forEach((value, j) => {
				(gradient[j] as number) += ((y - p) * value) / data.length;
			});
		}
		gradient.forEach((value, j) => {
			(weights[j] as number) += 2 * (value - 0.0002 * (weights[j] as number));
		});
	}
	return weights;
}

function report(name: string, rows: readonly Row[], weights: readonly number[]): void {
	let first = 0;
	for (const row of rows) {
		const scores = row.ranked.map((sentence) =>
			NAMES.reduce((sum, feature, i) => sum + sentence.features[feature] * (weights[i] as number), 0),
		);
		if (row.right[scores.indexOf(Math.max(...scores))]) first += 1;
	}
	console.log(name, `first right ${((100 * first) / rows.length).toFixed(1)} % of ${rows.length}`);
}

const all = await collect(() => true);
report(
	"by today's weights",
	all,
	NAMES.map((name) => WEIGHTS[name]),
);
const ranking = fitRanking(all);
report("by fitted weights", all, ranking);
console.log(Object.fromEntries(NAMES.map((name, i) => [name, Number((ranking[i] as number).toFixed(2))])));
const half = await collect((doc) => [...Buffer.from(doc)].reduce((sum, byte) => sum * 31 + byte, 7) % 2 === 0);
console.log(
	"confidence",
	fitConfidence(half).map((weight) => Number(weight.toFixed(2))),
);
