import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AliasGroup } from "../domain/alias.ts";
import type { Document } from "../domain/document.ts";
import type { Passage } from "../domain/passage.ts";
import { QuothError, systemCode } from "../errors.ts";
import { bytesOf, createFileWriter, type FileWriter } from "./file-writer.ts";
import { loadHnswLibrary, writeHnswFile } from "./hnsw-vector-index.ts";
import { FILES, FORMAT_VERSION, GENERATIONS, generationFolder, MANIFEST, type Manifest, ManifestSchema } from "./manifest.ts";
import { createPassageStoreWriter } from "./passage-store.ts";
import { hashFile, readAs } from "./read-file.ts";
import { createTermIndexWriter } from "./term-index-writer.ts";
import { encodeText } from "./text-store.ts";

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
	/** Told what a person should know about the finished index. */
	readonly onNote?: (note: string) => void;
};

/** Builds a new generation beside the one in use. */
export type IndexWriter = {
	/** @param terms the index terms of each passage; `vectors` holds one row for each passage. */
	add(document: Document, passages: readonly Passage[], terms: readonly (readonly string[])[], vectors: Float32Array): void;
	/** Keeps what stands beside the documents: names that mean the same, and the files that could not be read. */
	describe(about: { readonly aliases: readonly AliasGroup[]; readonly unread: Manifest["unread"] }): void;
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
		await writeHnswFile(library, { rows, dimensions: options.embedder.dimensions, values }, path, (added) =>
			options.onProgress?.(`linking vectors: ${added} of ${rows}`),
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
			unread,
			files,
		} satisfies Manifest);
	}

	return {
		add(document, passages, terms, vectors) {
			const { text, leftOut, ...summary } = document;
			guard(indexFolder, () => {
				streams.documents.write(`${JSON.stringify({ ...summary, leftOut, textStart, firstPassage: passageStore.count })}\n`);
				streams.texts.write(encodeText(text));
				streams.vectors.write(bytesOf(vectors));
			});
			textStart += text.length;
			for (const [index, passage] of passages.entries()) {
				passageStore.add(passage, fingerprints.length);
				termIndex.add(terms[index] ?? []);
			}
			fingerprints.push(`${document.uri} ${document.contentHash}`);
		},
		describe(about) {
			aliases = about.aliases;
			unread = about.unread.slice(0, MOST_UNREAD);
		},
		async publish() {
			try {
				finishFiles();
				await buildGraph();
				const written = manifest();
				syncFolder(building);
				renameSync(building, generationFolder(indexFolder, id));
				syncFolder(join(indexFolder, GENERATIONS));
				const before = currentGeneration(indexFolder);
				replaceFile(join(indexFolder, MANIFEST), `${JSON.stringify(written, null, "\t")}\n`);
				published = true;
				syncFolder(indexFolder);
				removeOthers(indexFolder, id, before);
				return written;
			} catch (error) {
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

/** Writes aside, flushes, renames: a reader sees the old file or the new one. */
function replaceFile(path: string, content: string): void {
	const aside = `${path}.${process.pid}.tmp`;
	try {
		const file = openSync(aside, "w");
		writeFileSync(file, content);
		fsyncSync(file);
		closeSync(file);
		renameSync(aside, path);
	} finally {
		rmSync(aside, { force: true });
	}
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

const HOUR = 3_600_000; // milliseconds

/**
 * Removes the generation that was replaced, and what dead builds have left. A generation that is neither may be one that another
 * ingestion is about to publish: it is left alone until it is old. What cannot be removed now is removed the next time.
 */
function removeOthers(indexFolder: string, id: string, before: string | undefined): void {
	const folder = join(indexFolder, GENERATIONS);
	for (const name of readdirSync(folder)) {
		if (name === id) continue;
		const builder = /^building-(\d+)-/.exec(name)?.[1];
		try {
			const age = Date.now() - statSync(join(folder, name)).mtimeMs;
			const left = builder === undefined ? name === before || age > HOUR : !isAlive(Number(builder)) || age > 24 * HOUR;
			if (left) rmSync(join(folder, name), { recursive: true, force: true });
		} catch {
			// in use elsewhere, or gone already
		}
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return systemCode(error) === "EPERM";
	}
}

function guard<T>(indexFolder: string, write: () => T): T {
	try {
		return write();
	} catch (error) {
		throw asWriteError(indexFolder, error);
	}
}

const WRITE_PROBLEMS: Record<string, string> = {
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EACCES: "there is no permission to write there",
	EPERM: "there is no permission to write there",
	EROFS: "the file system is read-only",
	ENOTDIR: "a part of the path is a file",
	EEXIST: "a part of the path is a file",
};

function asWriteError(indexFolder: string, error: unknown): QuothError {
	if (error instanceof QuothError) return error;
	const code = systemCode(error) ?? "";
	const why = WRITE_PROBLEMS[code] ?? (error instanceof Error ? error.message : String(error));
	return new QuothError("write-failed", `The index in ${resolve(indexFolder)} could not be written: ${why}.`, { cause: error });
}
