import type { LedgerEntry } from "../domain/ledger.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { QuothError } from "../errors.ts";
import { readDocuments } from "../search-index/index-reader.ts";
import type { Manifest } from "../search-index/manifest.ts";
import type { DocumentRecord } from "../search-index/search-index.ts";
import { findParser } from "./parsers/registry.ts";
import { PREPARATION } from "./prepare-file.ts";
import { type CorpusFile, readBytes } from "./read-corpus.ts";
import { hashOverrides, type Overrides } from "./sources-file.ts";

/** The index that is there, as far as a new one can be made from it. */
export type Previous = {
	readonly manifest: Manifest;
	/** The documents of each file. */
	readonly records: ReadonlyMap<string, readonly DocumentRecord[]>;
	readonly entries: ReadonlyMap<string, LedgerEntry>;
};

/** What is to be done with a file: read it, take its documents over, or note again why there are none. */
export type PlannedFile = {
	readonly uri: string;
	readonly path: string;
	readonly size: number;
	readonly action: "read" | "keep" | "skip" | "fail";
	readonly reason: string | null;
	/** Whether the index that is there knows the file. */
	readonly isKnown: boolean;
	/** The documents to be taken over. */
	readonly records: readonly DocumentRecord[];
	readonly preparedBy: string;
	readonly overrides: Overrides;
	readonly contentHash: string | null;
};

/**
 * What the index in a folder holds, when it was made with this model; null where there is none that can be used.
 * One that is damaged or of another version is made anew.
 */
export async function readPrevious(folder: string, embedder: Embedder): Promise<Previous | null> {
	try {
		const { manifest, documents, ledger } = await readDocuments(folder);
		if (manifest.embedder.hash !== embedder.hash) return null;
		const records = new Map<string, DocumentRecord[]>();
		for (const record of documents) {
			const others = records.get(record.file);
			if (others === undefined) records.set(record.file, [record]);
			else others.push(record);
		}
		const entries = new Map(ledger.map((entry) => [entry.uri, entry]));
		return { manifest, records, entries };
	} catch (error) {
		if (error instanceof QuothError && /^index-(?:missing|incompatible|damaged)$/.test(error.code)) return null;
		throw error;
	}
}

type PlanOptions = {
	readonly sources: (uri: string) => Overrides;
	readonly aliasesHash: string;
	/** Whether pages without text can be read now. */
	readonly ocr: boolean;
	readonly signal: AbortSignal | undefined;
};

/** Files that are read at once for their hash; none is larger than 64 MB. */
const AT_ONCE = 8;

/** How the reason of a file begins that has the same bytes as another. */
export const SAME_CONTENT = "same content as ";

/** A file that the index knows and the folder no longer has. */
export type Removed = { readonly uri: string; readonly before: LedgerEntry | undefined };

/** Compares a folder with the index that is there. Files that it knows are read for their hash; nothing is parsed. */
export async function planIngestion(
	files: readonly CorpusFile[],
	previous: Previous | null,
	{ sources, aliasesHash, ocr, signal }: PlanOptions,
): Promise<{ readonly files: readonly PlannedFile[]; readonly removed: readonly Removed[]; readonly isUnchanged: boolean }> {
	const planned: PlannedFile[] = [];
	for (let start = 0; start < files.length; start += AT_ONCE) {
		signal?.throwIfAborted();
		const some = files.slice(start, start + AT_ONCE);
		const plans = await Promise.all(some.map((file) => planFile(file, previous, sources(file.uri))));
		for (const plan of plans)
			planned.push(ocr && plan.path !== "" && hasScans(previous?.entries.get(plan.uri)) ? { ...plan, action: "read", records: [] } : plan);
	}
	readOrphans(planned);
	const present = new Set(files.map(({ uri }) => uri));
	const known = new Set([...(previous?.entries.keys() ?? []), ...(previous?.records.keys() ?? [])]);
	const gone = [...known].filter((uri) => !present.has(uri) && previous?.entries.get(uri)?.outcome !== "removed");
	const removed = gone.map((uri) => ({ uri, before: previous?.entries.get(uri) }));
	const isSame = previous !== null && removed.length === 0 && previous.manifest.aliasesHash === aliasesHash;
	const isUnchanged = isSame && planned.every((file) => isSettled(file, previous));
	return { files: planned, removed, isUnchanged };
}

async function planFile(file: CorpusFile, previous: Previous | null, overrides: Overrides): Promise<PlannedFile> {
	const { uri, size } = file;
	const records = previous?.records.get(uri) ?? [];
	const entry = previous?.entries.get(uri);
	const preparedBy = await preparerOf(uri, overrides);
	const plan = { uri, size, path: "", reason: null, isKnown: records.length > 0, records: [], preparedBy, overrides, contentHash: null };
	if (file.kind === "skipped") return { ...plan, action: "skip", reason: file.reason };
	const read = { ...plan, path: file.path, action: "read" } as const;
	// Of a file that was removed the entry says nothing: it is new when it comes back.
	const wasUnread = entry?.outcome === "failed" || entry?.outcome === "skipped";
	if (records.length === 0 && (!wasUnread || entry.contentHash === null)) return read;
	const now = await readBytes(file.path);
	if ("problem" in now) return { ...plan, action: "fail", reason: now.problem };
	if (records.length > 0) {
		const isSame = records.every((record) => record.contentHash === now.contentHash && record.preparedBy === preparedBy);
		return isSame ? { ...read, action: "keep", records, contentHash: now.contentHash } : read;
	}
	const isSame = entry?.contentHash === now.contentHash && entry.preparedBy === preparedBy;
	return isSame
		? { ...read, action: entry.outcome === "skipped" ? "skip" : "fail", reason: entry.reason, contentHash: now.contentHash }
		: read;
}

function hasScans(entry: LedgerEntry | undefined): boolean {
	return entry !== undefined && (entry.pagesWithoutText.length > 0 || /\(a scan\?\)/.test(entry.reason ?? ""));
}

/** A file that was another's twin is read when the other is not as it was. */
function readOrphans(planned: PlannedFile[]): void {
	const kept = new Map(planned.flatMap(({ action, uri, contentHash }) => (action === "keep" ? [[uri, contentHash]] : [])));
	planned.forEach((file, at) => {
		if (file.action !== "skip" || !file.reason?.startsWith(SAME_CONTENT) || file.path === "") return;
		if (kept.get(file.reason.slice(SAME_CONTENT.length)) !== file.contentHash) planned[at] = { ...file, action: "read", reason: null };
	});
}

/** Whether a file needs nothing: taken over, or not read before for the same reason. */
function isSettled({ action, uri, reason }: PlannedFile, previous: Previous): boolean {
	if (action === "keep") return true;
	return action !== "read" && previous.entries.get(uri)?.reason === reason;
}

/** What makes the passages of a file: when this changes, they are made anew. */
async function preparerOf(uri: string, overrides: Overrides): Promise<string> {
	const parser = await findParser(uri);
	return `${PREPARATION}.${parser?.version ?? 0}.${hashOverrides(overrides)}`;
}
