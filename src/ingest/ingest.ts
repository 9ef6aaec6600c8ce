import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { LedgerEntry } from "../domain/ledger.ts";
import { sliceSpan } from "../domain/span.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { QuothError } from "../errors.ts";
import { lockIndex } from "../search-index/index-lock.ts";
import { openIndex } from "../search-index/index-reader.ts";
import { createIndexWriter, type IndexWriter, removeOthers } from "../search-index/index-writer.ts";
import { writeLedger } from "../search-index/ledger-file.ts";
import type { Manifest } from "../search-index/manifest.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { type AliasPairs, hashPairs, readAliasFile } from "./alias-file.ts";
import { type AliasLearner, createAliasLearner } from "./learn-aliases.ts";
import { carriedEntry, entryOf, problemEntry, removedEntry } from "./ledger-entry.ts";
import { requireOcr } from "./ocr.ts";
import { createParsePool, type ParsePool } from "./parse-pool.ts";
import { type PlannedFile, type Previous, planIngestion, readPrevious, SAME_CONTENT } from "./plan-ingestion.ts";
import { inContext, type PreparedDocument, type PreparedFile } from "./prepare-file.ts";
import { listCorpus, readBytes, requireFolder } from "./read-corpus.ts";
import { createSourcesReader } from "./sources-file.ts";

export type IngestOptions = {
	readonly folder: string;
	readonly index: string;
	readonly embedder: Embedder;
	/** A file of names that mean the same, or do not; `aliases.yaml` in the folder of documents when left out. */
	readonly aliases?: string | undefined;
	/** Passages from which on the vectors are linked into an HNSW graph. */
	readonly hnswFrom?: number;
	/** Reads every file again, as if there were no index. */
	readonly fresh?: boolean | undefined;
	/** Reads pages without text by OCR, where its programs are installed. */
	readonly ocr?: boolean | undefined;
	/** Tells what would be done, and does nothing. */
	readonly dryRun?: boolean | undefined;
	/** Whether to wait while another ingestion writes the same index, or to fail; it waits when left out. */
	readonly wait?: boolean | undefined;
	readonly onProgress?: (progress: IngestProgress) => void;
	/** Stops the run; the index stays as it was. */
	readonly signal?: AbortSignal | undefined;
};

export type IngestProgress = {
	readonly files: number;
	readonly allFiles: number;
	/** Share of the bytes to be read that were read, 0 to 1. */
	readonly share: number;
	readonly documents: number;
	readonly passages: number;
	/** What is being done. */
	readonly at: string;
};

/** What an ingestion did with every file that it met. */
export type IngestSummary = {
	/** Null after a dry run without an index. */
	readonly index: Manifest | null;
	/** Whether the index is another one than before. */
	readonly changed: boolean;
	readonly documents: number;
	readonly passages: number;
	/** One entry for every file, in the order of their paths. */
	readonly ledger: readonly LedgerEntry[];
	/** What a person should know about the index beyond the counts. */
	readonly notes: readonly string[];
	readonly seconds: number;
};

/**
 * Brings the index of a folder up to date: files that have not changed are taken over, the others are read, and the new index takes the
 * place of the old one, which serves until then. Memory holds a few files at a time, beside the term index and, when documents are taken over,
 * the old index.
 * @throws QuothError `corpus-missing`, `corpus-empty`, `index-locked`, `write-failed` or `invalid-option`; the old index is then as it was.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
	if (resolve(options.folder) === resolve(options.index)) {
		throw new QuothError("invalid-option", `${resolve(options.folder)} holds the documents: the index needs a folder of its own.`);
	}
	const started = performance.now();
	const pairs = readAliasFile(options.aliases, options.folder);
	if (options.ocr) await requireOcr();
	if (options.dryRun) return { ...(await foresee(options, pairs)), seconds: (performance.now() - started) / 1000 };
	await requireFolder(options.folder); // before the lock, so that a wrong path leaves no trace
	const release = await lockIndex(options.index, {
		wait: options.wait ?? true,
		onWait: (at) => options.onProgress?.({ files: 0, allFiles: 0, share: 0, documents: 0, passages: 0, at }),
		signal: options.signal,
	});
	try {
		removeOthers(options.index);
		return { ...(await bringUpToDate(options, pairs)), seconds: (performance.now() - started) / 1000 };
	} finally {
		release();
	}
}

type Outcome = Omit<IngestSummary, "seconds">;

/** What an ingestion would do. */
async function foresee(options: IngestOptions, pairs: AliasPairs): Promise<Outcome> {
	const { previous, plan } = await look(options, pairs);
	const ledger = [...plan.files.map((file) => carriedEntry(file, previous)), ...plan.removed.map(removedEntry)].sort(byUri);
	const kept = ledger.filter(({ outcome }) => outcome !== "removed");
	return {
		index: previous?.manifest ?? null,
		changed: false,
		documents: kept.reduce((sum, { documents }) => sum + documents, 0),
		passages: kept.reduce((sum, { passages }) => sum + passages, 0),
		ledger,
		notes: [
			"nothing was done: this is what an ingestion would do; documents and passages are counted without those of the files to be read",
		],
	};
}

