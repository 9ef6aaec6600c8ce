import { editDistance } from "../text/edit-distance.ts";
import type { Form } from "../text/terms.ts";
import { idf, lengthNorm } from "./bm25.ts";
import { type Postings, searchPostings } from "./max-score.ts";
import type { Hit } from "./top-k.ts";

/** A term to search: any of its forms counts, and it `emphasis` times as much as its rarity tells. */
export type SoughtTerm = { readonly forms: readonly Form[]; readonly emphasis: number };

/** The term index in memory: for each term the passages that hold it. */
export type TermIndex = {
	/**
	 * BM25: the `k` best passages, best first, then those of `also` that are not among them.
	 * @param allowed where given, only passages marked 1 are found
	 * @param also passages whose score is wanted whatever their rank
	 */
	search(terms: readonly SoughtTerm[], k: number, allowed?: Uint8Array, also?: readonly number[]): Hit[];
	/** Inverse document frequency among the passages and `BACKGROUND` more, of which each term stands in one. */
	weight(forms: readonly Form[]): number;
	/** In how many passages a term stands, in any of its forms. */
	frequency(forms: readonly Form[]): number;
	/** The passages in which all of these stand, in ascending order. */
	holding(form: Form): Uint32Array;
	/** The term that a misspelt one most likely means, if there is one: few letters differ, but not the first. */
	spelling(term: string, edits: 0 | 1 | 2): string | undefined;
	/** The terms that begin like this, in ascending order; of very many the first. */
	beginningWith(prefix: string): string[];
	/** The terms of a passage. The first call turns the whole index around. */
	countedTermsOf(passage: number): CountedTerms;
};

/** The terms of a passage, each with how often it stands there (up to 255), and how many there are in all. */
export type CountedTerms = { readonly counts: readonly (readonly [term: string, count: number])[]; readonly length: number };

/** In a corpus of one page every word is as common as any other; these imagined passages keep the weights sensible. */
const BACKGROUND = 100;

/** Shorter terms are too near to others; from the second length on two letters may differ. */
const LEAST_MISSPELT = 6;
const LEAST_MISSPELT_TWICE = 9;
/** Terms that begin alike are looked at up to this many: numbered codes are many. */
const MOST_ALIKE = 5_000;

export type TermIndexFiles = {
	readonly terms: Buffer;
	readonly termOffsets: Uint32Array;
	readonly postingOffsets: Uint32Array;
	readonly postings: Uint32Array;
	readonly frequencies: Uint8Array;
	readonly lengths: Uint32Array;
};

