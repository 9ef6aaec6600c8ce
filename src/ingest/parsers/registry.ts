import { extname } from "node:path";
import type { Parser } from "./parser.ts";

/** The parsers by file name ending. Each is loaded when the first file needs it: the libraries of some are large. */
const LOADERS: Readonly<Record<string, () => Promise<Parser>>> = {
	".txt .text": async () => (await import("./plain-text.ts")).plainTextParser,
	".md .markdown": async () => (await import("./markdown.ts")).markdownParser,
	".html .htm .xhtml": async () => (await import("./html.ts")).htmlParser,
	".pdf": async () => (await import("./pdf.ts")).pdfParser,
	".docx .docm": async () => (await import("./docx.ts")).docxParser,
	".pptx .pptm": async () => (await import("./pptx.ts")).pptxParser,
	".odt .ott .fodt": async () => (await import("./odt.ts")).odtParser,
	".rtf": async () => (await import("./rtf.ts")).rtfParser,
	".epub": async () => (await import("./epub.ts")).epubParser,
	".eml": async () => (await import("./mail.ts")).mailParser,
	".mbox .mbx": async () => (await import("./mail.ts")).mailboxParser,
	".csv .tsv": async () => (await import("./csv.ts")).csvParser,
};

const BY_ENDING = new Map(
	Object.entries(LOADERS).flatMap(([endings, load]) => endings.split(" ").map((ending) => [ending, load] as const)),
);

/** File name endings that are read, lower case, with the dot. */
export function knownExtensions(): string[] {
	return [...BY_ENDING.keys()];
}

/** All parsers, each once. */
export function allParsers(): Promise<Parser[]> {
	return Promise.all(Object.values(LOADERS).map((load) => load()));
}

/** What the first bytes say of a file whose name says something else. */
const SIGNATURES: readonly (readonly [string, string])[] = [
	["%PDF-", ".pdf"],
	["{\\rtf", ".rtf"],
];

/** The parser for a file by its name, or by its first bytes where they plainly say something else; undefined for an unknown type. */
export async function findParser(uri: string, bytes?: Uint8Array): Promise<Parser | undefined> {
	const ending = extname(uri).toLowerCase();
	const head = bytes === undefined ? "" : Buffer.from(bytes.subarray(0, 8)).toString("latin1");
	const signed = SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1];
	const chosen = BY_ENDING.has(ending) && signed !== undefined ? signed : ending;
	const load = BY_ENDING.get(chosen);
	if (load === undefined) return undefined;
	const parser = loaded.get(chosen) ?? load();
	loaded.set(chosen, parser);
	return parser;
}

const loaded = new Map<string, Promise<Parser>>();

const OTHERS: readonly (readonly [string, string])[] = [
	[".zip .tar .gz .tgz .bz2 .xz .7z .rar .zst .jar .cab .iso", "an archive: unpack it into the folder first"],
	[".doc .dot", "the old format of Word: save it as .docx"],
	[".ppt .pps", "the old format of PowerPoint: save it as .pptx"],
	[".xls .xlsx .xlsm .ods .numbers", "a spreadsheet: save its tables as .csv"],
	[".odp", "a presentation of LibreOffice: save it as .pptx"],
	[".msg .pst .ost", "a mail of Outlook: save it as .eml"],
	[".mobi .azw .azw3", "a book of Kindle: convert it to .epub"],
	[".png .jpg .jpeg .gif .webp .svg .bmp .tif .tiff .heic .ico .psd", "an image"],
	[".mp3 .wav .ogg .flac .m4a .aac", "a recording"],
	[".mp4 .mov .avi .mkv .webm .wmv", "a film"],
];

/** Why a file of a type that has no parser is not read. */
export function reasonNotRead(uri: string): string {
	const ending = extname(uri).toLowerCase();
	const known = OTHERS.find(([endings]) => endings.split(" ").includes(ending))?.[1];
	if (known !== undefined) return known;
	return `${ending === "" ? "no ending that tells its type" : `unknown file type "${ending}"`} (known: ${knownExtensions().join(" ")})`;
}
