import type { AliasGroup } from "../domain/alias.ts";
import type { DocumentSummary, LeftOut, PageStart } from "../domain/document.ts";
import type { Passage } from "../domain/passage.ts";
import type { Repair } from "../domain/repair.ts";
import type { Span } from "../domain/span.ts";
import type { Language } from "../text/languages.ts";
import type { Form } from "../text/terms.ts";
import type { Manifest } from "./manifest.ts";
import type { CountedTerms, SoughtTerm } from "./term-index.ts";
import type { Hit } from "./top-k.ts";

/** One line of documents.jsonl. */
export type DocumentRecord = Omit<DocumentSummary, "version"> & {
	readonly leftOut: readonly LeftOut[];
	readonly pages: readonly PageStart[];
	readonly repairs: readonly Repair[];
	/** The file that holds it, relative to the corpus folder. */
	readonly file: string;
	/** What made its passages: the versions of parser and preparation, and what was said of the file. */
	readonly preparedBy: string;
	/** Where the document's text begins in the file of texts; UTF-16 code units. */
	readonly textStart: number;
	/** The number of its first passage. */
	readonly firstPassage: number;
};

/** An opened index. Passages and documents are numbered from 0 in the order of ingestion. */
export type SearchIndex = {
	readonly manifest: Manifest;
	readonly vectorSearch: "exact" | "hnsw";
	readonly documents: readonly DocumentRecord[];
	/** The languages of the documents, the one with most passages first. */
	readonly languages: readonly Language[];
	/** Names that mean the same. */
	readonly aliases: readonly AliasGroup[];
	/** The document with this id or uri. */
	findDocument(idOrUri: string): DocumentRecord | undefined;
	/** The text of a document, or a slice of it, read from the file of texts. */
	textOf(document: DocumentRecord, span?: Span): string;
	passage(passage: number): Passage;
	/** The passage before one in its document, or after it. */
	neighbour(passage: Passage, by: -1 | 1): Passage | undefined;
	/** The vector of a passage, without a copy. */
	vectorOf(passage: number): Float32Array;
	/** The index terms of a passage with their counts, and its length in terms. */
	countedTermsOf(passage: number): CountedTerms;
	documentOf(passage: number): DocumentRecord;
	/** Hybrid search needs both legs and, for each passage that one leg found, its score in the other. */
	searchVectors(query: Float32Array, k: number, allowed?: Uint8Array): Hit[];
	similarity(passage: number, query: Float32Array): number;
	searchTerms(terms: readonly SoughtTerm[], k: number, allowed?: Uint8Array, also?: readonly number[]): Hit[];
	/** What a term tells in a question, by its rarity; smoothed, so that a small corpus does not make common words rare. */
	weight(forms: readonly Form[]): number;
	/** In how many passages a term stands, in any of its forms. */
	frequency(forms: readonly Form[]): number;
	/** The passages in which all of these terms stand, in ascending order. */
	holding(form: Form): Uint32Array;
	/**
	 * The term that a misspelt one most likely means, if there is one.
	 * @param edits letters that may differ at the most; in a short term one less, or one letter that stands elsewhere
	 */
	spelling(term: string, edits: 0 | 1 | 2): string | undefined;
	/** The terms that begin like this, in ascending order; of very many the first. */
	beginningWith(prefix: string): string[];
	/** Marks the passages of the given documents with 1. */
	passagesOf(documents: readonly DocumentRecord[]): Uint8Array;
	close(): void;
};
