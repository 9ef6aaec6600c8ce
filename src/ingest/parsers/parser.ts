import type { Block, DocumentSummary, LeftOut, Metadata } from "../../domain/document.ts";

/** What a parser makes of a file's characters. Every offset points into `text`. */
export type Parsed = {
	readonly text: string;
	readonly blocks: readonly Block[];
	readonly leftOut: readonly LeftOut[];
	readonly metadata: Partial<Metadata>;
};

/** Reads one format. Pure: characters in, blocks out. */
export type Parser = {
	readonly format: DocumentSummary["format"];
	/** File name endings, lower case, with the dot. */
	readonly extensions: readonly string[];
	parse(characters: string): Parsed;
};
