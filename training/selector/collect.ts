/**
 * Writes what the selector learns from: the features of sentences with whether they hold the answer, or those of answers with whether
 * they are right. The other steps are in training/selector/README.md.
 *
 *     npx tsx training/selector/collect.ts sentences|confidence <folder of the sets> <folder of the fold models> <out>
 *
 * Of the sets, and of our own folders, which the embedding has not seen. It has seen the questions of the training sets. So each half of their articles is asked with a model that was trained
 * without it: fold0 without the articles whose bytes have an even sum, fold1 without the others.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answers, type JudgedQuestion, writeFolder } from "../../bench/quality/question-set.ts";
import { CONFIDENCE_FEATURES, confidenceFeatures } from "../../src/answer/confidence-features.ts";
import { findCandidates } from "../../src/answer/find-candidates.ts";
import { CANDIDATES, rankSentences } from "../../src/answer/rank-sentences.ts";
import { type Answering, readQuestion } from "../../src/answer/read-question.ts";
import { addedToScore } from "../../src/answer/score-sentences.ts";
import { selectQuotes } from "../../src/answer/select-quotes.ts";
import { FEATURES, readSentences, withFeature } from "../../src/answer/sentence-features.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import type { DocumentRecord } from "../../src/search-index/search-index.ts";
import { similarity } from "../../src/search-index/vector-index.ts";
import { askArticles, askCorpus } from "./ask-corpus.ts";
import { idsWhere, isInFold, isKept } from "./halves.ts";

const SETS = ["new_wiki", "amazon_reviews"];

/** Features, what rules add to the logit, and whether it is right: of the sentences of a question, or of its first quote. */
type Example = {
	readonly group: string;
	readonly features: readonly (readonly number[])[];
	readonly added: readonly number[];
	readonly right: readonly boolean[];
};

const [kind, evaluation = "", models = "", out = ""] = process.argv.slice(2);
const examples: Example[] = [];
for (const fold of [0, 1]) {
	const embedder = await openTransformersEmbedder({ model: join(models, `fold${fold}`) });
	for (const set of SETS) {
		const folder = join(evaluation, "squadshifts", set);
		const ids = idsWhere(folder, (doc) => isInFold(doc, fold));
		const corpora = kind === "sentences" ? [() => true] : [() => true, isKept];
		for (const keep of corpora) {
			await askArticles(folder, keep, embedder, async (answering, questions) => {
				for (const asked of questions.filter(({ id }) => ids.has(id))) {
					if (kind === "sentences") examples.push(await sentenceExample(answering, asked, `${set}-${fold}`));
					else examples.push(...(await confidenceExamples(answering, asked, `${set}-${fold}-${keep === isKept ? "half" : "all"}`)));
				}
			});
			console.log(kind, fold, set, examples.length);
		}
	}
}
const folders = join(import.meta.dirname, "../folders");
const names = readdirSync(folders, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
for (const name of kind === "sentences" ? names : []) {
	await collectFolder(join(folders, name), `folder-${name}`);
	console.log(kind, name, examples.length);
}
write(examples);

async function collectFolder(path: string, group: string): Promise<void> {
	const folder = writeFolder(path);
	const embedder = await openTransformersEmbedder();
	await askCorpus(folder.corpus, embedder, async (answering) => {
		const { index } = answering;
		const { questions } = folder.locate((uri) => index.textOf(index.findDocument(uri) as DocumentRecord));
		for (const asked of questions) if (asked.gold.length > 0) examples.push(await sentenceExample(answering, asked, group));
	});
	folder.remove();
}

async function sentenceExample({ index, embedder }: Answering, { question, gold }: JudgedQuestion, group: string): Promise<Example> {
	const read = await readQuestion({ index, embedder }, question);
	const candidates = findCandidates(index, read, { count: CANDIDATES });
	const sentences = candidates.flatMap((candidate) => readSentences(index, read, candidate));
	const values = await embedder.embed(
		sentences.map(({ text }) => text),
		"passage",
	);
	const matrix = { rows: sentences.length, dimensions: embedder.dimensions, values };
	return {
		group,
		features: sentences.map(({ features }, row) => withFeature(features, "vector", similarity(matrix, row, read.vector))),
		added: sentences.map(addedToScore),
		right: sentences.map(({ document, span }) => answers({ uri: document.uri, span }, gold)),
	};
}

/** The question as it is, and, where it has an answer, with the passages that hold it hidden: on the subject, but no answer. */
async function confidenceExamples(answering: Answering, { question, gold }: JudgedQuestion, group: string): Promise<Example[]> {
	const { index } = answering;
	const read = await readQuestion(answering, question);
	const example = async (allowed: Uint8Array | undefined, name: string): Promise<Example[]> => {
		const [best, ...others] = await rankSentences(answering, read, allowed);
		if (best === undefined) return [];
		const first = selectQuotes([best, ...others], 1).map(({ span }) => ({ uri: best.document.uri, span }));
		const right = first.some((quote) => answers(quote, gold));
		return [{ group: name, features: [confidenceFeatures(read, [best, ...others])], added: [0], right: [right] }];
	};
	const shown = await example(undefined, `${group}-${gold.length > 0 ? "there" : "absent"}`);
	if (gold.length === 0) return shown;
	const allowed = index.passagesOf(index.documents);
	for (let passage = 0; passage < allowed.length; passage++) {
		const { documentId, span } = index.passage(passage);
		const uri = index.findDocument(documentId)?.uri;
		if (gold.some((place) => place.uri === uri && place.span.start < span.end && place.span.end > span.start)) allowed[passage] = 0;
	}
	return [...shown, ...(await example(allowed, `${group}-hidden`))];
}

/** `<kind>.names.json` names the features, `<kind>.jsonl` holds all but them of each example, `<kind>.f32` the features, row after row. */
function write(rows: readonly Example[]): void {
	mkdirSync(out, { recursive: true });
	writeFileSync(join(out, `${kind}.names.json`), JSON.stringify(kind === "sentences" ? FEATURES : CONFIDENCE_FEATURES));
	writeFileSync(join(out, `${kind}.jsonl`), rows.map(({ group, added, right }) => `${JSON.stringify({ group, added, right })}\n`).join(""));
	writeFileSync(join(out, `${kind}.f32`), Float32Array.from(rows.flatMap(({ features }) => features.flat())));
}
