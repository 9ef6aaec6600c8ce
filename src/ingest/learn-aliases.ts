import type { AliasGroup } from "../domain/alias.ts";
import { numberedNames, spellingKey } from "../text/names.ts";
import { foldCase } from "../text/normalize.ts";

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
/** A learned group with more names than these is no name, but a pattern of the text. */
const MOST_NAMES = 12;

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
			const entityOf = new Map<string, string>();
			const longForms = new Map<string, Set<string>>();
			for (const { short, long } of abbreviations.values()) {
				const key = spellingKey(long.replace(GENERIC_END, "")) || spellingKey(long) || foldCase(long);
				const entity = entityOf.get(key) ?? long;
				entityOf.set(key, entity);
				joined.join(entity, long);
				longForms.set(short, (longForms.get(short) ?? new Set()).add(entity));
			}
			for (const [short, entities] of longForms) {
				// an abbreviation of two things stands for neither
				if (entities.size === 1) for (const entity of entities) joined.join(entity, short);
			}
			for (const names of numbered.values()) {
				// "Chapter 3" alone tells nothing: both ways of writing the number must be there
				if (new Set(names.values()).size > 1) joinAll([...names.keys()]);
			}
			const given = new Set(pairs.same.flat());
			return joined
				.groups()
				.map((names): AliasGroup => ({ names, origin: names.some((name) => given.has(name)) ? "file" : "learned" }))
				.filter(({ names, origin }) => origin === "file" || names.length <= MOST_NAMES);
		},
	};
}

/** Sets of names that grow together, unless that would bring two together that are kept apart. */
function createUnion(apart: readonly (readonly string[])[]) {
	const setOf = new Map<string, Set<string>>();
	const find = (name: string) => setOf.get(name) ?? setOf.set(name, new Set([name])).get(name) ?? new Set();
	const folded = apart.map((names) => names.map(foldCase));
	const areApart = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
		if (folded.length === 0) return false;
		const left = new Set([...a].map(foldCase));
		const right = new Set([...b].map(foldCase));
		return folded.some((names) => names.some((name) => left.has(name) && names.some((other) => other !== name && right.has(other))));
	};
	return {
		join(a: string, b: string): void {
			const left = find(a);
			const right = find(b);
			if (left === right || areApart(left, right) || areApart(right, left)) return;
			const [larger, smaller] = left.size >= right.size ? [left, right] : [right, left];
			for (const name of smaller) setOf.set(name, larger.add(name));
		},
		groups: () => [...new Set(setOf.values())].map((names) => [...names]).filter((names) => names.length > 1),
	};
}

const IN_BRACKETS = /\(([^()\n]{2,100})\)/gu;
const LONGEST_BEFORE = 200; // characters before a bracket that are read

/** A last word that a name often goes without. */
const GENERIC_END = /[\s-]+(?:Organi[sz]ation|Association|Foundation|Movement|Society|Group|Party|Union)$/;
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
