import type { Span } from "../domain/span.ts";

type Line = Span & {
	/** White space before it; UTF-16 code units. */
	readonly indent: number;
	/** Where its second column begins, counted from the beginning of the line; null where it has none. */
	readonly column: number | null;
	readonly text: string;
};

/** Lines in columns that are no longer than this are quoted together; UTF-16 code units. */
const SHORT = 400;
/** Fewer lines that agree where their second column begins may do so by chance. */
const LEAST_ROWS = 3;

/**
 * The pieces of preformatted text that are quoted, in order: a long list of lines in columns ("--port <n>   where to listen") is cut into
 * its rows, each with the lines below it that go on with it; all else stays as it is, since lines and blank lines may stand within a
 * sentence.
 */
export function splitPreformatted(text: string, from: number, to: number): Span[] {
	const pieces: { start: number; end: number; isRow: boolean }[] = [];
	for (const group of groupsOf(text, from, to)) {
		const rows = rowsOf(group);
		const last = pieces.at(-1);
		if (rows !== null) for (const row of rows) pieces.push({ ...row, isRow: true });
		else if (last?.isRow === false) last.end = (group.at(-1) as Line).end;
		else pieces.push({ start: (group[0] as Line).start, end: (group.at(-1) as Line).end, isRow: false });
	}
	return pieces.map(({ start, end }) => ({ start, end }));
}

/** The lines between blank lines. */
function groupsOf(text: string, from: number, to: number): Line[][] {
	const groups: Line[][] = [[]];
	let start = from;
	for (const raw of text.slice(from, to).split("\n")) {
		const line = readLine(raw, start);
		if (line === null) groups.push([]);
		else groups.at(-1)?.push(line);
		start += raw.length + 1;
	}
	return groups.filter((group) => group.length > 0);
}

/** A first column of at most five words, a gap, and something behind it: prose that was spaced out has more words before its gap. */
const COLUMNS = /^ *[^\s]+(?: [^\s]+){0,4}?(?<![.!?])(?: {2,}|\t+)(?=\S)/;
/** Characters of a line in which its gap is looked for. */
const LOOKED_AT = 200;

/** Null for a blank line. */
function readLine(raw: string, start: number): Line | null {
	const text = raw.trimEnd();
	if (text === "") return null;
	const indent = text.length - text.trimStart().length;
	return {
		start: start + indent,
		end: start + text.length,
		indent,
		column: COLUMNS.exec(text.slice(0, LOOKED_AT))?.[0].length ?? null,
		text,
	};
}

/** The rows of a list in columns; null where a single line tells that it is none, or where it is short. */
function rowsOf(lines: readonly Line[]): Span[] | null {
	const [first] = lines;
	const last = lines.at(-1);
	if (first === undefined || last === undefined || last.end - first.start <= SHORT) return null;
	const column = sharedColumn(lines);
	if (column === null) return null;
	const rows: { start: number; end: number; isNamed: boolean }[] = [];
	for (const line of lines) {
		const row = rows.at(-1);
		const isRow = line.column === column || isOption(line);
		const names = line === first && line.text.endsWith(":");
		if (isRow && row?.isNamed) Object.assign(row, { end: line.end, isNamed: false });
		else if (isRow || names) rows.push({ start: line.start, end: line.end, isNamed: names });
		else if (row !== undefined && !row.isNamed && line.indent >= column) row.end = line.end;
		else return null;
	}
	return rows.map(({ start, end }) => ({ start, end }));
}

/** "-v" and "--verbose" begin a row wherever its second column is. */
function isOption({ text, indent }: Line): boolean {
	return /^--?[\p{L}\p{N}]/u.test(text.slice(indent));
}

/** Where the second column begins in most lines that have one. */
function sharedColumn(lines: readonly Line[]): number | null {
	const counts = new Map<number, number>();
	for (const { column } of lines) if (column !== null) counts.set(column, (counts.get(column) ?? 0) + 1);
	const [column, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
	return count >= LEAST_ROWS ? column : null;
}
