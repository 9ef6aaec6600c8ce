import type { Block, BlockKind, LeftOut, PageStart } from "../../domain/document.ts";
import type { Repair } from "../../domain/repair.ts";
import type { Judge } from "../furniture.ts";

/** What a structured format knows about a block beside its words. Offsets are relative to the block's text. */
export type BlockDetails = {
	readonly repairs?: readonly Repair[];
	/** Pages that begin inside the block. */
	readonly pages?: readonly PageStart[];
};

/** Writes the visible text of a structured format: blocks joined by blank lines, each with its headings. */
export type TextBuilder = {
	/** Adds a block, or leaves it out where it is furniture by its form. */
	add(kind: BlockKind, text: string, details?: BlockDetails): void;
	heading(level: number, text: string, details?: BlockDetails): void;
	/** The header row of a table: a heading above its rows, until the table ends. */
	tableHeader(text: string): void;
	endTable(): void;
	/** Notes a part that is not in the text, unless a rule says that it must be: then it is added. */
	leaveOut(reason: LeftOut["reason"], text: string, kind?: BlockKind): void;
	/** The place of all blocks from here on; headings above do not reach across. */
	at(place: NonNullable<Block["place"]>): void;
	/** The number of the row that follows. */
	row(row: number): void;
	/** A page begins here. */
	page(page: number): void;
	result(): { text: string; blocks: Block[]; leftOut: LeftOut[]; pages: PageStart[]; repairs: Repair[] };
};

/** What is kept of a part that was left out: enough to see what it was. */
const LONGEST_LEFT_OUT = 300;

export function createTextBuilder(judge: Judge): TextBuilder {
	const parts: string[] = [];
	const blocks: Block[] = [];
	const leftOut: LeftOut[] = [];
	const pages: PageStart[] = [];
	const repairs: Repair[] = [];
	let waiting: number[] = []; // pages that begin with the next block
	let length = 0;
	let open: { level: number; title: string }[] = [];
	let columns: string | null = null;
	let header = -1; // the block that holds them
	let place: Block["place"];

	function append(kind: BlockKind, text: string, details: BlockDetails): void {
		const separator = parts.length === 0 ? "" : "\n\n";
		const start = length + separator.length;
		parts.push(separator, text);
		length = start + text.length;
		pages.push(
			...waiting.map((page) => ({ page, start })),
			...(details.pages ?? []).map((page) => ({ ...page, start: page.start + start })),
		);
		waiting = [];
		for (const { span, original } of details.repairs ?? [])
			repairs.push({ span: { start: span.start + start, end: span.end + start }, original });
		blocks.push({
			kind,
			span: { start, end: length },
			headings: [...open.map((heading) => heading.title), ...(columns === null ? [] : [columns])],
			...(place === undefined ? {} : { place }),
		});
	}

	function note(reason: LeftOut["reason"], text: string): void {
		const shown = text.length > LONGEST_LEFT_OUT ? `${text.slice(0, LONGEST_LEFT_OUT).toWellFormed()}…` : text;
		leftOut.push({ span: { start: length, end: length }, reason, text: shown, length: text.length });
	}

	function add(kind: BlockKind, raw: string, details: BlockDetails = {}): void {
		const text = trimmed(kind, raw);
		if (text === "") return;
		const reason = kind === "paragraph" || kind === "list-item" ? judge.line(text, parts.at(-1)) : judge.rule(text);
		if (reason === null) append(kind, text, details);
		else note(reason, text);
	}

	return {
		add,
		heading(level, text, details) {
			open = open.filter((heading) => heading.level < level);
			const title = text.trim().replace(/\s+/g, " ");
			if (title === "") return;
			add("heading", text, details);
			open.push({ level, title });
		},
		tableHeader(text) {
			header = blocks.length;
			add("heading", text);
			columns = text.trim().replace(/\s+/g, " ") || null;
		},
		endTable() {
			// A row with nothing below it is no header: it says what it says by itself.
			const alone = header === blocks.length - 1 ? blocks.at(-1) : undefined;
			if (columns !== null && alone?.kind === "heading") blocks[blocks.length - 1] = { ...alone, kind: "table-row" };
			columns = null;
		},
		leaveOut(reason, raw, kind = "paragraph") {
			const text = trimmed(kind, raw);
			if (text === "") return;
			if (judge.isKept(text)) append(kind, text, {});
			else note(reason, text);
		},
		at(next) {
			place = next;
			open = [];
			columns = null;
		},
		row(row) {
			place = { ...place, row };
		},
		page(page) {
			waiting.push(page);
		},
		result() {
			pages.push(...waiting.map((page) => ({ page, start: length })));
			waiting = [];
			return { text: parts.join(""), blocks, leftOut, pages, repairs };
		},
	};
}

function trimmed(kind: BlockKind, raw: string): string {
	return kind === "preformatted" ? raw.replace(/^\n+/, "").trimEnd() : raw.trim();
}
