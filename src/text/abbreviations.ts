const IN_BRACKETS = /\(([^()\n]{2,100})\)/gu;
const LONGEST_BEFORE = 200; // characters before a bracket that are read
/** As contracts have it: (the "VHT"), (hereinafter VHT). */
const LEGAL = /^\s*(?:the|hereinafter|hereafter)\s+/;
const QUOTED = /^\s*["“](.*)["”]\s*$/;
const SHORT_FORM = /^(?=.{2,10}$)(?=.*\p{Lu}.*[\p{Lu}\p{N}])[\p{L}\p{N}][\p{L}\p{N}.&/-]*$/u;

/**
 * Abbreviations with what they stand for, both ways round: "long form (SF)" and "SF (long form)".
 * Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (2003); besides, an
 * abbreviation may have one letter more for a last word such as "Organization" that its long form leaves out.
 */
export function findAbbreviations(text: string): { short: string; long: string }[] {
	const found: { short: string; long: string }[] = [];
	for (const match of text.matchAll(IN_BRACKETS)) {
		const inside = ((match[1] as string).split(/[;,]/)[0] as string).replace(LEGAL, "").replace(QUOTED, "$1").trim();
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
