import { bytesOf } from "./file-writer.ts";
import { growableU8, growableU32 } from "./growable.ts";
import type { FILES } from "./manifest.ts";
import type { CountedTerms } from "./term-index.ts";

type TermFile = "terms" | "termOffsets" | "postingOffsets" | "postings" | "frequencies" | "lengths";

/** Gathers which passages hold which terms, and how often. */
export type TermIndexWriter = {
	/** Adds the next passage: passages are numbered from 0 in the order of these calls. */
	add(terms: readonly string[]): void;
	/** The same for terms that are counted already. */
	addCounted(terms: CountedTerms): void;
	readonly termCount: number;
	/** Hands over the finished files: terms in byte order, each with its passages in ascending order. */
	write(file: (name: keyof Pick<typeof FILES, TermFile>, bytes: Uint8Array) => void): void;
};

const MOST_COUNTED = 255;

export function createTermIndexWriter(): TermIndexWriter {
	const numbers = new Map<string, number>();
	const postingTerm = growableU32();
	const postingPassage = growableU32();
	const postingFrequency = growableU8();
	const lengths = growableU32();

	function addCounted({ counts, length }: CountedTerms): void {
		const passage = lengths.length;
		lengths.push(length);
		for (const [term, count] of counts) {
			const number = numbers.get(term) ?? numbers.size;
			if (number === numbers.size) numbers.set(term, number);
			postingTerm.push(number);
			postingPassage.push(passage);
			postingFrequency.push(Math.min(count, MOST_COUNTED));
		}
	}

	return {
		get termCount() {
			return numbers.size;
		},
		add(terms) {
			const counts = new Map<string, number>();
			for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
			addCounted({ counts: [...counts], length: terms.length });
		},
		addCounted,
		write(file) {
			const terms = [...numbers].map(([term, number]) => ({ bytes: Buffer.from(term, "utf8"), number }));
			terms.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
			const rank = new Uint32Array(terms.length);
			terms.forEach(({ number }, index) => {
				rank[number] = index;
			});
			const sorted = sortByTerm(rank, postingTerm.view(), postingPassage.view(), postingFrequency.view());
			file("terms", Buffer.concat(terms.map(({ bytes }) => bytes)));
			file("termOffsets", bytesOf(runningTotal(terms.map(({ bytes }) => bytes.length))));
			file("postingOffsets", bytesOf(sorted.offsets));
			file("postings", bytesOf(sorted.passages));
			file("frequencies", sorted.frequencies);
			file("lengths", bytesOf(lengths.view()));
		},
	};
}

/** Counting sort: linear, and stable, so that the passages of a term stay in ascending order. */
function sortByTerm(rank: Uint32Array, terms: Uint32Array, passages: Uint32Array, frequencies: Uint8Array) {
	const sizes = new Array<number>(rank.length).fill(0);
	for (const term of terms) (sizes[rank[term] as number] as number)++;
	const offsets = runningTotal(sizes);
	const next = offsets.slice();
	const sorted = { offsets, passages: new Uint32Array(terms.length), frequencies: new Uint8Array(terms.length) };
	for (let i = 0; i < terms.length; i++) {
		const at = (next[rank[terms[i] as number] as number] as number)++;
		sorted.passages[at] = passages[i] as number;
		sorted.frequencies[at] = frequencies[i] as number;
	}
	return sorted;
}

function runningTotal(sizes: readonly number[]): Uint32Array {
	const offsets = new Uint32Array(sizes.length + 1);
	sizes.forEach((size, index) => {
		offsets[index + 1] = (offsets[index] as number) + size;
	});
	return offsets;
}
