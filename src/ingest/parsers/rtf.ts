import iconv from "iconv-lite";
import { known } from "./office-metadata.ts";
import { type Parser, Unreadable } from "./parser.ts";
import { createTextBuilder } from "./text-builder.ts";

/** RTF: its paragraphs and tables, with headings by outline level. Written after Microsoft's specification 1.9.1. */
export const rtfParser: Parser = {
	format: "rtf",
	extensions: [".rtf"],
	version: 1,
	parse({ bytes, judge }) {
		const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
		if (!/^\s*\{\\rtf/.test(source)) throw new Unreadable("it is no RTF: it does not begin with {\\rtf");
		const builder = createTextBuilder(judge);
		const info: Record<string, string> = {};
		readRtf(source, {
			paragraph: (text, level) => (level === null ? builder.add("paragraph", text) : builder.heading(level + 1, text)),
			row: (cells) => builder.add("table-row", cells.join(" | ")),
			info: (name, text) => {
				info[name] = (info[name] ?? "") + text;
			},
		});
		return [{ ...builder.result(), metadata: known({ title: info.title, author: info.author }) }];
	},
};

type Sink = {
	/** @param level outline level, 0 for a chapter; null for text */
	paragraph(text: string, level: number | null): void;
	row(cells: readonly string[]): void;
	info(name: string, text: string): void;
};

/** What is inherited by a group, and ends with it. */
type State = {
	readonly target: "text" | "note" | "skip" | "title" | "author";
	/** Deleted, or hidden by its author. */
	readonly isHidden: boolean;
	readonly skipAfterUnicode: number;
	readonly codePage: string;
	/** The font that is being described, in the table of fonts. */
	readonly font: number | null;
};

const TOKEN = /\\(?:([a-z]{1,32})(-?\d{1,10})? ?|'([0-9a-f]{2})|([^a-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+/gi;

/** Groups that hold no text of the document, beside those that say so with \*. */
const SKIPPED = new Set(
	`colortbl stylesheet listtable listoverridetable revtbl rsidtbl pict object objdata header headerl headerr headerf footer footerl
	footerr footerf info xmlnstbl themedata colorschememapping datastore latentstyles filetbl generator nonshppict fldinst ftnsep ftnsepc aftnsep
	private xe tc bkmkstart bkmkend pntext listtext mmathpr annotation atnid atnauthor atndate atnref template fontemb falt panose`.split(
		/\s+/,
	),
);
const CHARACTERS: Readonly<Record<string, string>> = {
	tab: "\t",
	emdash: "—",
	endash: "–",
	lquote: "‘",
	rquote: "’",
	ldblquote: "“",
	rdblquote: "”",
	bullet: "•",
	emspace: " ",
	enspace: " ",
	qmspace: " ",
};
/** Code pages by the number of a font's character set. */
const CHARSETS: Readonly<Record<number, string>> = {
	77: "macintosh",
	128: "cp932",
	129: "cp949",
	134: "cp936",
	136: "cp950",
	161: "cp1253",
	162: "cp1254",
	163: "cp1258",
	177: "cp1255",
	178: "cp1256",
	186: "cp1257",
	204: "cp1251",
	222: "cp874",
	238: "cp1250",
};
const PARAGRAPH_ENDS = new Set(["par", "sect", "page", "column"]);

function readRtf(source: string, sink: Sink): void {
	const stack: State[] = [];
	let state: State = { target: "text", isHidden: false, skipAfterUnicode: 1, codePage: "win1252", font: null };
	const codePages = new Map<number, string>();
	let note = "";
	const notes: string[] = [];
	let text = "";
	let level: number | null = null;
	let cells: string[] = [];
	let inTable = false;
	let toSkip = 0; // what stands in for a Unicode character, in readers that know none
	let pending: number[] = []; // bytes of characters that a code page writes with two

	const flushBytes = () => {
		if (pending.length === 0) return;
		const decoded = iconv.decode(Buffer.from(pending), iconv.encodingExists(state.codePage) ? state.codePage : "win1252");
		pending = [];
		write(decoded);
	};
	const write = (characters: string) => {
		if (state.isHidden) return;
		if (state.target === "text") text += characters;
		else if (state.target === "note") note += characters;
		else if (state.target !== "skip") sink.info(state.target, characters);
	};
	const endParagraph = () => {
		flushBytes();
		if (!inTable) sink.paragraph(text, level);
		else if (text.trim() !== "") text += "\n";
		if (!inTable) text = "";
		if (!inTable) for (const each of notes.splice(0)) sink.paragraph(each, null);
	};
	const endCell = () => {
		flushBytes();
		cells.push(text.trim().replace(/\s+/g, " "));
		text = "";
	};

	function control(word: string, value: number | undefined): void {
		if (word === "u" && value !== undefined) {
			flushBytes();
			write(String.fromCharCode(value & 0xffff));
			toSkip = state.skipAfterUnicode;
		} else if (word === "uc") state = { ...state, skipAfterUnicode: value ?? 1 };
		else if (word === "ansicpg") state = { ...state, codePage: `cp${value}` };
		else if (word === "mac") state = { ...state, codePage: "macintosh" };
		else if (word === "line") write("\n");
		else if (word === "v" || word === "deleted") state = { ...state, isHidden: value !== 0 };
		else if (word === "plain") state = { ...state, isHidden: false };
		else if (word === "shptxt") state = { ...state, target: "text" };
		else if (word === "fonttbl") state = { ...state, target: "skip", font: -1 };
		else if (word === "f" && state.font !== null) state = { ...state, font: value ?? 0 };
		else if (word === "f") state = { ...state, codePage: codePages.get(value ?? 0) ?? state.codePage };
		else if (word === "fcharset" && state.font !== null && value !== undefined) {
			const codePage = CHARSETS[value];
			if (codePage !== undefined) codePages.set(state.font, codePage);
		} else if (word === "footnote") {
			flushBytes();
			state = { ...state, target: "note" };
		} else if (PARAGRAPH_ENDS.has(word) && state.target === "note") write("\n");
		else if (PARAGRAPH_ENDS.has(word)) endParagraph();
		else if (word === "pard") [level, inTable] = [null, false];
		else if (word === "outlinelevel") level = value !== undefined && value < 9 ? value : null;
		else if (word === "intbl") inTable = true;
		else if (word === "cell" || word === "nestcell") endCell();
		else if (word === "row" || word === "nestrow") {
			if (text.trim() !== "") endCell();
			if (cells.some((cell) => cell !== "")) sink.row(cells);
			[cells, text] = [[], ""];
		} else if (word === "title" || word === "author") state = { ...state, target: state.target === "skip" && isInfo ? word : state.target };
		else if (word === "bin") TOKEN.lastIndex += Math.max(0, value ?? 0);
		else if (SKIPPED.has(word)) {
			isInfo = word === "info";
			state = { ...state, target: "skip" };
		} else if (CHARACTERS[word] !== undefined) write(CHARACTERS[word]);
	}
	let isInfo = false;
	let opened = false; // whether a group has just begun: only there does \* mean that the group may be skipped

	TOKEN.lastIndex = 0;
	for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
		const [, word, value, hex, symbol, brace, plain] = match;
		if (hex !== undefined) {
			if (toSkip > 0) toSkip -= 1;
			else pending.push(Number.parseInt(hex, 16));
			continue;
		}
		if (word !== undefined || symbol !== undefined || brace !== undefined || plain !== undefined) flushBytes();
		const atStart = opened;
		opened = brace === "{" || (opened && match[0].trim() === "");
		if (brace === "{") stack.push(state);
		else if (brace === "}") {
			const { target } = state;
			state = stack.pop() ?? state;
			if (target === "note" && state.target !== "note") {
				notes.push(note.trim());
				note = "";
			}
			toSkip = 0;
		} else if (word !== undefined) control(word, value === undefined ? undefined : Number(value));
		else if (symbol === "*" && atStart) state = { ...state, target: "skip" };
		else if (symbol === "~") write("\u00a0");
		else if (symbol === "_") write("-");
		else if (symbol === "\n" || symbol === "\r") endParagraph();
		else if (symbol !== undefined && /[\\{}]/.test(symbol)) write(symbol);
		else if (plain !== undefined) {
			write(plain.slice(toSkip));
			toSkip = Math.max(0, toSkip - plain.length);
		}
	}
	if (cells.length > 0) control("row", undefined);
	inTable = false;
	endParagraph();
}
