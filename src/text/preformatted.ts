import type { Span } from "../domain/span.ts";

type Line = Span & {
	/** White space before it; UTF-16 code units. */
	readonly indent: number;
	/** Where its second column begins, counted from the beginning of the line; `AFTER_TAB`, or null where it has none. */
	readonly column: number | null;
};

/**
 * The pieces of preformatted text that are quoted, in order: what blank lines part, and of lines in columns ("--port <n>   where to listen")
 * each by itself, with the deeper lines below it that go on with it and a line above the first that names them.
 */
export function splitPreformatted(text: string, from: number, to: number): Span[] {
	const groups: Line[][] = [[]];
	let start = from;
	for (const raw of text.slice(from, to).split("\n")) {
		const line = readLine(raw, start);
		if (line === null) groups.push([]);
		else groups.at(-1)?.push(line);
		start += raw.length + 1;
	}
	return groups.flatMap(unitsOf);
}

/** A tab reaches as far as the longest of the first columns asks, so where it stands in a line tells nothing. */
const AFTER_TAB = Number.POSITIVE_INFINITY;

/** First column, gap, and something behind it. Two spaces behind a full stop are how some write prose. */
const COLUMNS = /^[^\S\n]*\S+(?: \S+)*?(?<![.!?])(?: {2,}|\t+ *)(?=\S)/;

/** Null for a blank line. */
function readLine(raw: string, start: number): Line | null {
	const shown = raw.trimEnd();
	if (shown === "") return null;
	const indent = shown.length - shown.trimStart().length;
	const beginning = COLUMNS.exec(shown)?.[0];
	const column = beginning === undefined ? null : /\t *$/.test(beginning) ? AFTER_TAB : beginning.length;
	return { start: start + indent, end: start + shown.length, indent, column };
}

function unitsOf(lines: readonly Line[]): Span[] {
	const [first] = lines;
	const last = lines.at(-1);
	if (first === undefined || last === undefined) return [];
	const column = sharedColumn(lines);
	if (column === null) return [{ start: first.start, end: last.end }];
	const units: { start: number; end: number; indent: number; isRow: boolean }[] = [];
	for (const { start, end, indent, column: own } of lines) {
		const unit = units.at(-1);
		const isRow = own === column;
		if (unit === undefined || (unit.isRow && (isRow || indent <= unit.indent))) units.push({ start, end, indent, isRow });
		else Object.assign(unit, { end, indent: isRow ? indent : unit.indent, isRow: unit.isRow || isRow });
	}
	return units.map(({ start, end }) => ({ start, end }));
}

/** Where the second column begins that most lines share: at least two, and half of those that do not just go on below another. */
function sharedColumn(lines: readonly Line[]): number | null {
	const counts = new Map<number, number>();
	for (const { column } of lines) if (column !== null) counts.set(column, (counts.get(column) ?? 0) + 1);
	const [column, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
	const beginning = lines.filter((line) => line.column === column || line.indent < column).length;
	return count >= 2 && 2 * count >= beginning ? column : null;
}
