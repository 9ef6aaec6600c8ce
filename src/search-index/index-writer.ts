import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AliasGroup } from "../domain/alias.ts";
import type { NewDocument } from "../domain/document.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import type { Passage } from "../domain/passage.ts";
import { bytesOf, createFileWriter, type FileWriter } from "./file-writer.ts";
import { loadHnswLibrary, writeHnswFile } from "./hnsw-vector-index.ts";
import { FILES, FORMAT_VERSION, GENERATIONS, generationFolder, MANIFEST, type Manifest, ManifestSchema } from "./manifest.ts";
import { createPassageStoreWriter } from "./passage-store.ts";
import { hashFile, readAs } from "./read-file.ts";
import { replaceFile } from "./replace-file.ts";
import type { DocumentRecord, SearchIndex } from "./search-index.ts";
import { createTermIndexWriter } from "./term-index-writer.ts";
import { encodeText } from "./text-store.ts";
import { asWriteError } from "./write-error.ts";

/**
 * From this many passages on a graph is built: below, comparing with every vector is fast enough and misses nothing.
 * The figures are in docs/decisions/0004.
 */
export const HNSW_FROM = 200_000;

/** Files that could not be read are listed up to this many. */
const MOST_UNREAD = 100;

export type IndexWriterOptions = {
	readonly embedder: Manifest["embedder"];
	/** Passages from which on a graph is built. */
	readonly hnswFrom?: number;
	readonly onProgress?: (message: string) => void;
	/** Stops the building of a graph, which takes minutes. */
	readonly signal?: AbortSignal | undefined;
	/** Told what a person should know about the finished index. */
	readonly onNote?: (note: string) => void;
};

type About = { readonly aliases: readonly AliasGroup[]; readonly ledger: readonly LedgerEntry[] } & Pick<
	Manifest,
	"unread" | "aliasesHash"
>;

/** A document with the file that holds it and what made its passages. */
export type IndexedDocument = NewDocument & Pick<DocumentRecord, "file" | "preparedBy">;

/** Builds a new generation beside the one in use. */
export type IndexWriter = {
	/** @param terms the index terms of each passage; `vectors` holds one row for each passage. */
	add(document: IndexedDocument, passages: readonly Passage[], terms: readonly (readonly string[])[], vectors: Float32Array): void;
	/** Takes a document over from an older generation, as it is. */
	copy(index: SearchIndex, document: DocumentRecord): void;
	/** Keeps what stands beside the documents: names that mean the same, the files that could not be read, what became of all files. */
	describe(about: About): void;
	/** Makes the new generation the index, in one atomic rename, and removes the older ones. */
	publish(): Promise<Manifest>;
	/** Removes what was written; the index stays as it was. */
	abandon(): void;
};

