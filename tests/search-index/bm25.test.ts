import { expect, test } from "vitest";
import { idf, lengthNorm, saturation } from "../../src/search-index/bm25.ts";
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

/** Terms of a question that have one form each. */
const asked = (terms: readonly string[], emphasis = 1) => [...new Set(terms)].map((term) => ({ forms: [[term]], emphasis }));

test("a rare term is worth more, and a repeated one saturates", () => {
	expect(idf(100, 1)).toBeGreaterThan(idf(100, 50));
	expect(idf(100, 100)).toBeGreaterThan(0);
	expect(saturation(2, lengthNorm(1))).toBeLessThan(2 * saturation(1, lengthNorm(1)));
	expect(saturation(1, lengthNorm(2))).toBeLessThan(saturation(1, lengthNorm(0.5)));
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
			return tf === 0 ? sum : sum + idf(passages.length, df) * saturation(tf, lengthNorm(terms.length / mean));
		}, 0),
	);
	const expected = [...naive.keys()]
		.filter((i) => (naive[i] as number) > 0)
		.sort((a, b) => Math.fround(naive[b] as number) - Math.fround(naive[a] as number) || a - b);
	const hits = index.search(asked(query), 100);
	expect(new Set(hits.map((hit) => hit.passage))).toEqual(new Set(expected));
	for (const hit of hits) expect(hit.score).toBeCloseTo(naive[hit.passage] as number, 4);
	for (let i = 1; i < hits.length; i++) expect(hits[i]?.score).toBeLessThanOrEqual(hits[i - 1]?.score as number);
	expect(index.search(asked(query), 3)).toEqual(hits.slice(0, 3));
});

test("a term that is emphasised counts so many times as much", () => {
	const index = termIndexOver([["mill", "bread"], ["mill", "bread", "bread"], ["fjord"], ["mill"]]);
	const [mill, bread] = [index.search(asked(["mill"]), 4, undefined, [0])[0]?.score as number, index.search(asked(["bread"]), 4)];
	expect(index.search(asked(["mill"], 3), 4)[0]?.score).toBeCloseTo(3 * mill, 5);
	const both = index.search([...asked(["mill"], 0.01), ...asked(["bread"], 2)], 1);
	expect(both[0]?.passage).toBe(bread[0]?.passage);
	expect(both[0]?.score).toBeGreaterThan(2 * (bread[0]?.score as number));
});

test("a filter, and passages that are wanted whatever their rank", () => {
	const index = termIndexOver([["mill"], ["mill", "bread"], ["bread"]]);
	expect(index.search(asked(["mill"]), 5, Uint8Array.from([0, 1, 1])).map((hit) => hit.passage)).toEqual([1]);
	expect(index.search(asked(["mill"]), 1, undefined, [2, 0])).toEqual([
		{ passage: 0, score: expect.any(Number) },
		{ passage: 2, score: 0 },
	]);
	expect(index.search(asked(["mill"]), 5)).toHaveLength(2); // nothing of the search before is left
});

test("terms that are not there, and an empty index", () => {
	const index = termIndexOver([["mill"]]);
	expect(["mill", "mil", "mills", ""].map((term) => index.frequency([[term]]))).toEqual([1, 0, 0, 0]);
	expect(index.weight([["unknown"]])).toBeGreaterThan(index.weight([["mill"]]));
	expect(termIndexOver([]).search(asked(["mill"]), 3)).toEqual([]);
});

test("a term by several forms: any counts, and one of several terms counts where all of them stand", () => {
	const index = termIndexOver([["mek", "camp"], ["mojaheddeen", "khalk"], ["khalk"], ["mek", "mojaheddeen", "khalk"]]);
	const forms = [["mek"], ["mojaheddeen", "khalk"]];
	expect(index.frequency(forms)).toBe(3);
	const hits = index.search([{ forms, emphasis: 1 }], 5);
	expect(hits.map(({ passage }) => passage).sort()).toEqual([0, 1, 3]);
	expect(hits[0]?.passage).toBe(3); // it stands there twice, one way and the other
	expect([...index.holding(["mojaheddeen", "khalk"])]).toEqual([1, 3]);
});

test("a misspelt word is taken for the term that it is nearest to; short words and numbers are meant as they are written", () => {
	const index = termIndexOver([["maastricht", "treati", "1992", "sound"], ["maastricht"], ["maastrichs"]]);
	expect(index.spelling("maastrich", 2)).toBe("maastricht");
	expect(index.spelling("maatsricht", 2)).toBe("maastricht");
	expect(index.spelling("traeti", 2)).toBe("treati");
	for (const term of ["1993", "found", "zaastricht", "amsterdam", ""]) expect(index.spelling(term, 2)).toBeUndefined();
	expect(index.spelling("maatsricht", 1)).toBe("maastricht");
	expect(index.spelling("maatsrich", 1)).toBeUndefined();
	expect(index.spelling("maastrich", 0)).toBeUndefined();
});

