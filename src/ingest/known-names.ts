import { readFileSync } from "node:fs";

let groups: readonly (readonly string[])[] | undefined;

/** Names that mean the same wherever they stand: a country and what is of it, an organization and its initials, usual abbreviations. */
export function knownNames(): readonly (readonly string[])[] {
	groups ??= readFileSync(new URL("../../models/quoth-names/names.txt", import.meta.url), "utf8")
		.trim()
		.split("\n")
		.map((line) => line.split(" = "));
	return groups;
}
