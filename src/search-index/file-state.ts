import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { FileState } from "../domain/ledger.ts";
import { systemCode } from "../errors.ts";

/** Hashes of files, to be computed again only when a file has another size or time. */
const remembered = new Map<string, { readonly stamp: string; readonly hash: string }>();
const MOST_REMEMBERED = 10_000;

/** Whether the file at a path has the bytes of this SHA-256. */
export async function fileState(path: string, contentHash: string): Promise<FileState> {
	try {
		const { size, mtimeMs, ctimeMs } = await stat(path);
		const stamp = `${size} ${mtimeMs} ${ctimeMs}`;
		const known = remembered.get(path);
		const hash = known?.stamp === stamp ? known.hash : await hashOf(path);
		if (remembered.size >= MOST_REMEMBERED) remembered.clear();
		remembered.set(path, { stamp, hash });
		return hash === contentHash ? "unchanged" : "changed";
	} catch (error) {
		return systemCode(error) === "ENOENT" ? "missing" : "unknown";
	}
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash("sha256");
	await pipeline(createReadStream(path), hash);
	return hash.digest("hex");
}
