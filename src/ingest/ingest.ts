import { resolve } from "node:path";
import type { Passage } from "../domain/passage.ts";
import { sliceSpan } from "../domain/span.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { QuothError } from "../errors.ts";
import { createIndexWriter, type IndexWriter } from "../search-index/index-writer.ts";
import type { Manifest } from "../search-index/manifest.ts";
import { detectLanguage, languageOf, primaryLanguage } from "../text/languages.ts";
import { indexTermsOf } from "../text/terms.ts";
import { readAliasFile } from "./alias-file.ts";
import { type AliasLearner, createAliasLearner } from "./learn-aliases.ts";
import { type ParsedDocument, parseDocument } from "./parse-document.ts";
import { readCorpus, type SourceFile } from "./read-corpus.ts";
import { splitPassages } from "./split-passages.ts";

export type IngestOptions = {
	readonly folder: string;
	readonly index: string;
	readonly embedder: Embedder;
	/** A file of names that mean the same, or do not; `aliases.yaml` in the folder of documents when left out. */
	readonly aliases?: string | undefined;
	/** Passages from which on the vectors are linked into an HNSW graph. */
	readonly hnswFrom?: number;
	readonly onProgress?: (progress: IngestProgress) => void;
	/** Stops the run; the index stays as it was. */
	readonly signal?: AbortSignal;
};

export type IngestProgress = { readonly documents: number; readonly passages: number; readonly at: string };

/** What an ingestion did with every file that it met. */
export type IngestSummary = {
	readonly index: Manifest;
	readonly documents: number;
	readonly passages: number;
	readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
	/** What a person should know about the index beyond the counts. */
	readonly notes: readonly string[];
	readonly seconds: number;
};

/**
 * Builds a new index from a folder and puts it in the place of the old one, which serves until then.
 * Memory holds one document at a time, beside the term index.
 * @throws QuothError `corpus-missing`, `corpus-empty` or `write-failed`; the old index is then as it was.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
	const started = performance.now();
	if (resolve(options.folder) === resolve(options.index)) {
		throw new QuothError("invalid-option", `${resolve(options.folder)} holds the documents: the index needs a folder of its own.`);
	}
	const { embedder } = options;
	const learner = createAliasLearner(readAliasFile(options.aliases, options.folder));
	const writer = createIndexWriter(options.index, {
		embedder: { name: embedder.name, hash: embedder.hash, dimensions: embedder.dimensions },
		...(options.hnswFrom === undefined ? {} : { hnswFrom: options.hnswFrom }),
		onProgress: (message) => options.onProgress?.({ documents, passages, at: message }),
		onNote: (note) => notes.push(note),
	});
	const notes: string[] = [];
	const skipped: { uri: string; reason: string }[] = [];
	const seen = new Map<string, string>();
	let documents = 0;
	let passages = 0;
	try {
		for await (const file of readCorpus(options.folder, options.index)) {
			options.signal?.throwIfAborted();
			const outcome = await addFile(file, seen, { writer, embedder, learner });
			if (typeof outcome === "string") {
				skipped.push({ uri: file.uri, reason: outcome });
				continue;
			}
			documents += 1;
			passages += outcome.passages;
			options.onProgress?.({ documents, passages, at: file.uri });
		}
		if (documents === 0) throw emptyCorpus(options.folder, skipped);
		writer.describe({ aliases: learner.groups(), unread: skipped.filter(({ reason }) => !reason.startsWith(SAME_CONTENT)) });
		const index = await writer.publish();
		return { index, documents, passages, skipped, notes, seconds: (performance.now() - started) / 1000 };
	} catch (error) {
		writer.abandon();
		throw error;
	}
}

const SAME_CONTENT = "same content as";

/** @returns how many passages the file gave, or the reason why it is skipped. */
async function addFile(
	file: SourceFile,
	seen: Map<string, string>,
	{ writer, embedder, learner }: { writer: IndexWriter; embedder: Embedder; learner: AliasLearner },
): Promise<{ passages: number } | string> {
	if (file.kind === "skipped") return file.reason;
	const twin = seen.get(file.contentHash);
	if (twin !== undefined) return `${SAME_CONTENT} ${twin}`;
	const parsed = parseDocument(file);
	if ("problem" in parsed) return parsed.problem;
	const document = { ...parsed.document, language: await languageTag(parsed.document) };
	const passages = splitPassages(document, parsed.blocks);
	if (passages.length === 0) return "nothing in it but page furniture";
	seen.set(file.contentHash, file.uri);
	const texts = passages.map((passage) => inContext(document, passage));
	for (const { span } of passages) learner.read(sliceSpan(document.text, span));
	const vectors = await embedder.embed(texts, "passage");
	writer.add(
		{ ...document, passages: passages.length },
		passages,
		texts.map((text) => indexTermsOf(text, languageOf(document))),
		vectors,
	);
	return { passages: passages.length };
}

/** As the document states it, else as its words tell. */
async function languageTag({ language, text }: ParsedDocument["document"]): Promise<string | null> {
	return primaryLanguage(language) === null ? detectLanguage(text) : language;
}

/** A passage as it is matched: below the title of its document and its headings. Only the passage itself is ever quoted. */
function inContext(document: ParsedDocument["document"], passage: Passage): string {
	return [document.title, ...passage.place.headings, sliceSpan(document.text, passage.span)].join("\n");
}

function emptyCorpus(folder: string, skipped: readonly { uri: string; reason: string }[]): QuothError {
	const shown = skipped.slice(0, 5).map(({ uri, reason }) => `${uri}: ${reason}`);
	const more = skipped.length > shown.length ? [`and ${skipped.length - shown.length} more`] : [];
	const found = skipped.length === 0 ? "it is empty" : [...shown, ...more].join("; ");
	return new QuothError("corpus-empty", `No document could be read from ${folder}: ${found}.`);
}
