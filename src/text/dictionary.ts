/** The words of English. */
export type Dictionary = {
	/** @param word with the capitals that it is written with: "London" is a word, "london" is none */
	knows(word: string): boolean;
};

let loaded: Promise<Dictionary> | undefined;

/** The English dictionary of Hunspell's kind: read with the first use, which takes a tenth of a second and 30 MB. */
export function englishDictionary(): Promise<Dictionary> {
	loaded ??= load();
	return loaded;
}

async function load(): Promise<Dictionary> {
	const [{ default: nspell }, { default: english }] = await Promise.all([import("nspell"), import("dictionary-en")]);
	const speller = nspell({ aff: Buffer.from(english.aff), dic: Buffer.from(english.dic) });
	return { knows: (word) => speller.correct(word) };
}
