/** A run of characters on a page, as it stands upright: x to the right, y downward from the top, in points. */
export type Run = {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	/** Height of the font. */
	readonly size: number;
	readonly rightToLeft: boolean;
};

/** Runs that stand on one line of one column. */
export type Line = {
	readonly text: string;
	readonly left: number;
	readonly right: number;
	/** The baseline. */
	readonly y: number;
	readonly size: number;
	/** Gaps as wide as between the cells of a table. */
	readonly gaps: number;
};

/** Lines that belong together, in reading order. */
export type Region = readonly Line[];

// All in heights of the font.
const SAME_LINE = 0.4; // how far baselines of one line differ, …
const RAISED = 0.6; // … and how far where one is smaller, as a note's number
const WORD_GAP = 0.15; // from here on a gap is a space
const CELL_GAP = 1.6; // from here on it separates columns, or the cells of a row

/** The regions of a page in reading order: columns from left to right, each from top to bottom, and what goes across them in its place. */
export function readLayout(runs: readonly Run[]): Region[] {
	const fragments = fragmentsOf(runs);
	return split(fragments, 0).map(({ fragments: region }) => linesOf(region));
}

/** Runs of one line without a gap as wide as between columns. */
function fragmentsOf(runs: readonly Run[]): Line[] {
	return rows(runs.filter(({ text }) => text.trim() !== "")).flatMap((row) => {
		const fragments: Run[][] = [];
		for (const run of row) {
			const last = fragments.at(-1);
			const before = last?.at(-1);
			const gap = before === undefined ? 0 : run.x - (before.x + before.width);
			if (last !== undefined && before !== undefined && gap < CELL_GAP * Math.max(before.size, run.size)) last.push(run);
			else fragments.push([run]);
		}
		return fragments.map(fragmentOf);
	});
}

/** Runs by baseline, from top to bottom; in each from left to right. */
function rows(runs: readonly Run[]): Run[][] {
	const sorted = runs.toSorted((a, b) => a.y - b.y || a.x - b.x);
	const found: Run[][] = [];
	for (const run of sorted) {
		const row = found.at(-1);
		const first = row?.[0];
		if (row !== undefined && first !== undefined && isBeside(first, run)) row.push(run);
		else found.push([run]);
	}
	return found.map((row) => row.sort((a, b) => a.x - b.x));
}

function isBeside(a: { y: number; size: number }, b: { y: number; size: number }): boolean {
	const [small, large] = a.size < b.size ? [a.size, b.size] : [b.size, a.size];
	return Math.abs(b.y - a.y) < (small < 0.8 * large ? RAISED : SAME_LINE) * large;
}

function fragmentOf(runs: readonly Run[]): Line {
	const left = Math.min(...runs.map(({ x }) => x));
	const right = Math.max(...runs.map(({ x, width }) => x + width));
	const letters = runs.filter(({ text }) => /\p{L}/u.test(text));
	const rightToLeft = letters.filter((run) => run.rightToLeft).length > letters.length / 2;
	const tallest = runs.reduce((most, run) => (run.text.length * run.size > most.text.length * most.size ? run : most));
	return { text: joined(rightToLeft ? runs.toReversed() : runs, rightToLeft), left, right, y: tallest.y, size: tallest.size, gaps: 0 };
}

function joined(runs: readonly Run[], rightToLeft: boolean): string {
	let text = "";
	let before: Run | undefined;
	for (const run of runs) {
		const gap = before === undefined ? 0 : rightToLeft ? before.x - (run.x + run.width) : run.x - (before.x + before.width);
		if (before !== undefined && gap > WORD_GAP * Math.min(before.size, run.size) && !/\s$/.test(text) && !/^\s/.test(run.text)) text += " ";
		text += run.text;
		before = run;
	}
	return text;
}

const DEEPEST = 12; // cuts within cuts
/** A column has at least so many lines, … */
const LEAST_LINES = 3;
/** … of which the middle one fills at least this share of its width: cells of a table do not. */
const LEAST_FILLED = 0.55;

/** A part of a page: a column between gutters, or what goes across. */
type Part = { readonly fragments: readonly Line[]; readonly isColumn: boolean };

