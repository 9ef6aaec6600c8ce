import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { AliasGroupSchema } from "../domain/alias.ts";
import { DocumentSummarySchema, LeftOutSchema, PageStartSchema } from "../domain/document.ts";
import { type LedgerEntry, LedgerEntrySchema } from "../domain/ledger.ts";
import { type Place, PlaceSchema } from "../domain/passage.ts";
import { RepairSchema } from "../domain/repair.ts";
import { QuothError, systemCode } from "../errors.ts";
import { type Language, languageOf } from "../text/languages.ts";
import { createExactVectorIndex } from "./exact-vector-index.ts";
import { loadHnswLibrary, openHnswFile } from "./hnsw-vector-index.ts";
import { FILES, generationFolder, type Manifest, readManifest } from "./manifest.ts";
import { createPassageStore, placeOf } from "./passage-store.ts";
import { hashFile, readAs } from "./read-file.ts";
import type { DocumentRecord, SearchIndex } from "./search-index.ts";
import { createTermIndex } from "./term-index.ts";
import { openTextStore } from "./text-store.ts";
import { similarity, type VectorIndex, type VectorMatrix } from "./vector-index.ts";

const DocumentRecordSchema = DocumentSummarySchema.omit({ version: true }).extend({
	leftOut: z.array(LeftOutSchema),
	pages: z.array(PageStartSchema),
	repairs: z.array(RepairSchema),
	file: z.string(),
	preparedBy: z.string(),
	textStart: z.number().int().nonnegative(),
	firstPassage: z.number().int().nonnegative(),
});

/**
 * Opens the index in a folder. Every file is checked against the manifest before it is used.
 * @throws QuothError `index-missing`, `index-incompatible` or `index-damaged`.
 */
export async function openIndex(indexFolder: string): Promise<SearchIndex> {
	const manifest = await readManifest(indexFolder);
	try {
		return await openGeneration(indexFolder, manifest);
	} catch (error) {
		// An ingestion may have switched to a new generation, and removed this one, in the meantime.
		const current = await readManifest(indexFolder);
		if (current.id === manifest.id) throw error;
		return openGeneration(indexFolder, current);
	}
}

/**
 * What an index holds, without opening it for search: its files are checked all the same.
 * @throws QuothError `index-missing`, `index-incompatible` or `index-damaged`.
 */
export async function readDocuments(
	indexFolder: string,
): Promise<Pick<SearchIndex, "manifest" | "documents"> & { readonly ledger: readonly LedgerEntry[] }> {
	const manifest = await readManifest(indexFolder);
	const folder = requireWhole(indexFolder, manifest);
	const path = (name: keyof typeof FILES) => join(folder, requireListed(manifest, FILES[name]));
	return {
		manifest,
		documents: readLines(path("documents"), DocumentRecordSchema),
		ledger: readLines(path("ledger"), LedgerEntrySchema),
	};
}

/** The folder of a generation, after each of its files was checked. */
function requireWhole(indexFolder: string, manifest: Manifest): string {
	const folder = generationFolder(indexFolder, manifest.id);
	for (const name of Object.keys(manifest.files)) requireIntact(folder, name, manifest);
	return folder;
}

