import { answerQuestion } from "./answer/answer-question.ts";
import { rankPassages } from "./answer/rank-sentences.ts";
import { readQuestion as readAgainst } from "./answer/read-question.ts";
import { type Answer, type AnswerEvent, foldAnswer, type IndexInfo } from "./domain/answer.ts";
import type { Candidate } from "./domain/candidate.ts";
import { type Document, type DocumentSummary, DocumentSummarySchema } from "./domain/document.ts";
import { type Question, type QuestionInput, QuestionSchema } from "./domain/question.ts";
import type { Embedder } from "./embedding/embedder.ts";
import type { Reranker } from "./embedding/reranker.ts";
import { type EmbedderOptions, openTransformersEmbedder, openTransformersReranker } from "./embedding/transformers-embedder.ts";
import { QuothError } from "./errors.ts";
import { openIndex } from "./search-index/index-reader.ts";
import type { Manifest } from "./search-index/manifest.ts";
import { readManifest } from "./search-index/manifest.ts";
import type { DocumentRecord, SearchIndex } from "./search-index/search-index.ts";

export type QuothConfig = EmbedderOptions & {
	/** Folder of the index. */
	readonly index: string;
	/** A cross-encoder that ranks the foremost sentences anew: a model of the hub or a folder. None when left out. */
	readonly reranker?: string | undefined;
};

/** An index, opened for questions. */
export type Quoth = {
	readonly info: IndexInfo & { readonly documents: number; readonly passages: number; readonly vectorSearch: "exact" | "hnsw" };
	/** @throws QuothError `invalid-request` or `document-not-found`; never for a question that the documents do not answer. */
	ask(question: QuestionInput): Promise<Answer>;
	/** The same answer, event by event. */
	stream(question: QuestionInput): AsyncGenerator<AnswerEvent>;
	/** The passages retrieved for a text, best first. */
	search(text: string, count?: number): Promise<{ candidate: Candidate; document: DocumentSummary; text: string }[]>;
	readonly documents: readonly DocumentSummary[];
	/** @param idOrUri a document's id, or its path relative to the corpus folder */
	document(idOrUri: string): Document | undefined;
	close(): void;
};

/**
 * Opens an index together with the model that it was made with.
 * @throws QuothError `index-missing`, `index-damaged`, `index-incompatible` (also for another model) or `model-unavailable`.
 */
export async function openQuoth(config: QuothConfig): Promise<Quoth> {
	const made = (await readManifest(config.index)).embedder;
	if (config.model !== undefined && config.model !== made.name) throw otherModel(made.name, config.model);
	const opening = openIndex(config.index);
	try {
		const [index, embedder] = await Promise.all([opening, openTransformersEmbedder({ ...config, model: made.name })]);
		requireSameModel(index.manifest.embedder, embedder);
		const reranker = config.reranker === undefined ? undefined : await openTransformersReranker(config.reranker, config);
		return createQuoth(index, embedder, reranker);
	} catch (error) {
		await opening.then(
			(index) => index.close(),
			() => {},
		);
		throw error;
	}
}

/** Puts an open index and its embedder together. */
export function createQuoth(index: SearchIndex, embedder: Embedder, reranker?: Reranker): Quoth {
	const { id, builtAt, counts } = index.manifest;
	async function* stream(question: QuestionInput): AsyncGenerator<AnswerEvent> {
		yield* answerQuestion({ index, embedder, reranker }, readQuestion(question));
	}
	return {
		info: {
			id,
			builtAt,
			embedder: embedder.name,
			documents: counts.documents,
			passages: counts.passages,
			vectorSearch: index.vectorSearch,
		},
		ask: (question) => foldAnswer(stream(question)),
		stream,
		async search(text, count = 10) {
			const question = await readAgainst({ index, embedder }, text);
			return (await rankPassages({ index, embedder, reranker }, question, { count })).map((candidate) => {
				const document = index.findDocument(candidate.passage.documentId) as DocumentRecord;
				return { candidate, document: summaryOf(document), text: index.textOf(document, candidate.passage.span) };
			});
		},
		documents: index.documents.map(summaryOf),
		document(idOrUri) {
			const record = index.findDocument(idOrUri);
			if (record === undefined) return undefined;
			const { leftOut, pages, repairs } = record;
			return { ...summaryOf(record), text: index.textOf(record), leftOut: [...leftOut], pages: [...pages], repairs: [...repairs] };
		},
		close: index.close,
	};
}

function readQuestion(input: QuestionInput): Question {
	const read = QuestionSchema.safeParse(input);
	if (read.success) return read.data;
	throw new QuothError(
		"invalid-request",
		read.error.issues.map((issue) => `${issue.path.join(".") || "question"}: ${issue.message}`).join("; "),
	);
}

function summaryOf(record: DocumentRecord): DocumentSummary {
	return DocumentSummarySchema.parse(record);
}

function requireSameModel(made: Manifest["embedder"], embedder: Embedder): void {
	if (made.hash !== embedder.hash || made.dimensions !== embedder.dimensions) {
		throw new QuothError("index-incompatible", `The index was made with another version of the model ${made.name} than the one installed.`);
	}
}

function otherModel(made: string, asked: string): QuothError {
	return new QuothError("index-incompatible", `The index was made with the model ${made}; it cannot be asked with ${asked}.`);
}
