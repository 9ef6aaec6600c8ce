import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";

/** Raised by every change of the files below, or of how terms are made, that an older reader would misread. */
export const FORMAT_VERSION = 5;
export const MANIFEST = "manifest.json";
export const GENERATIONS = "generations";

/** The files of a generation. */
export const FILES = {
	documents: "documents.jsonl",
	texts: "texts.utf16le",
	passages: "passages.u32",
	sentences: "sentences.u32",
	places: "places.jsonl",
	aliases: "aliases.json",
	ledger: "ledger.jsonl",
	terms: "terms.utf8",
	termOffsets: "term-offsets.u32",
	postingOffsets: "posting-offsets.u32",
	postings: "postings.u32",
	frequencies: "frequencies.u8",
	lengths: "lengths.u32",
	vectors: "vectors.f32",
	hnsw: "vectors.hnsw",
} as const;

const count = z.number().int().nonnegative();

/** What an index is: written last, so that a generation without a manifest does not exist. */
export const ManifestSchema = z.object({
	format: z.literal("quoth-index"),
	version: z.number().int(),
	id: z.string().regex(/^[\w-]+$/),
	builtAt: z.iso.datetime(),
	corpusFingerprint: z.string(),
	embedder: z.object({ name: z.string(), hash: z.string(), dimensions: z.number().int().positive() }),
	counts: z.object({ documents: count, passages: count, sentences: count, terms: count }),
	/** Of what a person said about names and what is known of them beforehand: beginning of its SHA-256. */
	aliasesHash: z.string(),
	/** Files of the corpus that could not be read, with the reason; the first hundred. */
	unread: z.array(z.object({ uri: z.string(), reason: z.string() })),
	files: z.record(z.string(), z.object({ bytes: count, sha256: z.string() })),
});
export type Manifest = z.infer<typeof ManifestSchema>;

export function generationFolder(indexFolder: string, id: string): string {
	return join(indexFolder, GENERATIONS, id);
}

/**
 * The manifest of the index in a folder.
 * @throws QuothError `index-missing`, `index-damaged` or, for another format, `index-incompatible`.
 */
export async function readManifest(indexFolder: string): Promise<Manifest> {
	const path = join(indexFolder, MANIFEST);
	let json: string;
	try {
		json = await readFile(path, "utf8");
	} catch (cause) {
		if (systemCode(cause) === "ENOENT" || systemCode(cause) === "ENOTDIR") {
			throw new QuothError("index-missing", `There is no index in ${resolve(indexFolder)}.`, { cause });
		}
		throw new QuothError("index-damaged", `${path} cannot be read (${systemCode(cause) ?? cause}).`, { cause });
	}
	return parseManifest(json, path);
}

/** Whether a folder holds an index that an earlier version of this program made, in a format that is no longer read. */
export async function isOutdated(indexFolder: string): Promise<boolean> {
	try {
		const head = HeadSchema.parse(JSON.parse(await readFile(join(indexFolder, MANIFEST), "utf8")));
		return head.format === FORMAT && head.version < FORMAT_VERSION;
	} catch {
		return false; // none, or not one of ours
	}
}

const FORMAT = "quoth-index";
const HeadSchema = z.object({ format: z.string(), version: z.number() });

function parseManifest(json: string, path: string): Manifest {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch (cause) {
		throw new QuothError("index-damaged", `${path} is not valid JSON.`, { cause });
	}
	const head = HeadSchema.safeParse(value);
	if (!head.success || head.data.format !== FORMAT) {
		throw new QuothError("index-incompatible", `${path} is not the manifest of a Quoth index.`);
	}
	if (head.data.version !== FORMAT_VERSION) {
		throw new QuothError("index-incompatible", `The index has format ${head.data.version}; this version reads format ${FORMAT_VERSION}.`);
	}
	const manifest = ManifestSchema.safeParse(value);
	if (!manifest.success) throw new QuothError("index-damaged", `${path}: ${z.prettifyError(manifest.error)}`);
	return manifest.data;
}
