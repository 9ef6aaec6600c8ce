/** Encodes a text into the ids of its pieces. */
export type Encode = (text: string) => readonly number[];

const MOST_REMEMBERED = 200_000; // words
const LONGEST_REMEMBERED = 40; // characters

/**
 * Remembers the pieces of each word, for tokenizers that treat every run between spaces by itself (WordPiece without special tokens):
 * most words of a collection come again and again, and the library's own steps take far longer than a look-up.
 */
export function createWordCache(encode: Encode): Encode {
	const remembered = new Map<string, readonly number[]>();

	function encodeWord(word: string): readonly number[] {
		const known = remembered.get(word);
		if (known !== undefined) return known;
		const ids = encode(word);
		if (word.length <= LONGEST_REMEMBERED) {
			if (remembered.size >= MOST_REMEMBERED) remembered.clear();
			remembered.set(word, ids);
		}
		return ids;
	}

	return (text) => {
		const ids: number[] = [];
		for (const word of text.split(/[ \t\n\r]+/)) if (word !== "") for (const id of encodeWord(word)) ids.push(id);
		return ids;
	};
}
