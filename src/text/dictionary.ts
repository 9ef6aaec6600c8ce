/** The words of English, and those that a misspelt one may mean. */
export type Dictionary = {
	/** @param word in small letters */
	knows(word: string): boolean;
	/** Known words that a misspelt one resembles, in no order of likelihood. */
	suggestions(word: string): readonly string[];
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
	return { knows: (word) => speller.correct(word), suggestions: (word) => speller.suggest(word) };
}
