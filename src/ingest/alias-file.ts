import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";
import { type AliasPairs, NO_PAIRS } from "./learn-aliases.ts";

export type { AliasPairs };

/** The file of aliases that a folder of documents may hold; it is no document itself. */
export const ALIAS_FILE = "aliases.yaml";

const names = z.array(z.array(z.string().trim().min(1)).min(2, "a line names two or more")).default([]);
const AliasFileSchema = z.strictObject({ same: names, different: names });

/**
 * What a person says about names: `same:` and `different:`, each a list of lists.
 * @throws QuothError `invalid-option` when the file cannot be read or says something else
 */
export function readAliasFile(path: string | undefined, folder: string): AliasPairs {
	const file = path ?? join(folder, ALIAS_FILE);
	if (path === undefined && !existsSync(file)) return NO_PAIRS;
	try {
		return AliasFileSchema.parse(parse(readFileSync(file, "utf8")) ?? {});
	} catch (cause) {
		const why =
			cause instanceof z.ZodError
				? z.prettifyError(cause)
				: cause instanceof YAMLParseError
					? cause.message
					: (systemCode(cause) ?? (cause as Error).message);
		throw new QuothError("invalid-option", `The file of aliases ${resolve(file)} cannot be used: ${why}`, { cause });
	}
}

/** Changes whenever what a person says about names does. */
export function hashPairs(pairs: AliasPairs): string {
	return createHash("sha256").update(JSON.stringify(pairs)).digest("hex").slice(0, 12);
}
