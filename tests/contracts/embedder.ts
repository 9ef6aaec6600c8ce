import { describe, expect, test } from "vitest";
import type { Embedder } from "../../src/embedding/embedder.ts";

/** What every embedder must do. */
export function testEmbedder(name: string, open: () => Promise<Embedder>): void {
	describe(`${name} keeps the contract`, () => {
		const texts = ["The mill grinds grain.", "Snow fell.", "The mill grinds grain.", "A much longer text about a bridge. ".repeat(20)];
		const row = (embedder: Embedder, rows: Float32Array, at: number) =>
			rows.subarray(at * embedder.dimensions, (at + 1) * embedder.dimensions);

		test("one row of unit length for each text, in order, whatever stands beside it", async () => {
			const embedder = await open();
			const rows = await embedder.embed(texts, "passage");
			expect(rows).toHaveLength(texts.length * embedder.dimensions);
			for (let at = 0; at < texts.length; at++) {
				expect(Math.hypot(...row(embedder, rows, at))).toBeCloseTo(1, 3);
				const alone = await embedder.embed([texts[at] as string], "passage");
				expect(alone.reduce((sum, value, i) => sum + value * (row(embedder, rows, at)[i] as number), 0)).toBeGreaterThan(0.99);
			}
			expect(row(embedder, rows, 0)).toEqual(row(embedder, rows, 2));
		});

		test("no texts, an empty text, and one of a hundred thousand words", async () => {
			const embedder = await open();
			expect(await embedder.embed([], "passage")).toHaveLength(0);
			for (const text of ["", " ", "word ".repeat(100_000), "\u0000", "🙂🙂", "\ud800"]) {
				const rows = await embedder.embed([text], "question");
				expect(rows).toHaveLength(embedder.dimensions);
				expect(rows.every(Number.isFinite)).toBe(true);
			}
		});

		test("a word is known or not, whatever it is", async () => {
			const embedder = await open();
			for (const word of ["", "mill", "zzxqwv", "🙂", "\ud800"]) expect([word, embedder.knows(word)]).toEqual([word, expect.any(Boolean)]);
			expect(embedder.knows("zzxqwv")).toBe(false);
		});

		test("it says what it is", async () => {
			const embedder = await open();
			expect(embedder.name).not.toBe("");
			expect(embedder.hash).toMatch(/^[0-9a-f]{64}$/);
		});
	});
}