/** @throws QuothError `write-failed` when the folder cannot be written to. */
export function createIndexWriter(indexFolder: string, options: IndexWriterOptions): IndexWriter {
	const id = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}-${randomBytes(4).toString("hex")}`;
	const building = join(indexFolder, GENERATIONS, `building-${process.pid}-${id}`);
	guard(indexFolder, () => mkdirSync(building, { recursive: true }));
	const opened: FileWriter[] = [];
	const open = (name: string): FileWriter => {
		const file = createFileWriter(join(building, name));
		opened.push(file);
		return file;
	};
	const streams = guard(indexFolder, () => ({ documents: open(FILES.documents), texts: open(FILES.texts), vectors: open(FILES.vectors) }));
	const passageStore = createPassageStoreWriter();
	const termIndex = createTermIndexWriter();
	const files: Manifest["files"] = {};
	const fingerprints: string[] = [];
	let aliases: readonly AliasGroup[] = [];
	let unread: Manifest["unread"] = [];
	let ledger: readonly LedgerEntry[] = [];
	let aliasesHash = "";
	let textStart = 0;
	let published = false;

	function writeFile(name: string, bytes: Uint8Array | string): void {
		const file = open(name);
		file.write(bytes);
		files[name] = file.finish();
	}

	function finishFiles(): void {
		files[FILES.documents] = streams.documents.finish();
		files[FILES.texts] = streams.texts.finish();
		files[FILES.vectors] = streams.vectors.finish();
		writeFile(FILES.passages, bytesOf(passageStore.rows()));
		writeFile(FILES.sentences, bytesOf(passageStore.sentences()));
		writeFile(FILES.places, passageStore.places());
		writeFile(FILES.aliases, JSON.stringify(aliases));
		writeFile(FILES.ledger, ledger.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
		termIndex.write((name, bytes) => writeFile(FILES[name], bytes));
	}

	async function buildGraph(): Promise<void> {
		const rows = passageStore.count;
		if (rows < (options.hnswFrom ?? HNSW_FROM)) return;
		const library = loadHnswLibrary();
		if (library === null) {
			options.onNote?.("hnswlib-node is not installed: vectors are compared one by one, which is exact but slower on large indexes");
			return;
		}
		const values = readAs(Float32Array, join(building, FILES.vectors));
		const path = join(building, FILES.hnsw);
		await writeHnswFile(
			library,
			{ rows, dimensions: options.embedder.dimensions, values },
			path,
			(added) => options.onProgress?.(`linking vectors: ${added} of ${rows}`),
			options.signal,
		);
		files[FILES.hnsw] = hashFile(path);
	}

	function manifest(): Manifest {
		return ManifestSchema.parse({
			format: "quoth-index",
			version: FORMAT_VERSION,
			id,
			builtAt: new Date().toISOString(),
			corpusFingerprint: createHash("sha256").update(fingerprints.join("\n")).digest("hex"),
			embedder: options.embedder,
			counts: {
				documents: fingerprints.length,
				passages: passageStore.count,
				sentences: passageStore.sentenceCount,
				terms: termIndex.termCount,
			},
			aliasesHash,
			unread,
			files,
		} satisfies Manifest);
	}

	/** Writes a document and its text; its passages follow. */
	function begin({
		text,
		...document
	}: Omit<IndexedDocument, "leftOut" | "pages" | "repairs"> & Pick<DocumentRecord, "leftOut" | "pages" | "repairs">): void {
		guard(indexFolder, () => {
			const record = Object.entries({ ...document, textStart, firstPassage: passageStore.count });
			// By name, so that a document that is taken over makes the same line as one that is read.
			streams.documents.write(`${JSON.stringify(Object.fromEntries(record.sort(([a], [b]) => (a < b ? -1 : 1))))}\n`);
			streams.texts.write(encodeText(text));
		});
		textStart += text.length;
	}

	return {
		add(document, passages, terms, vectors) {
			begin(document);
			guard(indexFolder, () => streams.vectors.write(bytesOf(vectors)));
			for (const [index, passage] of passages.entries()) {
				passageStore.add(passage, fingerprints.length);
				termIndex.add(terms[index] ?? []);
			}
			fingerprints.push(`${document.uri} ${document.contentHash}`);
		},
		describe(about) {
			aliases = about.aliases;
			aliasesHash = about.aliasesHash;
			ledger = about.ledger;
			unread = about.unread.slice(0, MOST_UNREAD);
		},
		copy(index, record) {
			const { textStart: _textStart, firstPassage, passages, ...document } = record;
			const numbers = Array.from({ length: passages }, (_, at) => firstPassage + at);
			begin({ ...document, passages, text: index.textOf(record) });
			for (const number of numbers) {
				guard(indexFolder, () => streams.vectors.write(bytesOf(index.vectorOf(number))));
				passageStore.add(index.passage(number), fingerprints.length);
				termIndex.addCounted(index.countedTermsOf(number));
			}
			fingerprints.push(`${document.uri} ${document.contentHash}`);
		},
		async publish() {
			try {
				finishFiles();
				await buildGraph();
				const written = manifest();
				syncFolder(building);
				renameSync(building, generationFolder(indexFolder, id));
				syncFolder(join(indexFolder, GENERATIONS));
				replaceFile(join(indexFolder, MANIFEST), `${JSON.stringify(written, null, "\t")}\n`);
				published = true;
				syncFolder(indexFolder);
				removeOthers(indexFolder);
				return written;
			} catch (error) {
				if (options.signal?.aborted && error === options.signal.reason) throw error;
				throw asWriteError(indexFolder, error);
			}
		},
		abandon() {
			if (published) return;
			for (const file of opened) file.abandon();
			rmSync(building, { recursive: true, force: true });
			rmSync(generationFolder(indexFolder, id), { recursive: true, force: true });
		},
	};
}

function syncFolder(folder: string): void {
	if (process.platform === "win32") return; // folders cannot be flushed there
	const handle = openSync(folder, "r");
	fsyncSync(handle);
	closeSync(handle);
}

/** The generation that the manifest names now, if there is one. */
function currentGeneration(indexFolder: string): string | undefined {
	try {
		return ManifestSchema.parse(JSON.parse(readFileSync(join(indexFolder, MANIFEST), "utf8"))).id;
	} catch {
		return undefined; // none, or one that cannot be read and is about to be replaced
	}
}

/**
 * Removes all generations but the one that the manifest names, and what dead builds have left: for the one that holds the lock. What cannot
 * be removed now is removed the next time.
 */
export function removeOthers(indexFolder: string): void {
	const folder = join(indexFolder, GENERATIONS);
	const current = currentGeneration(indexFolder);
	if (current === undefined || !existsSync(folder)) return;
	for (const name of readdirSync(folder)) {
		if (name === current) continue;
		try {
			rmSync(join(folder, name), { recursive: true, force: true });
		} catch {
			// in use elsewhere, or gone already
		}
	}
}

function guard<T>(indexFolder: string, write: () => T): T {
	try {
		return write();
	} catch (error) {
		throw asWriteError(indexFolder, error);
	}
}
