import { zipSync } from "fflate";
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
		const { value } = await mammoth.convertToHtml({ buffer: repacked(files) }, { styleMap: STYLES });
		const builder = createTextBuilder(judge);
		addHtmlFragment(builder, value);
		return [{ ...builder.result(), metadata: coreProperties(files.get(CORE_PROPERTIES)) }];
	},
};

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** The library unpacks without bounds: it is given what was unpacked within them. */
function repacked(files: ReadonlyMap<string, Uint8Array>): Buffer {
	return Buffer.from(zipSync(Object.fromEntries(files), { level: 0 }));
}
