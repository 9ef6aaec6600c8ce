import { resolve } from "node:path";
import { answerQuestion } from "./answer/answer-question.ts";
import { asAsked } from "./answer/as-asked.ts";
import { checkQuote, storedText } from "./answer/check-quote.ts";
import { rankPassages } from "./answer/rank-sentences.ts";
import { readQuestion as readAgainst } from "./answer/read-question.ts";
import { suggestQuestions } from "./answer/suggest-questions.ts";
import { type Answer, type AnswerEvent, foldAnswer, type IndexInfo } from "./domain/answer.ts";
import type { Candidate } from "./domain/candidate.ts";
import { type Document, type DocumentSummary, DocumentSummarySchema } from "./domain/document.ts";
import type { FileState, Ledger } from "./domain/ledger.ts";
import { type Question, type QuestionInput, QuestionSchema } from "./domain/question.ts";
import type { Quote } from "./domain/quote.ts";
import type { Embedder } from "./embedding/embedder.ts";
import type { Reranker } from "./embedding/reranker.ts";
import { type EmbedderOptions, openTransformersEmbedder, openTransformersReranker } from "./embedding/transformers-embedder.ts";
import { QuothError } from "./errors.ts";
import { fieldErrorsOf, inOneLine } from "./field-errors.ts";
import { versionOf } from "./search-index/document-version.ts";
import { fileState } from "./search-index/file-state.ts";
import { openIndex } from "./search-index/index-reader.ts";
import { readCorpusPath, readLedger } from "./search-index/ledger-file.ts";
import { type Manifest, readManifest } from "./search-index/manifest.ts";
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
	/**
	 * Questions that the documents answer, up to four; of these documents, or of all.
	 * @throws QuothError `document-not-found`
	 */
	suggest(idsOrUris?: readonly string[]): Promise<readonly string[]>;
	readonly documents: readonly DocumentSummary[];
	/** @param idOrUri a document's id, or its path relative to the corpus folder */
	document(idOrUri: string): Document | undefined;
	/** Compares a quote, as it is about to leave, with the stored text. @throws QuothError `quote-not-verbatim` */
	check(quote: Quote): void;
	/** What the last ingestion did with every file; null where nothing tells. */
	ledger(): Promise<Ledger | null>;
	/** Whether the file of a document is still the one that was read. @throws QuothError `document-not-found` */
	fileState(idOrUri: string): Promise<FileState>;
	/** The file that holds a document, relative to the corpus folder, and how many documents it holds; undefined where there is no such document. */
	fileOf(idOrUri: string): { readonly uri: string; readonly documents: number } | undefined;
	/** This index and no later one, until it is released. */
	pin(): Quoth & { release(): void };
	/** Gives its files back. What is asked of it afterwards fails with `index-closed`; to close it again does nothing. */
	close(): void;
};

/** What answers from an index: it can be used for the next generation too, when that was made with the same. */
export type Models = { readonly embedder: Embedder; readonly reranker?: Reranker | undefined };

/**
 * Opens an index together with the model that it was made with.
 * @throws QuothError `index-missing`, `index-damaged`, `index-incompatible` (also for another model) or `model-unavailable`.
 */
export async function openQuoth(config: QuothConfig): Promise<Quoth> {
	return (await openWithModels(config)).quoth;
}

/**
 * The same, with the models in hand.
 * @param models those of an earlier generation, to be used again where they fit
 */
export async function openWithModels(config: QuothConfig, models?: Models): Promise<{ quoth: Quoth; models: Models }> {
	const made = (await readManifest(config.index)).embedder;
	if (config.model !== undefined && config.model !== made.name) throw otherModel(made.name, config.model);
	const opening = openIndex(config.index);
	try {
		const [index, embedder] = await Promise.all([
			opening,
			models?.embedder.hash === made.hash ? models.embedder : openTransformersEmbedder({ ...config, model: made.name }),
		]);
		requireSameModel(index.manifest.embedder, embedder);
		const reranker =
			models?.reranker ?? (config.reranker === undefined ? undefined : await openTransformersReranker(config.reranker, config));
		return { quoth: createQuoth(index, { embedder, reranker }, config.index), models: { embedder, reranker } };
	} catch (error) {
		await opening.then(
			(index) => index.close(),
			() => {},
		);
		throw error;
	}
}