export function createTermIndex(files: TermIndexFiles): TermIndex {
	const { terms, termOffsets, postingOffsets, postings, frequencies, lengths } = files;
	const passages = lengths.length;
	const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, passages) || 1;
	const norms = Float32Array.from(lengths, (length) => lengthNorm(length / meanLength));
	const mosts = new Map<number, { readonly length: number; readonly most: number }>();
	let forward: ReturnType<typeof turnAround> | undefined;

	/** The number of the first term that is not before `wanted`. */
	function lowerBound(wanted: Buffer): number {
		let low = 0;
		let high = termOffsets.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (terms.compare(wanted, 0, wanted.length, termOffsets[middle], termOffsets[middle + 1]) < 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** The numbers of the terms that begin like this, in ascending order. */
	function* beginning(prefix: string): Generator<number> {
		const wanted = Buffer.from(prefix, "utf8");
		for (let at = lowerBound(wanted); at < termOffsets.length - 1; at++) {
			const from = termOffsets[at] as number;
			const to = Math.min(termOffsets[at + 1] as number, from + wanted.length);
			if (terms.compare(wanted, 0, wanted.length, from, to) !== 0) return;
			yield at;
		}
	}

	function rangeOf(term: string): readonly [number, number] {
		const wanted = Buffer.from(term, "utf8");
		const at = lowerBound(wanted);
		if (at >= termOffsets.length - 1) return [0, 0];
		if (terms.compare(wanted, 0, wanted.length, termOffsets[at], termOffsets[at + 1]) !== 0) return [0, 0];
		return [postingOffsets[at] as number, postingOffsets[at + 1] as number];
	}

	function postingsOf(term: string): Postings {
		const [from, to] = rangeOf(term);
		return { passages: postings.subarray(from, to), frequencies: frequencies.subarray(from, to) };
	}

	function findForms(forms: readonly Form[]): Postings {
		const found = forms.map((form) => form.map(postingsOf).reduce(intersect)).filter(({ passages }) => passages.length > 0);
		return found.length === 0 ? NOTHING : found.reduce(unite);
	}

	/** How often a term stands in one passage at the most; remembered, since it takes a look at all of them. */
	function mostOf({ frequencies: counts }: Postings): number {
		const isStored = counts.buffer === frequencies.buffer; // and not put together for this question
		const known = isStored ? mosts.get(counts.byteOffset) : undefined;
		if (known?.length === counts.length) return known.most;
		let most = 0;
		for (const count of counts) if (count > most) most = count;
		if (isStored && counts.length > WORTH_REMEMBERING) mosts.set(counts.byteOffset, { length: counts.length, most });
		return most;
	}

	return {
		search(sought, k, allowed, also = []) {
			const terms = sought.map(({ forms, emphasis }) => ({ ...findForms(forms), emphasis }));
			return searchPostings(terms, k, norms, mostOf, allowed, also);
		},
		weight: (forms) => idf(passages + BACKGROUND, findForms(forms).passages.length + 1),
		frequency: (forms) => findForms(forms).passages.length,
		holding: (form) => form.map(postingsOf).reduce(intersect).passages,
		spelling(term, edits) {
			const most = Math.min(edits, term.length < LEAST_MISSPELT ? 0 : term.length < LEAST_MISSPELT_TWICE ? 1 : 2);
			if (most === 0 || !/^\p{L}+$/u.test(term)) return undefined; // a number is meant as it is written
			const bytes = Buffer.byteLength(term);
			let best: { term: string; distance: number; frequency: number } | undefined;
			for (const at of beginning(Array.from(term)[0] as string)) {
				const from = termOffsets[at] as number;
				const to = termOffsets[at + 1] as number;
				if (Math.abs(to - from - bytes) > 2 * most) continue;
				const other = terms.toString("utf8", from, to);
				let distance = editDistance(term, other, most);
				if (distance > most) {
					if (edits === most || !isLetterMoved(term, other)) continue;
					distance = most + 0.5; // Ghandi for Gandhi is nearer than two other letters are
				}
				const frequency = (postingOffsets[at + 1] as number) - (postingOffsets[at] as number);
				const better = best === undefined || distance < best.distance || (distance === best.distance && frequency > best.frequency);
				if (better) best = { term: other, distance, frequency };
			}
			return best?.term;
		},
		beginningWith(prefix) {
			const found: string[] = [];
			for (const at of beginning(prefix)) {
				if (found.length === MOST_ALIKE) break;
				found.push(terms.toString("utf8", termOffsets[at], termOffsets[at + 1]));
			}
			return found;
		},
		countedTermsOf(passage) {
			forward ??= turnAround(files);
			const { starts, numbers, counts } = forward;
			const found: [string, number][] = [];
			for (let at = starts[passage] as number; at < (starts[passage + 1] as number); at++) {
				const term = numbers[at] as number;
				found.push([terms.toString("utf8", termOffsets[term], termOffsets[term + 1]), counts[at] as number]);
			}
			return { counts: found, length: lengths[passage] as number };
		},
	};
}

/** Whether one word becomes the other when one of its letters is put elsewhere. */
function isLetterMoved(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let first = 0;
	while (first < a.length && a[first] === b[first]) first++;
	let end = a.length;
	while (end > first && a[end - 1] === b[end - 1]) end--;
	const [left, right] = [a.slice(first, end), b.slice(first, end)];
	return left.slice(1) + left.slice(0, 1) === right || right.slice(1) + right.slice(0, 1) === left;
}

/** The same postings by passage: for each its terms, by number, and how often they stand there. */
function turnAround({ postingOffsets, postings, frequencies, lengths }: TermIndexFiles) {
	const starts = new Uint32Array(lengths.length + 1);
	for (const passage of postings) (starts[passage + 1] as number)++;
	for (let passage = 0; passage < lengths.length; passage++) (starts[passage + 1] as number) += starts[passage] as number;
	const next = starts.slice();
	const numbers = new Uint32Array(postings.length);
	const counts = new Uint8Array(postings.length);
	for (let term = 0; term + 1 < postingOffsets.length; term++) {
		for (let at = postingOffsets[term] as number; at < (postingOffsets[term + 1] as number); at++) {
			const to = (next[postings[at] as number] as number)++;
			numbers[to] = term;
			counts[to] = frequencies[at] as number;
		}
	}
	return { starts, numbers, counts };
}

/** Terms of fewer passages are looked through again sooner than found. */
const WORTH_REMEMBERING = 1_000;

const NOTHING: Postings = { passages: new Uint32Array(0), frequencies: new Uint8Array(0) };
const MOST_COUNTED = 255;

function intersect(a: Postings, b: Postings): Postings {
	const passages: number[] = [];
	const frequencies: number[] = [];
	for (let i = 0, j = 0; i < a.passages.length && j < b.passages.length; ) {
		const left = a.passages[i] as number;
		const right = b.passages[j] as number;
		if (left === right) {
			passages.push(left);
			frequencies.push(Math.min(a.frequencies[i] as number, b.frequencies[j] as number));
		}
		if (left <= right) i++;
		if (right <= left) j++;
	}
	return { passages: Uint32Array.from(passages), frequencies: Uint8Array.from(frequencies) };
}

function unite(a: Postings, b: Postings): Postings {
	const passages = new Uint32Array(a.passages.length + b.passages.length);
	const frequencies = new Uint8Array(passages.length);
	let count = 0;
	for (let i = 0, j = 0; i < a.passages.length || j < b.passages.length; count++) {
		const left = a.passages[i] ?? Number.POSITIVE_INFINITY;
		const right = b.passages[j] ?? Number.POSITIVE_INFINITY;
		passages[count] = Math.min(left, right);
		const both = (left <= right ? (a.frequencies[i++] as number) : 0) + (right <= left ? (b.frequencies[j++] as number) : 0);
		frequencies[count] = Math.min(both, MOST_COUNTED);
	}
	return { passages: passages.subarray(0, count), frequencies: frequencies.subarray(0, count) };
}
