/** How a family of models wants its input written and its output pooled. */
export type ModelProfile = {
	readonly prefix: { readonly question: string; readonly passage: string };
	readonly pooling: "mean" | "first-token";
};

const PLAIN: ModelProfile = { prefix: { question: "", passage: "" }, pooling: "mean" };

// As the cards of these models state. A model without an entry gets no prefix and mean pooling.
const PROFILES: readonly (readonly [RegExp, ModelProfile])[] = [
	[/(^|\/)(multilingual-)?e5-/i, { prefix: { question: "query: ", passage: "passage: " }, pooling: "mean" }],
	[/(^|\/)bge-m3/i, { prefix: { question: "", passage: "" }, pooling: "first-token" }],
	[
		/(^|\/)bge-(small|base|large)-en/i,
		{ prefix: { question: "Represent this sentence for searching relevant passages: ", passage: "" }, pooling: "first-token" },
	],
	[
		/(^|\/)snowflake-arctic-embed/i,
		{ prefix: { question: "Represent this sentence for searching relevant passages: ", passage: "" }, pooling: "first-token" },
	],
	[/(^|\/)nomic-embed-text/i, { prefix: { question: "search_query: ", passage: "search_document: " }, pooling: "mean" }],
];

export function profileOf(model: string): ModelProfile {
	return PROFILES.find(([name]) => name.test(model))?.[1] ?? PLAIN;
}
