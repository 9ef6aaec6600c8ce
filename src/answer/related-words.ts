import { readFileSync } from "node:fs";
import { type Form, stemOf } from "../text/terms.ts";

const families = readPairs("quoth-word-families");
const synonyms = readPairs("quoth-synonyms");
const thesaurus = readThesaurus();
const firstNames = readFirstNames();

/** The stems of the English words from which this one is derived or which are derived from it: "die" for "death", "spain" for "spanish". */
export function familyOf(stem: string): readonly string[] {
	return families.get(stem) ?? [];
}

/**
 * The words with which an English text may tell what is asked with this one, as index terms: those that share one of its meanings ("speak"
 * for "talk"), and those that an answer holds instead ("successor" for "replace", "take over").
 */
export function toldBy(stem: string): readonly Form[] {
	return [...(synonyms.get(stem) ?? []).map((other) => [other]), ...(thesaurus.get(stem) ?? [])];
}

/** The stems of other forms of a first name: "michael" for "mike". */
export function firstNamesLike(stem: string): readonly string[] {
	return firstNames.get(stem) ?? [];
}

/** A name with its short forms on each line, which are forms of each other. */
function readFirstNames(): ReadonlyMap<string, readonly string[]> {
	const alike = new Map<string, Set<string>>();
	for (const line of linesOf("quoth-names/first-names.txt")) {
		const names = line.split(" ").map((name) => stemOf(name.toLowerCase()));
		for (const name of names) alike.set(name, new Set([...(alike.get(name) ?? []), ...names.filter((other) => other !== name)]));
	}
	return new Map([...alike].map(([name, others]) => [name, [...others]]));
}

/** Pairs of stems, from a file that the product ships, both ways round. */
function readPairs(model: string): ReadonlyMap<string, readonly string[]> {
	const pairs = new Map<string, string[]>();
	const add = (one: string, other: string) => {
		const known = pairs.get(one);
		if (known === undefined) pairs.set(one, [other]);
		else known.push(other);
	};
	for (const line of linesOf(`${model}/pairs.txt`)) {
		const [one, other] = line.split(" ") as [string, string];
		add(one, other);
		add(other, one);
	}
	return pairs;
}

function readThesaurus(): ReadonlyMap<string, readonly Form[]> {
	return new Map(
		linesOf("quoth-thesaurus/words.txt").map((line) => {
			const [stem, others] = line.split(": ") as [string, string];
			return [stem, others.split(", ").map((other) => other.split(" "))];
		}),
	);
}

/** The lines of a file that the product ships, below `models/`. */
export function linesOf(path: string): string[] {
	return readFileSync(new URL(`../../models/${path}`, import.meta.url), "utf8")
		.trim()
		.split("\n");
}
