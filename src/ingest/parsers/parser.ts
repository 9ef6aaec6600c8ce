import type { Block, Format, LeftOut, Metadata, PageStart } from "../../domain/document.ts";
import type { Repair } from "../../domain/repair.ts";
import { decodeText } from "../decode-text.ts";
import type { Judge } from "../furniture.ts";

/** What a parser makes of a document. Every offset points into `text`. */
export type Parsed = {
	/** Names the document in a file that holds several: its uri is `<file>#<part>`. */
	readonly part?: string;
	readonly text: string;
	readonly blocks: readonly Block[];
	readonly leftOut: readonly LeftOut[];
	readonly metadata: Partial<Metadata>;
	readonly pages?: readonly PageStart[];
	readonly repairs?: readonly Repair[];
	/** Pages that hold no text, as those of a scan. */
	readonly pagesWithoutText?: readonly number[];
	/** What else of the file is not in the text, for people: attachments, say. */
	readonly warnings?: readonly string[];
};

/** A file to be parsed, and who decides what is furniture. */
export type ParserInput = { readonly bytes: Uint8Array; readonly judge: Judge; readonly ocr?: Ocr | undefined };

/** Reads the words of a page of a PDF file that is an image. */
export type Ocr = (pdf: Uint8Array, page: number) => Promise<string>;

/** Reads one format. */
export type Parser = {
	readonly format: Format;
	/** File name endings, lower case, with the dot. */
	readonly extensions: readonly string[];
	/** Goes up with every change of what the parser makes of a file: files that have not changed are read again then. */
	readonly version: number;
	/** @throws Unreadable, or whatever a library throws on a damaged file */
	parse(input: ParserInput): readonly Parsed[] | Promise<readonly Parsed[]>;
};

/** A file of which no document can be made; the message says why, in a few words. */
export class Unreadable extends Error {
	override readonly name = "Unreadable";
}

/** A parser of characters: the bytes are decoded first. */
export function textParser(about: Omit<Parser, "parse">, parse: (characters: string, judge: Judge) => Parsed): Parser {
	return {
		...about,
		parse({ bytes, judge }) {
			const decoded = decodeText(bytes);
			if ("problem" in decoded) throw new Unreadable(decoded.problem);
			return [parse(decoded.characters, judge)];
		},
	};
}
