import type { AliasGroup } from "../domain/alias.ts";
import { numberedNames, spellingKey } from "../text/names.ts";

/** Pairs that a person adds, or forbids. */
export type AliasPairs = { readonly same: readonly (readonly string[])[]; readonly different: readonly (readonly string[])[] };

export const NO_PAIRS: AliasPairs = { same: [], different: [] };

/** Gathers names that mean the same while documents pass by. */
export type AliasLearner = {
	read(text: string): void;
	/** Groups of names, those from the file first. */
	groups(): AliasGroup[];
};

/** Distinct names that are remembered: a bound on memory, far above what a corpus of a million passages holds. */
const MOST_REMEMBERED = 200_000;

export function createAliasLearner(pairs: AliasPairs = NO_PAIRS): AliasLearner {
	const abbreviations = new Map<string, { short: string; long: string }>();
	const numbered = new Map<string, Map<string, boolean>>();
	return {
		read(text) {
			for (const pair of findAbbreviations(text)) {
				if (abbreviations.size < MOST_REMEMBERED) abbreviations.set(`${pair.short}\n${pair.long}`, pair);
			}
			for (const { name, key, isRoman } of numberedNames(text)) {
				const known = numbered.get(key) ?? new Map<string, boolean>();
				if (numbered.size < MOST_REMEMBERED) numbered.set(key, known.set(name, isRoman));
			}
		},
		groups() {
			const joined = createUnion(pairs.different);
			const joinAll = ([first = "", ...others]: readonly string[]) => {
				for (const name of others) joined.join(first, name);
			};
			for (const names of pairs.same) joinAll(names);
			const byKey = new Map<string, string>();
			for (const { short, long } of abbreviations.values()) {
				joined.join(long, short);
				const key = spellingKey(long);
				if (key !== "") joined.join(byKey.get(key) ?? long, long);
				if (key !== "" && !byKey.has(key)) byKey.set(key, long);
			}
			for (const names of numbered.values()) {
				// "Chapter 3" alone tells nothing: both ways of writing the number must be there
				if (new Set(names.values()).size > 1) joinAll([...names.keys()]);
			}
			const given = new Set(pairs.same.flat());
			return joined.groups().map((names) => ({ names, origin: names.some((name) => given.has(name)) ? "file" : "learned" }));
		},
	};
}

/** Sets of names that grow together, unless that would bring two together that are kept apart. */
function createUnion(apart: readonly (readonly string[])[]) {
	const setOf = new Map<string, Set<string>>();
	const find = (name: string) => setOf.get(name) ?? setOf.set(name, new Set([name])).get(name) ?? new Set();
	const areApart = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
		apart.some((names) => names.some((name) => a.has(name) && names.some((other) => other !== name && b.has(other))));
	return {
		join(a: string, b: string): void {
			const left = find(a);
			const right = find(b);
			if (left === right || areApart(left, right) || areApart(right, left)) return;
			for (const name of right) setOf.set(name, left.add(name));
		},
		groups: () => [...new Set(setOf.values())].map((names) => [...names]).filter((names) => names.length > 1),
	};
}

const IN_BRACKETS = /\(([^()\n]{2,100})\)/gu;
const LONGEST_BEFORE = 200; // characters before a bracket that are read

const SHORT_FORM = /^(?=.{2,10}$)(?=.*\p{Lu}.*[\p{Lu}\p{N}])[\p{L}\p{N}][\p{L}\p{N}.&/-]*$/u;

/**
 * Abbreviations with what they stand for, both ways round: "long form (SF)" and "SF (long form)".
 * Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (2003); besides, an
 * abbreviation may have one letter more for a last word such as "Organization" that its long form leaves out.
 */
export function findAbbreviations(text: string): { short: string; long: string }[] {
	const found: { short: string; long: string }[] = [];
	for (const match of text.matchAll(IN_BRACKETS)) {
		const inside = ((match[1] as string).split(/[;,]/)[0] as string).trim();
		const before = text.slice(Math.max(0, match.index - LONGEST_BEFORE), match.index);
		const words = before
			.slice(before.search(/[^()\n]*$/))
			.trim()
			.split(/\s+/);
		if (SHORT_FORM.test(inside)) {
			const nearby = words.slice(-Math.min(inside.length + 5, inside.length * 2)).join(" ");
			const long = longFormOf(inside, nearby) ?? longFormWithoutLast(inside, nearby);
			if (long !== undefined) found.push({ short: inside, long });
		} else {
			const short = (words.at(-1) as string).replace(/^["“‘']|["”’',]$/g, "");
			const long = SHORT_FORM.test(short) ? longFormOf(short, inside) : undefined;
			if (long !== undefined) found.push({ short, long });
		}
	}
	return found;
}

/** The shortest end of `text` in which the letters of `short` stand in order, the first at the beginning of a word. */
function longFormOf(short: string, text: string): string | undefined {
	let at = text.length - 1;
	for (let letter = short.length - 1; letter >= 0; letter--) {
		const wanted = (short[letter] as string).toLowerCase();
		if (!/[\p{L}\p{N}]/u.test(wanted)) continue;
		while (at >= 0 && (text[at]?.toLowerCase() !== wanted || (letter === 0 && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] as string))))
			at--;
		if (at < 0) return undefined;
		at--;
	}
	const long = text.slice(text.lastIndexOf(" ", at + 1) + 1).replace(/^["“‘'(]+|[\s,.:;"”’']+$/g, "");
	const words = long.split(/[\s-]+/);
	const holdsShort = words.some((word) => word.toLowerCase() === short.toLowerCase());
	return long.length <= short.length || words.length < 2 || holdsShort ? undefined : long;
}

/** "Mujahedin-e-Khalk (MKO)": the capitals of the last words are all letters but the last one. */
function longFormWithoutLast(short: string, text: string): string | undefined {
	if (!/^\p{Lu}{3,}$/u.test(short)) return undefined;
	const capitals = [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}(?=\p{Ll})/gu)].slice(-(short.length - 1));
	if (capitals.map(([capital]) => capital).join("") !== short.slice(0, -1)) return undefined;
	const long = text.slice(capitals[0]?.index).trim();
	return long.includes(",") ? undefined : long;
}
