import { readFileSync } from "node:fs";

/** English words of one family that no stemmer brings together, by their stems: models/quoth-word-families, from WordNet. */
const families = new Map<string, string[]>();
for (const line of readFileSync(new URL("../../models/quoth-word-families/pairs.txt", import.meta.url), "utf8")
	.trim()
	.split("\n")) {
	const [one, other] = line.split(" ") as [string, string];
	families.set(one, [...(families.get(one) ?? []), other]);
	families.set(other, [...(families.get(other) ?? []), one]);
}

/** The stems of the words from which this one is derived or which are derived from it: "die" for "death", "spain" for "spanish". */
export function familyOf(stem: string): readonly string[] {
	return families.get(stem) ?? [];
}