/** Compares the folder with the index. */
async function look({ folder, index, embedder, fresh, ocr, signal }: IngestOptions, pairs: AliasPairs) {
	const previous = fresh ? null : await readPrevious(index, embedder);
	const about = { sources: createSourcesReader(folder), aliasesHash: hashPairs(pairs), ocr: ocr ?? false, signal };
	return { previous, plan: await planIngestion(await listCorpus(folder, index), previous, about) };
}

async function bringUpToDate(options: IngestOptions, pairs: AliasPairs): Promise<Outcome> {
	const { previous, plan } = await look(options, pairs);
	if (previous === null || !plan.isUnchanged)
		return rebuild(options, plan, previous, { learner: createAliasLearner(pairs), aliasesHash: hashPairs(pairs) });
	const { manifest } = previous;
	const ledger = plan.files.map((file) => carriedEntry(file, previous));
	writeLedgerOf(options, manifest.id, ledger);
	return { index: manifest, changed: false, documents: manifest.counts.documents, passages: manifest.counts.passages, ledger, notes: [] };
}

type Plan = Awaited<ReturnType<typeof planIngestion>>;
type Aliases = { readonly learner: AliasLearner; readonly aliasesHash: string };

/** Writes a new generation: unchanged documents are copied, the other files are read. */
async function rebuild(options: IngestOptions, plan: Plan, previous: Previous | null, { learner, aliasesHash }: Aliases): Promise<Outcome> {
	const { folder, embedder, signal } = options;
	const notes: string[] = [];
	const counts = { files: 0, allFiles: plan.files.length, share: 0, documents: 0, passages: 0 };
	const report = (at: string) => options.onProgress?.({ ...counts, at });
	const writer = createIndexWriter(options.index, {
		embedder: { name: embedder.name, hash: embedder.hash, dimensions: embedder.dimensions },
		...(options.hnswFrom === undefined ? {} : { hnswFrom: options.hnswFrom }),
		signal,
		onProgress: report,
		onNote: (note) => notes.push(note),
	});
	const toRead = plan.files.filter(({ action }) => action === "read");
	const allBytes = toRead.reduce((sum, { size }) => sum + size, 0) || 1;
	const pool = createParsePool(threadsFor(toRead.length));
	const stop = () => void pool.close();
	signal?.addEventListener("abort", stop, { once: true });
	const entries: LedgerEntry[] = [];
	const seen = new Map<string, string>();
	let bytes = 0;
	let old: SearchIndex | undefined;
	try {
		for await (const { file, result } of prepared(plan.files, pool, options.ocr ?? false)) {
			signal?.throwIfAborted();
			if (result === null) {
				entries.push(carriedEntry(file, previous));
				if (file.action === "keep" && file.contentHash !== null) seen.set(file.contentHash, file.uri);
				if (entries.length % YIELD_EVERY === 0) await new Promise(setImmediate);
				for (const record of file.records) {
					old ??= await openIndex(options.index);
					for (const passage of passagesIn(old, record)) learner.read(passage);
					writer.copy(old, record);
				}
			} else {
				const twin = "contentHash" in result ? seen.get(result.contentHash) : undefined;
				if (twin !== undefined) entries.push(problemEntry({ ...file, ...result }, "skipped", `${SAME_CONTENT}${twin}`));
				else if ("problem" in result && result.problem !== null) entries.push(entryOf(file, result));
				else if ("documents" in result) {
					for (const document of result.documents) await addDocument(document, file, { writer, embedder, learner, signal });
					seen.set(result.contentHash, file.uri);
					entries.push(entryOf(file, result));
				}
				bytes += file.size;
			}
			const entry = entries.at(-1);
			counts.files += 1;
			counts.share = bytes / allBytes;
			counts.documents += entry?.documents ?? 0;
			counts.passages += entry?.passages ?? 0;
			report(file.uri);
		}
		const ledger = [...entries, ...plan.removed.map(removedEntry)].sort(byUri);
		if (counts.documents === 0) throw emptyCorpus(folder, ledger);
		writer.describe({ aliases: learner.groups(), aliasesHash, unread: unreadIn(ledger), ledger });
		report("writing the index");
		await new Promise(setImmediate);
		signal?.throwIfAborted();
		const index = await writer.publish();
		writeLedgerOf(options, index.id, ledger);
		return { index, changed: true, documents: counts.documents, passages: counts.passages, ledger, notes };
	} catch (error) {
		writer.abandon();
		throw error;
	} finally {
		signal?.removeEventListener("abort", stop);
		old?.close();
		await pool.close();
	}
}

