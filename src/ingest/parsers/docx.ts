import { strFromU8, strToU8, zipSync } from "fflate";
import mammoth from "mammoth";
import { addHtmlFragment } from "./html.ts";
import { CORE_PROPERTIES, coreProperties } from "./office-metadata.ts";
import type { Parser } from "./parser.ts";
import { createTextBuilder } from "./text-builder.ts";
import { unzip } from "./zip.ts";

/** Word: paragraphs, headings, lists, tables and notes as the document has them. Pictures, page headers and comments are not read. */
export const docxParser: Parser = {
	format: "docx",
	extensions: [".docx", ".docm"],
	version: 1,
	async parse({ bytes, judge }) {
		const files = unzip(bytes, (name) => /\.(?:xml|rels)$/i.test(name));
		const { value, messages } = await mammoth.convertToHtml({ buffer: repacked(files) }, { styleMap: STYLES });
		const ignored = new Set(
			messages.map(({ message }) => /unrecognised element was ignored: (\S+)/.exec(message)?.[1]).filter((name) => name !== undefined),
		);
		const builder = createTextBuilder(judge);
		addHtmlFragment(builder, value.replace(NOTE_LINKS, ""), { cellsAreData: true });
		return [
			{
				...builder.result(),
				metadata: coreProperties(files.get(CORE_PROPERTIES)),
				warnings: [...ignored].map((name) => `element not read: ${name}`),
			},
		];
	},
};

/** The library's own links between a note and its place: the file has no such characters. */
const NOTE_LINKS = /<sup><a href="#(?:foot|end)note-[^"]*" id="[^"]*">\[\d+\]<\/a><\/sup>| ?<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g;

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** The library unpacks without bounds, and passes over fields and formulas: it is given what was unpacked, their words as runs. */
function repacked(files: ReadonlyMap<string, Uint8Array>): Buffer {
	const plain = [...files].map(([name, bytes]) => [name, /^word\/[^/]+\.xml$/.test(name) ? withPlainRuns(bytes) : bytes] as const);
	return Buffer.from(zipSync(Object.fromEntries(plain), { level: 0 }));
}

function withPlainRuns(bytes: Uint8Array): Uint8Array {
	const xml = strFromU8(bytes);
	if (!/<(?:w:(?:fldSimple|dir|bdo|ruby)|m:oMath)\b/.test(xml)) return bytes;
	const plain = xml
		.replace(/<\/?w:(?:fldSimple|dir|bdo)\b[^>]*>/g, "")
		.replace(/<w:rt\b[\s\S]*?<\/w:rt>|<w:rubyPr\b[\s\S]*?<\/w:rubyPr>/g, "")
		.replace(
			/<w:r(?:\s[^>]*)?>(?:<w:rPr>(?:(?!<\/w:rPr>)[\s\S])*<\/w:rPr>)?<w:ruby><w:rubyBase>([\s\S]*?)<\/w:rubyBase><\/w:ruby><\/w:r>/g,
			"$1",
		)
		.replace(/<m:r\b[^>]*>/g, "<w:r>")
		.replace(/<\/m:r>/g, "</w:r>")
		.replace(/<(\/?)m:t\b[^>]*>/g, "<$1w:t>")
		.replace(/<\/?m:[^>]*>/g, "");
	return strToU8(plain);
}
