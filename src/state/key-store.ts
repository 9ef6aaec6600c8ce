import { chmodSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";
import { replaceFile } from "../search-index/replace-file.ts";
import { writeErrorOf } from "../search-index/write-error.ts";
import { type ApiKey, ApiKeySchema, makeKey, type NewKey } from "./api-key.ts";

const FILE = "keys.json";
const FileSchema = z.object({ format: z.literal("quoth-keys"), version: z.literal(1), keys: z.array(ApiKeySchema) });

export type KeyStore = {
	/** The keys as the file has them now: one that was made or revoked since counts at once. */
	keys(): readonly ApiKey[];
	/** @returns the key as it is written, which is not kept. @throws QuothError `write-failed` */
	create(key: NewKey): { readonly key: ApiKey; readonly written: string };
	/** @throws QuothError `key-not-found` or `write-failed` */
	revoke(id: string): void;
};

/** The keys in a folder of state. */
export function createKeyStore(folder: string): KeyStore {
	const path = join(folder, FILE);
	let stamp = "";
	let known: readonly ApiKey[] = [];

	/** @throws QuothError `state-unreadable` when the file is not what this program wrote: no one is let in by mistake. */
	function keys(): readonly ApiKey[] {
		const now = stampOf(path);
		if (now === stamp) return known;
		known = now === "" ? [] : read(path);
		stamp = now;
		return known;
	}

	function write(changed: readonly ApiKey[]): void {
		try {
			mkdirSync(folder, { recursive: true });
			replaceFile(path, `${JSON.stringify({ format: "quoth-keys", version: 1, keys: changed }, null, "\t")}\n`);
			chmodSync(path, 0o600);
		} catch (error) {
			throw writeErrorOf(`The file of keys, ${path},`, error);
		}
	}

	return {
		keys,
		create(asked) {
			const made = makeKey(asked);
			write([...keys(), made.key]);
			return made;
		},
		revoke(id) {
			const left = keys().filter((key) => key.id !== id);
			if (left.length === keys().length) throw new QuothError("key-not-found", `There is no key with the id "${id}".`);
			write(left);
		},
	};
}

function stampOf(path: string): string {
	try {
		const { ino, size, mtimeMs } = statSync(path);
		return `${ino} ${size} ${mtimeMs}`;
	} catch (error) {
		if (systemCode(error) === "ENOENT") return "";
		throw unreadable(path, error);
	}
}

function read(path: string): ApiKey[] {
	try {
		return FileSchema.parse(JSON.parse(readFileSync(path, "utf8"))).keys;
	} catch (error) {
		throw unreadable(path, error);
	}
}

function unreadable(path: string, cause: unknown): QuothError {
	const why = systemCode(cause) ?? "it is not what `quoth keys` wrote";
	return new QuothError("state-unreadable", `The file of keys, ${path}, cannot be read: ${why}. Until that is mended no key is valid.`, {
		cause,
	});
}
