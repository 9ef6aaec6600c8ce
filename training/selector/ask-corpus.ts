import { rmSync } from "node:fs";
import { type JudgedQuestion, temporaryFolder, writeQuestionSet } from "../../bench/quality/question-set.ts";
import type { Answering } from "../../src/answer/read-question.ts";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";

/** Asks the articles of a set that are kept, and leaves nothing behind. */
export async function askArticles(
	folder: string,
	keep: (doc: string) => boolean,
	embedder: Embedder,
	ask: (answering: Answering, questions: readonly JudgedQuestion[]) => Promise<void>,
): Promise<void> {
	const { corpus, questions, remove } = writeQuestionSet(folder, keep);
	try {
		await askCorpus(corpus, embedder, (answering) => ask(answering, questions));
	} finally {
		remove();
	}
}

/** Ingests a folder of documents into an index of its own, which is removed when it has been asked. */
export async function askCorpus(corpus: string, embedder: Embedder, ask: (answering: Answering) => Promise<void>): Promise<void> {
	const path = temporaryFolder("quoth-training-");
	try {
		await ingest({ folder: corpus, index: path, embedder });
		const index = await openIndex(path);
		try {
			await ask({ index, embedder });
		} finally {
			index.close();
		}
	} finally {
		rmSync(path, { recursive: true, force: true });
	}
}
