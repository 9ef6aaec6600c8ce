import { originalOf, type Repair } from "../../domain/repair.ts";

/** Text put together from lines, with the places where more was done than to write a space for a line end. */
export type Joined = { readonly text: string; readonly repairs: readonly Repair[] };

// Presentation forms: ligatures of Latin and Armenian, and the shapes of Arabic and Hebrew letters.
const PRESENTATION = /[\ufb00-\ufdff\ufe70-\ufefc]+/g;
const CUT_WORD = /(\p{L}[\p{L}\p{M}'’]*)([-\u00ad\u2010])$/u;
const WORD_START = /^\p{Ll}[\p{L}\p{M}'’]*/u;

/** Words of a document, in lower case: what tells whether a hyphen at a line end belongs to the word. Halves of cut words are none. */
export function vocabularyOf(lines: Iterable<string>): ReadonlySet<string> {
	const words = new Set<string>();
	let isCut = false;
	for (const line of lines) {
		const whole = (isCut ? line.replace(/^\s*\S+/, "") : line).replace(CUT_WORD, "");
		isCut = CUT_WORD.test(line);
		for (const [word] of whole.toLowerCase().matchAll(WORD)) words.add(word);
	}
	return words;
}

const WORD = /\p{L}[\p{L}\p{M}'’]*(?:[-\u2010]\p{L}[\p{L}\p{M}'’]*)*/gu;

/**
 * Joins the lines of a paragraph. A word that a line end cuts is put together: with its hyphen where the document has the word so
 * elsewhere, or both of its halves as words but not the whole; else without.
 */
export function joinLines(lines: readonly string[], vocabulary: ReadonlySet<string>): Joined {
	let text = "";
	const repairs: Repair[] = [];
	const append = (raw: string) => {
		let at = 0;
		for (const match of raw.matchAll(PRESENTATION)) {
			text += raw.slice(at, match.index);
			const plain = match[0].normalize("NFKC");
			repairs.push({ span: { start: text.length, end: text.length + plain.length }, original: match[0] });
			text += plain;
			at = match.index + match[0].length;
		}
		text += raw.slice(at);
	};
	for (const [index, raw] of lines.entries()) {
		const line = raw.trim();
		const cut = CUT_WORD.exec(text);
		const rest = WORD_START.exec(line);
		if (index === 0) append(line);
		else if (cut === null || rest === null) append(` ${line}`);
		else {
			const [, head, hyphen] = cut as unknown as [string, string, string];
			const kept = keepsHyphen(head.toLowerCase(), rest[0].toLowerCase(), hyphen, vocabulary) ? hyphen : "";
			text = text.slice(0, text.length - hyphen.length) + kept;
			const start = text.length - kept.length - head.length;
			const before = repairs.at(-1);
			// A ligature in the first half: one repair for the word.
			const inner =
				before !== undefined && before.span.end > start ? repairs.splice(repairs.findIndex(({ span }) => span.end > start)) : [];
			const original = originalOf(text.slice(start, text.length - kept.length), start, inner);
			append(line);
			const ligatures = repairs.filter(({ span }) => span.start >= start + head.length);
			if (ligatures.length > 0) repairs.splice(repairs.length - ligatures.length);
			const inWord = ligatures.filter(({ span }) => span.start < start + head.length + kept.length + rest[0].length);
			const end = Math.max(start + head.length + kept.length + rest[0].length, ...inWord.map(({ span }) => span.end));
			const from = start + head.length + kept.length;
			repairs.push({ span: { start, end }, original: `${original}${hyphen}\n${originalOf(text.slice(from, end), from, inWord)}` });
			repairs.push(...ligatures.filter((repair) => !inWord.includes(repair)));
		}
	}
	return { text, repairs };
}

function keepsHyphen(head: string, tail: string, hyphen: string, vocabulary: ReadonlySet<string>): boolean {
	if (hyphen === "\u00ad" || vocabulary.has(head + tail)) return false;
	return vocabulary.has(`${head}-${tail}`) || (vocabulary.has(head) && vocabulary.has(tail));
}
