import { createHash } from "node:crypto";
import type { Dirent, Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { QuothError, systemCode } from "../errors.ts";
import { ALIAS_FILE } from "./alias-file.ts";
import { knownExtensions, reasonNotRead } from "./parsers/registry.ts";
import { isAboutSources } from "./sources-file.ts";

/** Larger files are skipped: one text of this size is a data dump, not a document. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** A file to be read, or the reason why it is not. */
export type CorpusFile =
	| { readonly kind: "file"; readonly uri: string; readonly path: string; readonly size: number }
	| { readonly kind: "skipped"; readonly uri: string; readonly size: number; readonly reason: string };

/**
 * The files of a folder and its subfolders, in the order of their paths. Hidden files are passed over; whatever else is not to be read
 * is listed with the reason. Links are not followed: nothing outside of the folder is read.
 * @param except a folder within that is not read: the index
 * @throws QuothError `corpus-missing` when the folder itself cannot be read.
 */
export async function listCorpus(folder: string, except?: string): Promise<CorpusFile[]> {
	await requireFolder(folder);
	const files: CorpusFile[] = [];
	for await (const file of walk(folder, "", except === undefined ? undefined : resolve(except))) files.push(file);
	return files;
}

/** @throws QuothError `corpus-missing` */
export async function requireFolder(folder: string): Promise<void> {
	let found: Stats;
	try {
		found = await stat(folder);
	} catch (cause) {
		const why = systemCode(cause) === "ENOENT" ? "does not exist" : `cannot be opened (${systemCode(cause) ?? cause})`;
		throw new QuothError("corpus-missing", `The folder ${resolve(folder)} ${why}.`, { cause });
	}
	if (!found.isDirectory()) throw new QuothError("corpus-missing", `${resolve(folder)} is not a folder.`);
}

async function* walk(folder: string, prefix: string, except: string | undefined): AsyncGenerator<CorpusFile> {
	let entries: { name: string; isUtf8: boolean; entry: Dirent<Buffer> }[];
	try {
		entries = (await readdir(folder, { withFileTypes: true, encoding: "buffer" })).map((entry) => {
			const name = entry.name.toString("utf8");
			return { name, isUtf8: Buffer.from(name, "utf8").equals(entry.name), entry };
		});
	} catch (cause) {
		if (prefix === "")
			throw new QuothError("corpus-missing", `The folder ${resolve(folder)} cannot be read (${systemCode(cause) ?? cause}).`, { cause });
		yield { kind: "skipped", uri: prefix.slice(0, -1), size: 0, reason: `folder cannot be read (${systemCode(cause) ?? cause})` };
		return;
	}
	entries.sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const { name, isUtf8, entry } of entries) {
		if (name.startsWith(".")) continue;
		const uri = `${prefix}${name}`;
		const path = join(folder, name);
		if (resolve(path) === except || uri === ALIAS_FILE || (entry.isFile() && isAboutSources(name))) continue;
		if (!isUtf8) yield { kind: "skipped", uri, size: 0, reason: "its name is not UTF-8: rename it" };
		else if (entry.isDirectory()) yield* walk(path, `${uri}/`, except);
		else if (entry.isFile()) yield await weigh(path, uri);
		else yield { kind: "skipped", uri, size: 0, reason: entry.isSymbolicLink() ? "symbolic link" : "not a regular file" };
	}
}

const KNOWN = new Set(knownExtensions());

async function weigh(path: string, uri: string): Promise<CorpusFile> {
	try {
		const { size } = await stat(path);
		const skipped = (reason: string): CorpusFile => ({ kind: "skipped", uri, size, reason });
		if (!KNOWN.has(extname(uri).toLowerCase())) return skipped(reasonNotRead(uri));
		if (size === 0) return skipped("empty file");
		if (size > LARGEST_FILE) return skipped(`larger than ${LARGEST_FILE / 1024 / 1024} MB`);
		return { kind: "file", uri, path, size };
	} catch (error) {
		return { kind: "skipped", uri, size: 0, reason: whyUnread(error) };
	}
}

/** @returns the bytes of a file with their SHA-256, or why they cannot be read. */
export async function readBytes(path: string): Promise<{ bytes: Uint8Array; contentHash: string } | { problem: string }> {
	try {
		const read = await readFile(path);
		// Memory of its own: it may be sent to another thread.
		const bytes = read.byteLength === read.buffer.byteLength ? new Uint8Array(read.buffer) : new Uint8Array(read);
		return { bytes, contentHash: createHash("sha256").update(bytes).digest("hex") };
	} catch (error) {
		return { problem: whyUnread(error) };
	}
}

function whyUnread(error: unknown): string {
	const code = systemCode(error);
	if (code === "ENOENT") return "vanished while the folder was read";
	return code === "EACCES" || code === "EPERM" ? "no permission to read it" : `cannot be read (${code ?? error})`;
}
