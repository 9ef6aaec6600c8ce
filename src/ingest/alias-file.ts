import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { z } from "zod";
import { QuothError } from "../errors.ts";
import { knownNames } from "./known-names.ts";
import { type AliasPairs, NO_PAIRS } from "./learn-aliases.ts";
import { readYaml } from "./read-yaml.ts";

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
	const read = readYaml(path ?? join(folder, ALIAS_FILE), AliasFileSchema);
	if (read === undefined && path !== undefined) throw new QuothError("invalid-option", `There is no file of aliases ${resolve(path)}.`);
	return read ?? NO_PAIRS;
}

/** Changes whenever what a person says about names does, or what is known of them beforehand. */
export function hashPairs(pairs: AliasPairs): string {
	return createHash("sha256")
		.update(JSON.stringify([pairs, knownNames()]))
		.digest("hex")
		.slice(0, 12);
}
