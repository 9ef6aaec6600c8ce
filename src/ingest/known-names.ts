import { readFileSync } from "node:fs";

let groups: readonly (readonly string[])[] | undefined;

/** Names that mean the same wherever they stand: a country and what is of it, an organization and its initials, usual abbreviations. */
export function knownNames(): readonly (readonly string[])[] {
	groups ??= ["countries.txt", "names.txt"].flatMap(readGroups);
	return groups;
}

function readGroups(file: string): string[][] {
	return readFileSync(new URL(`../../models/quoth-names/${file}`, import.meta.url), "utf8")
		.trim()
		.split("\n")
		.map((line) => line.split(" = "));
}
