import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import type { Block, LeftOut, Metadata, NewDocument } from "../domain/document.ts";
import { metadataOfLines } from "./byline.ts";
import { createJudge } from "./furniture.ts";
import { type Ocr, type Parsed, Unreadable } from "./parsers/parser.ts";
import { findParser, reasonNotRead } from "./parsers/registry.ts";
import { type Overrides, toPattern } from "./sources-file.ts";

/** A document before it is split: its text is fixed from here on, and every offset points into it. */
export type ParsedDocument = {
	readonly document: Omit<NewDocument, "passages">;
	readonly blocks: readonly Block[];
	readonly pagesWithoutText: readonly number[];
	readonly warnings: readonly string[];
};

export type FileToParse = {
	readonly uri: string;
	readonly bytes: Uint8Array;
	readonly contentHash: string;
	readonly overrides?: Overrides;
	readonly ocr?: Ocr | undefined;
};

/** @returns the documents that a file holds, most often one, or the reason why it holds none. */
export async function parseDocuments(file: FileToParse): Promise<readonly ParsedDocument[] | { readonly problem: string }> {
	if (file.bytes.length === 0) return { problem: "empty file" };
	const parser = await findParser(file.uri, file.bytes);
	if (parser === undefined) return { problem: reasonNotRead(file.uri) };
	const judge = createJudge({ keep: file.overrides?.keep.map(toPattern) ?? [], leaveOut: file.overrides?.leaveOut.map(toPattern) ?? [] });
	try {
		const parsed = await parser.parse({ bytes: file.bytes, judge, ocr: file.ocr });
		const withText = parsed.filter(({ text }) => text.trim() !== "");
		if (withText.length === 0) return { problem: whyEmpty(parsed) };
		return withText.map((part) => toDocument(file, parser.format, part));
	} catch (error) {
		// A parser that gives up on a hostile file must not end the ingestion of the others.
		if (error instanceof Unreadable) return { problem: error.message };
		return { problem: `cannot be parsed: ${(error instanceof Error ? error.message : String(error)).replace(/\.+$/, "")}` };
	}
}

function whyEmpty(parsed: readonly Parsed[]): string {
	return parsed.some(({ leftOut }) => leftOut.length > 0) ? "nothing in it but page furniture" : "no text in it";
}

function toDocument({ uri: file, contentHash, overrides }: FileToParse, format: NewDocument["format"], parsed: Parsed): ParsedDocument {
	const { text, blocks, leftOut, pages = [], repairs = [], pagesWithoutText = [], warnings = [] } = parsed;
	const uri = parsed.part === undefined ? file : `${file}#${parsed.part}`;
	const metadata: Partial<Metadata> = { ...metadataOfLines(linesOf(text, blocks, leftOut)), ...parsed.metadata, ...overrides?.metadata };
	// The names of columns are above the rows, but are no title.
	const heading = format === "csv" ? undefined : firstHeading(text, blocks);
	const title = metadata.title ?? heading ?? basename(file, extname(file));
	return {
		document: {
			id: documentIdOf(uri),
			uri,
			format,
			contentHash,
			title,
			author: metadata.author ?? null,
			publisher: metadata.publisher ?? null,
			published: metadata.published ?? null,
			modified: metadata.modified ?? null,
			language: metadata.language ?? null,
			url: metadata.url ?? null,
			length: text.length,
			text,
			leftOut: [...leftOut],
			pages: [...pages],
			repairs: [...repairs],
		},
		blocks: blocks.map((block) => ({ ...block, headings: withoutTitle(block.headings, title) })),
		pagesWithoutText,
		warnings,
	};
}

/** The short lines of a document, those that were left out too: a byline may be among them. */
function linesOf(text: string, blocks: readonly Block[], leftOut: readonly LeftOut[]): string[] {
	const shown = blocks.map(({ span }) => ({ at: span.start, line: text.slice(span.start, span.end) }));
	const bylines = leftOut
		.filter(({ reason }) => reason === "byline")
		.map(({ span, text: line }) => ({ at: span.start, line: line ?? text.slice(span.start, span.end) }));
	return [...bylines, ...shown].sort((a, b) => a.at - b.at).map(({ line }) => line);
}

/** A heading before all text names the document. */
function firstHeading(text: string, blocks: readonly Block[]): string | undefined {
	const [first] = blocks;
	return first?.kind === "heading" ? text.slice(first.span.start, first.span.end).replace(/\s+/g, " ") : undefined;
}

/** The title of the document is not also the first heading above each of its passages. */
function withoutTitle(headings: readonly string[], title: string): readonly string[] {
	return headings[0] === title ? headings.slice(1) : headings;
}

/** The id of the document at a path: the same after each ingestion. */
export function documentIdOf(uri: string): string {
	return createHash("sha256").update(uri).digest("hex").slice(0, 12);
}