function* passagesIn(index: SearchIndex, record: DocumentRecord): Generator<string> {
	const text = index.textOf(record);
	for (let at = 0; at < record.passages; at++) yield sliceSpan(text, index.passage(record.firstPassage + at).span);
}

function writeLedgerOf({ index, folder }: IngestOptions, id: string, entries: readonly LedgerEntry[]): void {
	writeLedger(index, { index: id, corpus: resolve(folder), finishedAt: new Date().toISOString(), entries });
}

const MOST_THREADS = 8;
const FILES_A_THREAD = 4;

/** One thread embeds and writes; the others read. A thread takes half a second to start. */
function threadsFor(files: number): number {
	return Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1, Math.ceil(files / FILES_A_THREAD)));
}

/** What came of reading a file; null for one that is taken over. */
type Result = (PreparedFile & { readonly contentHash: string }) | { readonly problem: string } | null;

/** Files that are taken over between two looks at what else happens, a signal say. */
const YIELD_EVERY = 16;

/** Files and bytes that are read ahead: this bounds the memory, whatever the folder. */
const MOST_AHEAD = 32;
const MOST_BYTES_AHEAD = 64 * 1024 * 1024;

/** The files in order, each with what was made of it, while the next ones are being read. */
async function* prepared(
	files: readonly PlannedFile[],
	pool: ParsePool,
	ocr: boolean,
): AsyncGenerator<{ file: PlannedFile; result: Result }> {
	const ahead: { file: PlannedFile; result: Promise<Result> }[] = [];
	let bytes = 0;
	let next = 0;
	while (next < files.length || ahead.length > 0) {
		while (next < files.length && ahead.length < MOST_AHEAD && bytes < MOST_BYTES_AHEAD) {
			const file = files[next++] as PlannedFile;
			bytes += file.action === "read" ? file.size : 0;
			ahead.push({ file, result: prepare(file, pool, ocr) });
		}
		const { file, result } = ahead.shift() as (typeof ahead)[number];
		yield { file, result: await result };
		bytes -= file.action === "read" ? file.size : 0;
	}
}

async function prepare({ action, path, uri, overrides }: PlannedFile, pool: ParsePool, ocr: boolean): Promise<Result> {
	if (action !== "read") return null;
	const read = await readBytes(path);
	if ("problem" in read) return read;
	const { contentHash } = read; // its bytes go to a thread
	return { ...(await pool.prepare({ uri, ...read, overrides, ocr })), contentHash };
}

/** Passages that are embedded between two looks at the signal. */
const BATCH = 128;

async function addDocument(
	{ document, passages, terms }: PreparedDocument,
	{ uri, preparedBy }: PlannedFile,
	{
		writer,
		embedder,
		learner,
		signal,
	}: { writer: IndexWriter; embedder: Embedder; learner: AliasLearner; signal: AbortSignal | undefined },
): Promise<void> {
	const vectors = new Float32Array(passages.length * embedder.dimensions);
	for (let start = 0; start < passages.length; start += BATCH) {
		const batch = passages.slice(start, start + BATCH);
		for (const { span } of batch) learner.read(sliceSpan(document.text, span));
		vectors.set(
			await embedder.embed(
				batch.map((passage) => inContext(document, passage)),
				"passage",
			),
			start * embedder.dimensions,
		);
		await new Promise(setImmediate);
		signal?.throwIfAborted();
	}
	writer.add(
		{ ...document, file: uri, preparedBy },
		passages,
		terms.map((lines) => (lines === "" ? [] : lines.split("\n"))),
		vectors,
	);
}

const byUri = (a: LedgerEntry, b: LedgerEntry) => (a.uri < b.uri ? -1 : 1);

/** Files that a question may be about: not those that are there under another name. */
function unreadIn(ledger: readonly LedgerEntry[]): { uri: string; reason: string }[] {
	return ledger.flatMap(({ uri, outcome, reason }) =>
		(outcome === "skipped" || outcome === "failed") && reason !== null && !reason.startsWith(SAME_CONTENT) ? [{ uri, reason }] : [],
	);
}

function emptyCorpus(folder: string, ledger: readonly LedgerEntry[]): QuothError {
	const unread = ledger.filter(({ outcome }) => outcome !== "removed");
	const shown = unread.slice(0, 5).map(({ uri, reason }) => `${uri}: ${reason}`);
	const more = unread.length > shown.length ? [`and ${unread.length - shown.length} more`] : [];
	const found = unread.length === 0 ? "it is empty" : [...shown, ...more].join("; ");
	return new QuothError("corpus-empty", `No document could be read from ${folder}: ${found}.`);
}