async function openGeneration(indexFolder: string, manifest: Manifest): Promise<SearchIndex> {
	const folder = requireWhole(indexFolder, manifest);
	const path = (name: keyof typeof FILES) => join(folder, requireListed(manifest, FILES[name]));

	const documents = readLines(path("documents"), DocumentRecordSchema);
	const byName = new Map(documents.flatMap((document) => [[document.uri, document] as const, [document.id, document] as const]));
	const passages = createPassageStore(
		readAs(Uint32Array, path("passages")),
		readAs(Uint32Array, path("sentences")),
		readLines<Place>(path("places"), PlaceSchema),
		(number) => {
			const { id, firstPassage } = documents[number] as DocumentRecord;
			return { id, first: firstPassage };
		},
	);
	const matrix: VectorMatrix = {
		rows: manifest.counts.passages,
		dimensions: manifest.embedder.dimensions,
		values: readAs(Float32Array, path("vectors")),
	};
	requireCounts(manifest, documents.length, passages.count, matrix);
	const terms = createTermIndex({
		terms: Buffer.from(readAs(Uint8Array, path("terms")).buffer),
		termOffsets: readAs(Uint32Array, path("termOffsets")),
		postingOffsets: readAs(Uint32Array, path("postingOffsets")),
		postings: readAs(Uint32Array, path("postings")),
		frequencies: readAs(Uint8Array, path("frequencies")),
		lengths: readAs(Uint32Array, path("lengths")),
	});
	const exact = createExactVectorIndex(matrix);
	const nearest = (await openGraph(manifest, matrix, folder)) ?? exact;
	const texts = openTextStore(path("texts"));

	return {
		manifest,
		vectorSearch: nearest.kind,
		documents,
		languages: languagesOf(documents),
		aliases: z.array(AliasGroupSchema).parse(JSON.parse(readFileSync(path("aliases"), "utf8"))),
		findDocument: (idOrUri) => byName.get(idOrUri),
		textOf: (document, span = { start: 0, end: document.length }) =>
			texts.read(document.textStart + span.start, document.textStart + span.end),
		passage: passages.read,
		neighbour({ id, documentId }, by) {
			const { firstPassage, passages: count } = byName.get(documentId) as DocumentRecord;
			const at = placeOf(id) + by;
			return 0 <= at && at < count ? passages.read(firstPassage + at) : undefined;
		},
		documentOf: (passage) => documents[passages.documentOf(passage)] as DocumentRecord,
		// A filter is applied by exact search: the native library takes none that may throw, and a small part is scanned fast.
		searchVectors: (query, k, allowed) => (allowed === undefined ? nearest.search(query, k) : exact.search(query, k, allowed)),
		similarity: (passage, query) => similarity(matrix, passage, query),
		searchTerms: terms.search,
		weight: terms.weight,
		frequency: terms.frequency,
		holding: terms.holding,
		spelling: terms.spelling,
		beginningWith: terms.beginningWith,
		countedTermsOf: terms.countedTermsOf,
		vectorOf: (passage) => matrix.values.subarray(passage * matrix.dimensions, (passage + 1) * matrix.dimensions),
		passagesOf(chosen) {
			const allowed = new Uint8Array(passages.count);
			for (const { firstPassage, passages: count } of chosen) allowed.fill(1, firstPassage, firstPassage + count);
			return allowed;
		},
		close: texts.close,
	};
}

/** The languages of the documents, the one with most passages first. */
function languagesOf(documents: readonly DocumentRecord[]): Language[] {
	const passages = new Map<Language, number>();
	for (const document of documents) {
		const language = languageOf(document);
		passages.set(language, (passages.get(language) ?? 0) + document.passages);
	}
	return [...passages].sort((a, b) => b[1] - a[1]).map(([language]) => language);
}

async function openGraph(manifest: Manifest, matrix: VectorMatrix, folder: string): Promise<VectorIndex | null> {
	if (manifest.files[FILES.hnsw] === undefined) return null;
	const library = loadHnswLibrary();
	return library === null ? null : openHnswFile(library, matrix, join(folder, FILES.hnsw));
}

function requireListed(manifest: Manifest, name: string): string {
	if (manifest.files[name] !== undefined) return name;
	throw new QuothError("index-damaged", `The manifest of the index does not list ${name}.`);
}

/** Size first, since it says more than a checksum that differs. */
function requireIntact(folder: string, name: string, manifest: Manifest): void {
	const expected = manifest.files[name] as Manifest["files"][string];
	const path = resolve(folder, name);
	let actual: { bytes: number; sha256: string };
	try {
		actual = hashFile(path);
	} catch (cause) {
		const why = systemCode(cause) === "ENOENT" ? "is missing" : `cannot be read (${systemCode(cause) ?? cause})`;
		throw new QuothError("index-damaged", `${path} ${why}.`, { cause });
	}
	if (actual.bytes !== expected.bytes) {
		throw new QuothError("index-damaged", `${path} has ${actual.bytes} bytes; the manifest says ${expected.bytes}.`);
	}
	if (actual.sha256 !== expected.sha256)
		throw new QuothError("index-damaged", `${path} was changed: its checksum differs from the manifest's.`);
}

function requireCounts(manifest: Manifest, documents: number, passages: number, matrix: VectorMatrix): void {
	const { counts } = manifest;
	const consistent =
		documents === counts.documents && passages === counts.passages && matrix.values.length === matrix.rows * matrix.dimensions;
	if (!consistent) throw new QuothError("index-damaged", "The files of the index do not have the counts that its manifest states.");
}

function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
	const lines = readFileSync(path, "utf8")
		.split("\n")
		.filter((line) => line !== "");
	return lines.map((line, number) => {
		const parsed = schema.safeParse(JSON.parse(line));
		if (!parsed.success) throw new QuothError("index-damaged", `${path}, line ${number + 1}: ${z.prettifyError(parsed.error)}`);
		return parsed.data;
	});
}
