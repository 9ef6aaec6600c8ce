import type { Region } from "./pdf-layout.ts";

/** Lines of the head and of the foot of a page that are compared with those of other pages. */
const EDGE = 3;
/** A line that stands at the edge of so many pages, and of this share of them, is a page header or footer. */
const LEAST_PAGES = 3;
const LEAST_SHARE = 0.3;

/**
 * Tells the lines that stand at the head or foot of many pages; a number that goes up with the pages may differ. Where most pages hold nothing
 * else, those lines are what the document says.
 */
export function findPageFurniture(pages: readonly (readonly Region[])[]): (page: number, line: string) => boolean {
	const counts = new Map<string, number>();
	const edges = pages.map((regions, page) => {
		const lines = regions.flat().toSorted((a, b) => a.y - b.y);
		const foot = lines.slice(EDGE).slice(-EDGE);
		const keys = new Set([...lines.slice(0, EDGE), ...foot].flatMap(({ text }) => keysOf(text, page)));
		for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
		return keys;
	});
	const least = Math.max(LEAST_PAGES, LEAST_SHARE * pages.length);
	const isRepeated = (page: number, line: string) =>
		keysOf(line, page).some((key) => (edges[page]?.has(key) ?? false) && (counts.get(key) ?? 0) >= least);
	const filled = pages.map((regions) => regions.flat()).filter((lines) => lines.length > 0);
	const bare = pages.filter((regions, page) => regions.flat().length > 0 && regions.flat().every(({ text }) => isRepeated(page, text)));
	return bare.length > filled.length / 2 ? () => false : isRepeated;
}

/** The line as it is, and for each number in it the line without that number and how far it is from the page's. */
function keysOf(line: string, page: number): string[] {
	const text = line.toLowerCase().replace(/\s+/g, " ").trim();
	const numbers = [...text.matchAll(/\d+/g)].slice(0, MOST_NUMBERS);
	const counted = numbers.map(
		({ 0: number, index }) => `${text.slice(0, index)}#${text.slice(index + number.length)} ${Number(number) - page}`,
	);
	return [text, ...counted];
}

const MOST_NUMBERS = 8;