test("a letter that stands elsewhere is one mistake, in a name", () => {
	const index = termIndexOver([["gandhi", "granit"], ["gather"]]);
	expect(index.spelling("ghandi", 2)).toBe("gandhi");
	expect(index.spelling("ghandi", 1)).toBeUndefined();
	expect(index.spelling("ghondi", 2)).toBeUndefined(); // another letter
	// two letters that change places make another name, and a letter that is wrong is the nearer mistake
	const names = termIndexOver([["marino", "takami"], ["sonara"], ["sorani"], ["sorani"]]);
	for (const other of ["morina", "tamaki", "takima"]) expect(names.spelling(other, 2)).toBeUndefined();
	expect(names.spelling("sonari", 2)).toBe("sonara");
});

test("the terms that begin alike stand together", () => {
	const index = termIndexOver([
		["treati", "tree", "sound"],
		["treat", "über", "überall"],
	]);
	expect(index.beginningWith("treat")).toEqual(["treat", "treati"]);
	expect(index.beginningWith("üb")).toEqual(["über", "überall"]);
	expect(index.beginningWith("zz")).toEqual([]);
});

test("what is left out because it cannot be among the best changes nothing: the same passages with the same scores", () => {
	let seed = 7;
	const random = () => {
		seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
		return seed / 2 ** 31;
	};
	// as in a language: few terms are in most passages, most are in few
	const passages = Array.from({ length: 12_000 }, () =>
		Array.from({ length: 8 + Math.floor(40 * random()) }, () => `t${Math.floor(2_000 ** random())}`),
	);
	const index = termIndexOver(passages);
	const mean = passages.reduce((sum, terms) => sum + terms.length, 0) / passages.length;
	const holders = new Map<string, number>();
	for (const terms of passages) for (const term of new Set(terms)) holders.set(term, (holders.get(term) ?? 0) + 1);
	for (let round = 0; round < 40; round += 1) {
		const query = [...new Set(Array.from({ length: 2 + (round % 6) }, () => `t${Math.floor(2_000 ** random())}`))];
		const sought = query.map((term) => ({ forms: [[term]], emphasis: [0.5, 1, 1.25][Math.floor(3 * random())] as number }));
		const allowed = round % 3 === 0 ? Uint8Array.from(passages, () => (random() < 0.3 ? 1 : 0)) : undefined;
		const also = [3, 700, 11_999];
		const scores = passages.map((terms) =>
			sought.reduce((sum, { emphasis }, at) => {
				const term = query[at] as string;
				const tf = terms.filter((other) => other === term).length;
				const worth = emphasis * idf(passages.length, holders.get(term) ?? 0);
				return tf === 0 ? sum : sum + worth * saturation(tf, lengthNorm(terms.length / mean));
			}, 0),
		);
		const ranked = [...scores.keys()]
			.filter((at) => (scores[at] as number) > 0 && allowed?.[at] !== 0)
			.sort((a, b) => (scores[b] as number) - (scores[a] as number));
		const hits = index.search(sought, 20, allowed, also);
		const best = hits.slice(0, Math.min(20, ranked.length));
		for (const [at, { passage, score }] of best.entries()) {
			expect(score).toBeCloseTo(scores[passage] as number, 3);
			expect(score).toBeCloseTo(scores[ranked[at] as number] as number, 3);
			expect(allowed?.[passage]).not.toBe(0);
		}
		for (const passage of also) expect(hits.find((hit) => hit.passage === passage)?.score).toBeCloseTo(scores[passage] as number, 3);
	}
});

test("what is remembered of a term is not taken for another that was put together for the question", () => {
	// the first term of the index stands once in each of 1,500 passages; the two forms of the other, together as many, once three times in one
	const passages = [
		...Array.from({ length: 1_500 }, () => ["a", "filler", "filler", "filler"]),
		...Array.from({ length: 750 }, () => ["m", "filler", "filler", "filler"]),
		...Array.from({ length: 749 }, () => ["n", "filler", "filler", "filler"]),
		["n", "n", "n", "n"],
	];
	const index = termIndexOver(passages);
	index.search(asked(["a"]), 3);
	expect(index.search([{ forms: [["m"], ["n"]], emphasis: 1 }], 3)[0]?.passage).toBe(passages.length - 1);
});
