import { expect, test } from "vitest";
import { idf, saturation } from "../../src/search-index/bm25.ts";
import { createTermIndex } from "../../src/search-index/term-index.ts";
import { createTermIndexWriter } from "../../src/search-index/term-index-writer.ts";

function termIndexOver(passages: readonly (readonly string[])[]) {
	const writer = createTermIndexWriter();
	for (const terms of passages) writer.add(terms);
	const files = new Map<string, Uint8Array>();
	writer.write((name, bytes) => files.set(name, Uint8Array.from(bytes)));
	const bytes = (name: string) => files.get(name) as Uint8Array<ArrayBuffer>;
	const numbers = (name: string) => new Uint32Array(bytes(name).buffer);
	return createTermIndex({
		terms: Buffer.from(bytes("terms")),
		termOffsets: numbers("termOffsets"),
		postingOffsets: numbers("postingOffsets"),
		postings: numbers("postings"),
		frequencies: bytes("frequencies"),
		lengths: numbers("lengths"),
	});
}

test("a rare term is worth more, and a repeated one saturates", () => {
	expect(idf(100, 1)).toBeGreaterThan(idf(100, 50));
	expect(idf(100, 100)).toBeGreaterThan(0);
	expect(saturation(2, 1)).toBeLessThan(2 * saturation(1, 1));
	expect(saturation(1, 2)).toBeLessThan(saturation(1, 0.5));
});

test("the index scores as the formula does on every passage", () => {
	const words = ["mill", "bread", "fjord", "zürich", "a", "ab", "b"];
	const passages = Array.from({ length: 60 }, (_, i) =>
		Array.from({ length: 1 + ((i * 7) % 9) }, (_, j) => words[(i * j + j * j) % words.length] as string),
	);
	const index = termIndexOver(passages);
	const mean = passages.reduce((sum, terms) => sum + terms.length, 0) / passages.length;
	const query = ["mill", "ab", "zürich", "missing", "mill"];
	const naive = passages.map((terms) =>
		[...new Set(query)].reduce((sum, term) => {
			const tf = terms.filter((other) => other === term).length;
			const df = passages.filter((other) => other.includes(term)).length;
			return tf === 0 ? sum : sum + idf(passages.length, df) * saturation(tf, terms.length / mean);
		}, 0),
	);
	const expected = [...naive.keys()]
		.filter((i) => (naive[i] as number) > 0)
		.sort((a, b) => Math.fround(naive[b] as number) - Math.fround(naive[a] as number) || a - b);
	const hits = index.search(query, 100);
	expect(new Set(hits.map((hit) => hit.passage))).toEqual(new Set(expected));
	for (const hit of hits) expect(hit.score).toBeCloseTo(naive[hit.passage] as number, 4);
	for (let i = 1; i < hits.length; i++) expect(hits[i]?.score).toBeLessThanOrEqual(hits[i - 1]?.score as number);
	expect(index.search(query, 3)).toEqual(hits.slice(0, 3));
});

test("a filter, and passages that are wanted whatever their rank", () => {
	const index = termIndexOver([["mill"], ["mill", "bread"], ["bread"]]);
	expect(index.search(["mill"], 5, Uint8Array.from([0, 1, 1])).map((hit) => hit.passage)).toEqual([1]);
	expect(index.search(["mill"], 1, undefined, [2, 0])).toEqual([
		{ passage: 0, score: expect.any(Number) },
		{ passage: 2, score: 0 },
	]);
	expect(index.search(["mill"], 5)).toHaveLength(2); // nothing of the search before is left
});

test("terms that are not there, and an empty index", () => {
	const index = termIndexOver([["mill"]]);
	expect([index.frequency("mill"), index.frequency("mil"), index.frequency("mills"), index.frequency("")]).toEqual([1, 0, 0, 0]);
	expect(index.weight("unknown")).toBeGreaterThan(index.weight("mill"));
	expect(termIndexOver([]).search(["mill"], 3)).toEqual([]);
});
