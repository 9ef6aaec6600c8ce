import { createHash } from "node:crypto";
import type { Dirent, Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { QuothError, systemCode } from "../errors.ts";
import { ALIAS_FILE } from "./alias-file.ts";
import { findParser, knownExtensions } from "./parse-document.ts";

/** Larger files are skipped: one text of this size is a data dump, not a document. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** A file to be read, or the reason why it is not. */
export type SourceFile =
	| { readonly kind: "file"; readonly uri: string; readonly bytes: Uint8Array; readonly contentHash: string }
	| { readonly kind: "skipped"; readonly uri: string; readonly reason: string };

/**
 * The files of a folder and its subfolders, in the order of their paths, one in memory at a time.
 * Hidden files are passed over; whatever else cannot be read is yielded with the reason.
 * @param except a folder within that is not read: the index
 * @throws QuothError `corpus-missing` when the folder itself cannot be read.
 */
export async function* readCorpus(folder: string, except?: string): AsyncGenerator<SourceFile> {
	await requireFolder(folder);
	yield* walk(folder, "", except === undefined ? undefined : resolve(except));
}

async function requireFolder(folder: string): Promise<void> {
	let found: Stats;
	try {
		found = await stat(folder);
	} catch (cause) {
		const why = systemCode(cause) === "ENOENT" ? "does not exist" : `cannot be opened (${systemCode(cause) ?? cause})`;
		throw new QuothError("corpus-missing", `The folder ${resolve(folder)} ${why}.`, { cause });
	}
	if (!found.isDirectory()) throw new QuothError("corpus-missing", `${resolve(folder)} is not a folder.`);
}

async function* walk(folder: string, prefix: string, except: string | undefined): AsyncGenerator<SourceFile> {
	let entries: Dirent[];
	try {
		entries = await readdir(folder, { withFileTypes: true });
	} catch (cause) {
		if (prefix === "")
			throw new QuothError("corpus-missing", `The folder ${resolve(folder)} cannot be read (${systemCode(cause) ?? cause}).`, { cause });
		yield { kind: "skipped", uri: prefix.slice(0, -1), reason: `folder cannot be read (${systemCode(cause) ?? cause})` };
		return;
	}
	entries.sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const entry of entries) {
		if (entry.name.startsWith(".")) continue;
		const uri = `${prefix}${entry.name}`;
		const path = join(folder, entry.name);
		if (resolve(path) === except || uri === ALIAS_FILE) continue;
		if (entry.isDirectory()) yield* walk(path, `${uri}/`, except);
		else if (entry.isFile()) yield await readSource(path, uri);
		else yield { kind: "skipped", uri, reason: entry.isSymbolicLink() ? "symbolic link" : "not a regular file" };
	}
}

async function readSource(path: string, uri: string): Promise<SourceFile> {
	const skipped = (reason: string): SourceFile => ({ kind: "skipped", uri, reason });
	if (findParser(uri) === undefined) {
		return skipped(`unknown file type "${extname(uri)}" (known: ${knownExtensions().join(" ")})`);
	}
	try {
		const { size } = await stat(path);
		if (size > LARGEST_FILE) return skipped(`larger than ${LARGEST_FILE / 1024 / 1024} MB`);
		const bytes = await readFile(path);
		return { kind: "file", uri, bytes, contentHash: createHash("sha256").update(bytes).digest("hex") };
	} catch (error) {
		const code = systemCode(error);
		if (code === "ENOENT") return skipped("vanished while the folder was read");
		return skipped(code === "EACCES" || code === "EPERM" ? "no permission to read it" : `cannot be read (${code ?? error})`);
	}
}
