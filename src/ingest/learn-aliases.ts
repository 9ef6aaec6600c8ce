import type { AliasGroup } from "../domain/alias.ts";
import { findAbbreviations } from "../text/abbreviations.ts";
import { numberedNames, spellingKey } from "../text/names.ts";
import { foldCase } from "../text/normalize.ts";
import { knownNames } from "./known-names.ts";

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
			const learned = new Set(joined.groups().flat());
			for (const names of knownNames()) {
				const folded = new Set(names.map(foldCase));
				const meantHere = (name: string) => [...(longForms.get(name) ?? [])].every((entity) => folded.has(foldCase(entity)));
				joinAll(names.filter(meantHere)); // an abbreviation for which these documents have another long form means that
			}
			const originOf = (names: readonly string[]) =>
				names.some((name) => given.has(name)) ? "file" : names.some((name) => learned.has(name)) ? "learned" : "known";
			return joined
				.groups()
				.map((names): AliasGroup => ({ names, origin: originOf(names) }))
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

/** A last word that a name often goes without. */
const GENERIC_END = /[\s-]+(?:Organi[sz]ation|Association|Foundation|Movement|Society|Group|Party|Union)$/;