/** Cuts a page at its gutters; where there is none, above or below the lines that go across and may hide one. */
function split(fragments: readonly Line[], depth: number): Part[] {
	const whole = [{ fragments, isColumn: false }];
	if (fragments.length < 2 * LEAST_LINES || depth === DEEPEST) return whole;
	const gutter = gutterOf(fragments);
	if (gutter !== undefined) {
		const sides = [fragments.filter(({ right }) => right <= gutter), fragments.filter(({ left }) => left >= gutter)];
		return sides.flatMap((side) => split(side, depth + 1)).map((part) => ({ ...part, isColumn: true }));
	}
	const cut = crossing(fragments);
	if (cut === undefined) return whole;
	const [above, below] = cut.map((part) => split(part, depth + 1)) as [Part[], Part[]];
	const last = above.at(-1) as Part;
	const first = below[0] as Part;
	if (last.isColumn || first.isColumn) return [...above, ...below];
	return [...above.slice(0, -1), { fragments: [...last.fragments, ...first.fragments], isColumn: false }, ...below.slice(1)];
}

/** Where no fragment stands on a vertical line, with a column of text on both sides. */
function gutterOf(fragments: readonly Line[]): number | undefined {
	const size = median(fragments.map((fragment) => fragment.size));
	let best: { at: number; width: number } | undefined;
	let right = Number.NEGATIVE_INFINITY;
	for (const fragment of fragments.toSorted((a, b) => a.left - b.left)) {
		const width = fragment.left - right;
		if (Number.isFinite(right) && width > 0.8 * size && width > (best?.width ?? 0)) {
			const at = (right + fragment.left) / 2;
			if (isColumn(fragments.filter((other) => other.right <= at)) && isColumn(fragments.filter((other) => other.left >= at)))
				best = { at, width };
		}
		right = Math.max(right, fragment.right);
	}
	return best?.at;
}

function isColumn(fragments: readonly Line[]): boolean {
	if (fragments.length < LEAST_LINES) return false;
	const left = Math.min(...fragments.map((fragment) => fragment.left));
	const right = Math.max(...fragments.map((fragment) => fragment.right));
	const size = median(fragments.map((fragment) => fragment.size));
	if (right - left < 10 * size) return false; // ten characters or so: numbers, bullets
	return median(fragments.map((fragment) => fragment.right - fragment.left)) >= LEAST_FILLED * (right - left);
}

/**
 * Above and below the first change between lines that go across the middle of the page and lines that do not: a title above two columns, or
 * what follows below them.
 */
function crossing(fragments: readonly Line[]): [Line[], Line[]] | undefined {
	const left = Math.min(...fragments.map((fragment) => fragment.left));
	const right = Math.max(...fragments.map((fragment) => fragment.right));
	const middle = (left + right) / 2;
	const sorted = fragments.toSorted((a, b) => a.y - b.y);
	const crosses = (fragment: Line) => fragment.left < middle && fragment.right > middle;
	const first = sorted[0];
	if (first === undefined) return undefined;
	const at = sorted.findIndex((fragment) => crosses(fragment) !== crosses(first));
	if (at <= 0) return undefined;
	// Lines at the same height are not cut apart.
	const y = (sorted[at] as Line).y - SAME_LINE * (sorted[at] as Line).size;
	const above = sorted.filter((fragment) => fragment.y < y);
	const below = sorted.filter((fragment) => fragment.y >= y);
	if (above.length === 0 || below.length === 0) return undefined;
	return [above, below];
}

/** The fragments of a region as its lines: what stands side by side is a row. */
function linesOf(fragments: readonly Line[]): Region {
	const found: Line[][] = [];
	for (const fragment of fragments.toSorted((a, b) => a.y - b.y || a.left - b.left)) {
		const row = found.at(-1);
		const first = row?.[0];
		if (row !== undefined && first !== undefined && isBeside(first, fragment)) row.push(fragment);
		else found.push([fragment]);
	}
	return found.map((row) => {
		const parts = row.sort((a, b) => a.left - b.left);
		const longest = parts.reduce((most, part) => (part.text.length > most.text.length ? part : most));
		return {
			text: parts.map(({ text }) => text.trim()).join("  "),
			left: (parts[0] as Line).left,
			right: Math.max(...parts.map((part) => part.right)),
			y: longest.y,
			size: longest.size,
			gaps: parts.length - 1,
		};
	});
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
