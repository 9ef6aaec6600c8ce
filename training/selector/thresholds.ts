/**
 * Writes which confidence how large a share of the questions without an answer reach in the product as it is, its rules included:
 * `thresholds` of models/quoth-selector/weights.json.
 *
 *     npx tsx training/selector/thresholds.ts <folder of the sets> <folder of the fold models> models/quoth-selector/weights.json
 *
 * Half of the articles on New Wikipedia are left out; their questions are asked with the model that has not seen them, as in collect.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeAnswerable } from "../../src/answer/judge-answerable.ts";
import { rankSentences } from "../../src/answer/rank-sentences.ts";
import { readQuestion } from "../../src/answer/read-question.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { askArticles } from "./ask-corpus.ts";
import { idsWhere, isInFold, isKept } from "./halves.ts";

const ERRORS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5];

const [evaluation = "", models = "", weights = ""] = process.argv.slice(2);
const folder = join(evaluation, "squadshifts", "new_wiki");
const confidences: number[] = [];
for (const fold of [0, 1]) {
	const embedder = await openTransformersEmbedder({ model: join(models, `fold${fold}`) });
	const unseen = idsWhere(folder, (doc) => isInFold(doc, fold));
	await askArticles(folder, isKept, embedder, async (answering, questions) => {
		for (const { question } of questions.filter(({ id, gold }) => unseen.has(id) && gold.length === 0)) {
			const read = await readQuestion(answering, question);
			confidences.push(judgeAnswerable(read, await rankSentences(answering, read), 1).confidence);
		}
	});
}
confidences.sort((a, b) => b - a);
const reached = (share: number) => Math.round(1e4 * (confidences[Math.floor(share * confidences.length)] as number)) / 1e4;
const selector = JSON.parse(readFileSync(weights, "utf8"));
selector.thresholds = ERRORS.map((maxError) => ({ maxError, confidence: reached(maxError) }));
writeFileSync(weights, `${JSON.stringify(selector)}\n`);
console.log(confidences.length, "questions without an answer", selector.thresholds);
