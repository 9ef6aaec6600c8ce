/** Turns texts into vectors of unit length, so that the dot product of two is their cosine. */
export type Embedder = {
	/** As the manifest of an index records it: the same name and hash give the same vectors. */
	readonly name: string;
	readonly hash: string;
	readonly dimensions: number;
	/**
	 * @param role some models read a question otherwise than a passage
	 * @returns one row of `dimensions` numbers for each text, in order. The row of a text without any known word is zero.
	 */
	embed(texts: readonly string[], role: "question" | "passage"): Promise<Float32Array>;
	/** Whether a word, in lower case, is one of the model's vocabulary, kept whole by its tokenizer. It may say no to one that it knows. */
	knows(word: string): boolean;
};

/** The name of the model that comes with Quoth. */
export const BUNDLED_MODEL = "quoth-static-en";
