import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import type { Block, Document } from "../domain/document.ts";
import { decodeText } from "./decode-text.ts";
import { htmlParser } from "./parsers/html.ts";
import { markdownParser } from "./parsers/markdown.ts";
import type { Parsed, Parser } from "./parsers/parser.ts";
import { plainTextParser } from "./parsers/plain-text.ts";

const PARSERS: readonly Parser[] = [plainTextParser, markdownParser, htmlParser];

export function findParser(uri: string): Parser | undefined {
	const extension = extname(uri).toLowerCase();
	return PARSERS.find((parser) => parser.extensions.includes(extension));
}

export function knownExtensions(): string[] {
	return PARSERS.flatMap((parser) => parser.extensions);
}

/** A document before it is split: its text is fixed from here on, and every offset points into it. */
export type ParsedDocument = {
	readonly document: Omit<Document, "passages">;
	readonly blocks: readonly Block[];
};

/** @returns the document, or the reason why the file is not one. */
export function parseDocument(file: { uri: string; bytes: Uint8Array; contentHash: string }): ParsedDocument | { problem: string } {
	const parser = findParser(file.uri);
	if (parser === undefined) return { problem: `unknown file type "${extname(file.uri)}"` };
	if (file.bytes.length === 0) return { problem: "empty file" };
	const decoded = decodeText(file.bytes);
	if ("problem" in decoded) return decoded;
	const parsed = parseCharacters(parser, decoded.characters);
	if ("problem" in parsed) return parsed;
	const { text, blocks, leftOut, metadata } = parsed;
	if (text.trim() === "") return { problem: "no text in it" };
	const title = metadata.title ?? basename(file.uri, extname(file.uri));
	return {
		document: {
			id: documentIdOf(file.uri),
			uri: file.uri,
			format: parser.format,
			contentHash: file.contentHash,
			title,
			author: metadata.author ?? null,
			publisher: metadata.publisher ?? null,
			published: metadata.published ?? null,
			language: metadata.language ?? null,
			length: text.length,
			text,
			leftOut: [...leftOut],
		},
		blocks: blocks.map((block) => ({ ...block, headings: withoutTitle(block.headings, title) })),
	};
}

/** A parser that gives up on a hostile file must not end the ingestion of the others. */
function parseCharacters(parser: Parser, characters: string): Parsed | { problem: string } {
	try {
		return parser.parse(characters);
	} catch (error) {
		return { problem: `cannot be parsed: ${error instanceof Error ? error.message : String(error)}` };
	}
}

/** The title of the document is not also the first heading above each of its passages. */
function withoutTitle(headings: readonly string[], title: string): readonly string[] {
	return headings[0] === title ? headings.slice(1) : headings;
}

/** The id of the document at a path: the same after each ingestion. */
export function documentIdOf(uri: string): string {
	return createHash("sha256").update(uri).digest("hex").slice(0, 12);
}
