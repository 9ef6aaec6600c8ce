import { foldCase } from "./normalize.ts";

const VOWELS = /[aeiouy]+/g;

/**
 * The form under which spellings of one foreign name meet: the consonants of its capitalised words, with letters of one sound taken
 * together. "Mojaheddeen-e Khalk" and "Mujahedin Khalq" both give "mjhdn khlk". Empty for a name of one word, where too much would
 * meet, and for one with a number or a single letter: "Unit 1" is not "Unit 2".
 */
export function spellingKey(name: string): string {
	if (/\d|(?<![\p{L}])\p{Lu}(?![\p{L}])|(?<![\p{L}])[IVX]+(?![\p{L}])/u.test(name)) return "";
	const words = [...name.matchAll(/\p{Lu}[\p{L}’']+/gu)].map(([word]) => skeleton(word)).filter((word) => word.length > 1);
	return words.length < 2 ? "" : words.join(" ");
}

function skeleton(word: string): string {
	const folded = foldCase(word)
		.replace(/['’]/g, "")
		.replace(/ck|q|c/g, "k")
		.replace(/ph/g, "f")
		.replace(/z/g, "s")
		.replace(/w/g, "v");
	return (folded[0] + folded.slice(1).replace(VOWELS, "")).replace(/(.)\1+/g, "$1");
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4, V: 5, VI: 6, VII: 7, VIII: 8, IX: 9, X: 10, XI: 11, XII: 12 };
const NUMBERED = /\b(\p{Lu}\p{L}{2,})[ -]([IVX]{1,4}|\d{1,2})\b/gu;

/** Names with a number behind them, roman or not: "Ashraf III" and "Ashraf-3" have one key. */
export function* numberedNames(text: string): Generator<{ name: string; key: string; isRoman: boolean }> {
	for (const [name, word, number] of text.matchAll(NUMBERED) as IterableIterator<[string, string, string]>) {
		const value = ROMAN[number] ?? (/^\d+$/.test(number) ? Number(number) : undefined);
		if (value !== undefined) yield { name, key: `${foldCase(word)} ${value}`, isRoman: ROMAN[number] !== undefined };
	}
}