/** Puts an open index and its models together. */
export function createQuoth(index: SearchIndex, models: Models, folder: string): Quoth {
	const { id, builtAt, counts } = index.manifest;
	const answering = { index, ...models };
	const suggestions = new Map<string, Promise<readonly string[]>>();
	async function* stream(question: QuestionInput): AsyncGenerator<AnswerEvent> {
		yield* answerQuestion(answering, readQuestion(question));
	}
	const find = (idOrUri: string): DocumentRecord => {
		const found = index.findDocument(idOrUri);
		if (found === undefined) throw new QuothError("document-not-found", `There is no document "${idOrUri}" in the index.`);
		return found;
	};
	return {
		info: {
			id,
			builtAt,
			embedder: models.embedder.name,
			documents: counts.documents,
			passages: counts.passages,
			vectorSearch: index.vectorSearch,
		},
		ask: (question) => foldAnswer(stream(question)),
		stream,
		async search(text, count = 10) {
			const question = await readAgainst(answering, (await asAsked(index, text)).asked);
			return (await rankPassages(answering, question, { count })).map((candidate) => {
				const document = index.findDocument(candidate.passage.documentId) as DocumentRecord;
				return { candidate, document: summaryOf(document), text: index.textOf(document, candidate.passage.span) };
			});
		},
		async suggest(idsOrUris) {
			const scope = idsOrUris === undefined ? index.documents : [...new Set(idsOrUris.map(find))];
			const key = idsOrUris === undefined ? "" : scope.map(({ id }) => id).join(" ");
			const known = suggestions.get(key);
			if (known !== undefined) return known;
			const found = suggestQuestions(answering, scope, { perDocument: scope.length > 1 ? 1 : SUGGESTED, most: SUGGESTED });
			found.catch(() => suggestions.delete(key));
			if (suggestions.size < MOST_REMEMBERED) suggestions.set(key, found);
			return found;
		},
		documents: index.documents.map(summaryOf),
		document(idOrUri) {
			const record = index.findDocument(idOrUri);
			if (record === undefined) return undefined;
			const { leftOut, pages, repairs } = record;
			return { ...summaryOf(record), text: index.textOf(record), leftOut: [...leftOut], pages: [...pages], repairs: [...repairs] };
		},
		check(quote) {
			checkQuote(quote, storedText(index));
		},
		ledger: () => readLedger(folder),
		async fileState(idOrUri) {
			const record = find(idOrUri);
			const corpus = await readCorpusPath(folder);
			return corpus === null ? "unknown" : fileState(resolve(corpus, record.file), record.contentHash);
		},
		fileOf(idOrUri) {
			const record = index.findDocument(idOrUri);
			if (record === undefined) return undefined;
			return { uri: record.file, documents: index.documents.filter(({ file }) => file === record.file).length };
		},
		pin() {
			return { ...this, release: () => {} };
		},
		close: index.close,
	};
}

/** Questions that are suggested, and for how many choices of documents they are remembered. */
const SUGGESTED = 4;
const MOST_REMEMBERED = 1_000;

function readQuestion(input: QuestionInput): Question {
	const read = QuestionSchema.safeParse(input);
	if (read.success) return read.data;
	throw new QuothError("invalid-request", inOneLine(fieldErrorsOf(read.error, "question")));
}

function summaryOf(record: DocumentRecord): DocumentSummary {
	return DocumentSummarySchema.parse({ ...record, version: versionOf(record) });
}

function requireSameModel(made: Manifest["embedder"], embedder: Embedder): void {
	if (made.hash !== embedder.hash || made.dimensions !== embedder.dimensions) {
		throw new QuothError("index-incompatible", `The index was made with another version of the model ${made.name} than the one installed.`);
	}
}

function otherModel(made: string, asked: string): QuothError {
	return new QuothError("index-incompatible", `The index was made with the model ${made}; it cannot be asked with ${asked}.`);
}
