import { readFileSync } from "node:fs";

const families = readPairs("quoth-word-families");
const synonyms = readPairs("quoth-synonyms");

/** The stems of the English words from which this one is derived or which are derived from it: "die" for "death", "spain" for "spanish". */
export function familyOf(stem: string): readonly string[] {
	return families.get(stem) ?? [];
}

/** The stems of the English words that share one of their meanings with this one: "speak" for "talk". */
export function synonymsOf(stem: string): readonly string[] {
	return synonyms.get(stem) ?? [];
}

/** Pairs of stems, from a file that the product ships, both ways round. */
function readPairs(model: string): ReadonlyMap<string, readonly string[]> {
	const pairs = new Map<string, string[]>();
	const add = (one: string, other: string) => {
		const known = pairs.get(one);
		if (known === undefined) pairs.set(one, [other]);
		else known.push(other);
	};
	for (const line of readFileSync(new URL(`../../models/${model}/pairs.txt`, import.meta.url), "utf8")
		.trim()
		.split("\n")) {
		const [one, other] = line.split(" ") as [string, string];
		add(one, other);
		add(other, one);
	}
	return pairs;
}
