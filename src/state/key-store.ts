import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { QuothError, systemCode } from "../errors.ts";
import { replaceFile } from "../search-index/replace-file.ts";
import { writeErrorOf } from "../search-index/write-error.ts";
import { type ApiKey, ApiKeySchema, makeKey, type NewKey } from "./api-key.ts";

export type KeyStore = {
	/**
	 * The keys as they are now: one that was made or revoked since counts at once.
	 * @throws QuothError `state-unreadable`: no one is let in by mistake
	 */
	keys(): readonly ApiKey[];
	/** @returns the key as it is written, which is not kept. @throws QuothError `write-failed` */
	create(key: NewKey): { readonly key: ApiKey; readonly written: string };
	/** @throws QuothError `key-not-found` or `write-failed` */
	revoke(id: string): void;
};

/** The keys in a folder of state, a file for each: whoever makes or revokes one at the same time is not in the way. */
export function createKeyStore(state: string): KeyStore {
	const folder = join(state, "keys");
	const known = new Map<string, ApiKey>();

	function names(): string[] {
		try {
			return readdirSync(folder).filter((name) => /^[0-9a-f]{8}\.json$/.test(name));
		} catch (error) {
			if (systemCode(error) === "ENOENT") return [];
			throw unreadable(folder, error);
		}
	}

	function read(name: string): ApiKey[] {
		const found = known.get(name);
		if (found !== undefined) return [found];
		const path = join(folder, name);
		try {
			const key = ApiKeySchema.parse(JSON.parse(readFileSync(path, "utf8")));
			known.set(name, key);
			return [key];
		} catch (error) {
			if (systemCode(error) === "ENOENT") return []; // revoked this moment
			throw unreadable(path, error);
		}
	}

	return {
		keys: () => names().flatMap(read),
		create(asked) {
			const made = makeKey(asked);
			try {
				mkdirSync(folder, { recursive: true, mode: 0o700 });
				replaceFile(join(folder, `${made.key.id}.json`), `${JSON.stringify(made.key, null, "\t")}\n`, 0o600);
			} catch (error) {
				throw writeErrorOf(`The folder of keys, ${folder},`, error);
			}
			return made;
		},
		revoke(id) {
			if (!names().includes(`${id}.json`)) throw new QuothError("key-not-found", `There is no key with the id "${id}".`);
			try {
				rmSync(join(folder, `${id}.json`));
			} catch (error) {
				throw writeErrorOf(`The folder of keys, ${folder},`, error);
			}
		},
	};
}

function unreadable(path: string, cause: unknown): QuothError {
	const why = systemCode(cause) ?? "it is not what `quoth keys` wrote";
	return new QuothError("state-unreadable", `The keys cannot be read, because of ${path}: ${why}. Until that is mended no key is valid.`, {
		cause,
	});
}
