import { idf, lengthNorm, saturation } from "./bm25.ts";
import { createTopK, type Hit } from "./top-k.ts";

/** The passages that hold a term, in ascending order, and how often each does, up to 255. */
export type Postings = { readonly passages: Uint32Array; readonly frequencies: Uint8Array };

/** Those of a term of a question, and what it counts beside the others: its idf is multiplied by that. */
export type SoughtPostings = Postings & { readonly emphasis: number };

/** A term of a question, on its way through its postings. */
type Cursor = Postings & {
	readonly weight: number;
	/** What the term can add at the most. */
	readonly most: number;
	at: number;
};

/** The most that a term earns which stands so many times in the shortest of passages, as a share of its weight. */
const MOST_SATURATED = Float64Array.from({ length: 256 }, (_, frequency) => (frequency === 0 ? 0 : saturation(frequency, lengthNorm(0))));

/**
 * BM25: the `k` best passages, best first, then those of `also` that are not among them. MaxScore (Turtle and Flood, "Query evaluation:
 * strategies and optimizations", 1995), passage by passage: terms that all together cannot bring a passage among the best only add to
 * those that others have found, and nothing more is asked of a passage once it can no longer be among them.
 * @param terms the postings of each term of the question
 * @param norms for each passage the `lengthNorm` of its length
 * @param mostOf how often a term stands in one passage at the most
 * @param allowed where given, only passages marked 1 are found
 */
export function searchPostings(
	terms: readonly SoughtPostings[],
	k: number,
	norms: Float32Array,
	mostOf: (postings: Postings) => number,
	allowed: Uint8Array | undefined,
	also: readonly number[],
): Hit[] {
	const cursors = terms.filter(({ passages }) => passages.length > 0).map((postings) => cursorOf(postings, norms.length, mostOf));
	cursors.sort((a, b) => a.most - b.most);
	/** What the first terms can add together. */
	const together: number[] = [];
	for (const { most } of cursors) together.push((together.at(-1) ?? 0) + most);
	const best = k > 0 ? findBest(cursors, together, createTopK(k), norms, allowed) : [];
	const found = new Set(best.map(({ passage }) => passage));
	const others = also.filter((passage) => !found.has(passage)).map((passage) => ({ passage, score: scoreOf(passage, cursors, norms) }));
	return [...best, ...others];
}

function cursorOf({ passages, frequencies, emphasis }: SoughtPostings, count: number, mostOf: (postings: Postings) => number): Cursor {
	const weight = emphasis * idf(count, passages.length);
	return { passages, frequencies, weight, most: weight * (MOST_SATURATED[mostOf({ passages, frequencies })] as number), at: 0 };
}

function findBest(
	cursors: readonly Cursor[],
	together: readonly number[],
	top: ReturnType<typeof createTopK>,
	norms: Float32Array,
	allowed: Uint8Array | undefined,
): Hit[] {
	const parts = new Float64Array(cursors.length); // added up in one order always, so that the same passage has the same score
	let needed = Number.NEGATIVE_INFINITY; // what a passage must have more than
	let first = 0; // the terms from here on are gone through; those before only add
	while (first < cursors.length) {
		let passage = END;
		for (let each = first; each < cursors.length; each += 1) {
			const { passages, at } = cursors[each] as Cursor;
			if (at < passages.length && (passages[at] as number) < passage) passage = passages[at] as number;
		}
		if (passage === END) break;
		// What it can have at the most, and where the terms that it has are: this costs no look at the passage itself.
		let bound = first === 0 ? 0 : (together[first - 1] as number);
		for (let each = first; each < cursors.length; each += 1) {
			const { passages, frequencies, weight, at } = cursors[each] as Cursor;
			if (passages[at] === passage) bound += weight * (MOST_SATURATED[frequencies[at] as number] as number);
		}
		const isHopeful = bound > needed && (allowed === undefined || allowed[passage] === 1);
		let score = 0;
		parts.fill(0);
		const norm = isHopeful ? (norms[passage] as number) : 0;
		for (let each = first; each < cursors.length; each += 1) {
			const cursor = cursors[each] as Cursor;
			if (cursor.passages[cursor.at] !== passage) continue;
			if (isHopeful) score += parts[each] = cursor.weight * saturation(cursor.frequencies[cursor.at] as number, norm);
			cursor.at += 1;
		}
		if (!isHopeful) continue;
		for (let each = first - 1; each >= 0 && score + (together[each] as number) > needed; each -= 1) {
			const cursor = cursors[each] as Cursor;
			cursor.at = seek(cursor.passages, passage, cursor.at);
			if (cursor.passages[cursor.at] !== passage) continue;
			score += parts[each] = cursor.weight * saturation(cursor.frequencies[cursor.at] as number, norm);
		}
		score = 0;
		for (const part of parts) score += part;
		if (score <= needed) continue;
		top.offer(passage, score);
		needed = top.least();
		while (first < cursors.length && (together[first] as number) <= needed) first += 1;
	}
	return top.best();
}

/** No passage has this number. */
const END = 2 ** 32;

function scoreOf(passage: number, cursors: readonly Cursor[], norms: Float32Array): number {
	let score = 0;
	for (const { passages, frequencies, weight } of cursors) {
		const at = seek(passages, passage, 0);
		if (passages[at] === passage) score += weight * saturation(frequencies[at] as number, norms[passage] as number);
	}
	return score;
}

/** The first place from `from` on whose passage is not before this one: by steps that double, then by halves. */
function seek(passages: Uint32Array, passage: number, from: number): number {
	let step = 1;
	let low = from;
	while (low + step < passages.length && (passages[low + step] as number) < passage) {
		low += step;
		step *= 2;
	}
	let high = Math.min(low + step, passages.length);
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((passages[middle] as number) < passage) low = middle + 1;
		else high = middle;
	}
	return low;
}
