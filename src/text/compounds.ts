import type { Language } from "./languages.ts";
import { isStopTerm, stemOf } from "./terms.ts";

/** What may stand between the parts of a compound, by language; of languages that are not named no word is taken apart. */
const LINKS: Readonly<Record<Language, readonly string[]>> = {
	de: ["", "s", "es", "n", "en", "er", "e"],
	nl: ["", "s", "e", "en", "er"],
	da: ["", "s", "e"],
	no: ["", "s", "e"],
	sv: ["", "s", "e", "o", "u"],
	fi: [""],
};

/** Shorter parts are found in nearly every word; letters. */
const LEAST_PART = 4;

/** A longer word is not taken apart; letters. */
const LONGEST = 60;

/** Whether a language writes compounds as one word. */
export function writesCompounds(language: Language): boolean {
	return LINKS[language] !== undefined;
}

/**
 * The stems of the parts of a compound: of all ways to take it apart into two the one whose parts are most common together, by the geometric mean
 * of their frequencies (Koehn and Knight 2003, "Empirical Methods for Compound Splitting"). Undefined where there is none.
 * @param word lower case, with its accents
 * @param frequency in how many passages a stem stands
 */
export function splitCompound(word: string, language: Language, frequency: (stem: string) => number): readonly string[] | undefined {
	if (word.length > LONGEST) return undefined;
	let best: { stems: readonly string[]; mean: number } | undefined;
	for (let at = LEAST_PART; at <= word.length - LEAST_PART; at++) {
		const head = stemOf(word.slice(at), language);
		const ofHead = frequency(head);
		if (ofHead === 0 || isStopTerm(head)) continue;
		for (const link of LINKS[language] ?? []) {
			const before = word.slice(0, at);
			if (!before.endsWith(link) || before.length - link.length < LEAST_PART) continue;
			const modifier = stemOf(before.slice(0, before.length - link.length), language);
			if (isStopTerm(modifier)) continue;
			const mean = Math.sqrt(frequency(modifier) * ofHead);
			if (mean > (best?.mean ?? 0)) best = { stems: [modifier, head], mean };
		}
	}
	return best?.stems;
}
