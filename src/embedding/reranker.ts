/** A model that reads a question together with a text: slower than comparing vectors, and better. */
export type Reranker = {
	readonly name: string;
	/** @returns one logit for each text: higher answers better */
	score(question: string, texts: readonly string[]): Promise<number[]>;
};
