import { describe, expect, test } from "vitest";
import { createJudge } from "../../src/ingest/furniture.ts";
import type { Parsed, Parser } from "../../src/ingest/parsers/parser.ts";

/** What every parser must hold to, whatever it reads. */
export function testParser(parser: Parser, samples: Record<string, string | Uint8Array>): void {
	describe(`${parser.format} parser keeps the contract`, () => {
		const parse = async (sample: string | Uint8Array): Promise<readonly Parsed[]> => {
			try {
				return await parser.parse({
					bytes: typeof sample === "string" ? Uint8Array.from(Buffer.from(sample)) : sample.slice(),
					judge: createJudge(),
				});
			} catch (error) {
				expect(error).toBeInstanceOf(Error); // a reason for the ledger
				expect((error as Error).message).not.toBe("");
				return [];
			}
		};

		test.each(Object.entries(samples))("%s", async (_name, sample) => {
			for (const { text, blocks, leftOut, pages = [], repairs = [] } of await parse(sample)) {
				let last = 0;
				for (const { span } of blocks) {
					expect(span.start).toBeGreaterThanOrEqual(last);
					expect(span.end).toBeGreaterThan(span.start);
					expect(span.end).toBeLessThanOrEqual(text.length);
					expect(text.slice(span.start, span.end).trim()).not.toBe("");
					last = span.end;
				}
				for (const { span, text: outside } of leftOut) {
					expect((outside ?? text.slice(span.start, span.end)).trim()).not.toBe("");
					expect(blocks.every((block) => block.span.end <= span.start || block.span.start >= span.end)).toBe(true);
				}
				for (const { start } of pages) expect(start).toBeLessThanOrEqual(text.length);
				expect(pages.map(({ start }) => start)).toEqual(pages.map(({ start }) => start).toSorted((a, b) => a - b));
				for (const { span, original } of repairs) expect(text.slice(span.start, span.end)).not.toBe(original);
				expect(text.startsWith("\uFEFF")).toBe(false);
				expect(text).not.toContain("\r");
			}
			expect(await parse(sample)).toEqual(await parse(sample));
		});

		test("endings are lower case and have their dot; the version is a whole number", () => {
			for (const extension of parser.extensions) expect(extension).toMatch(/^\.[a-z]+$/);
			expect(Number.isInteger(parser.version)).toBe(true);
		});
	});
}

/** Inputs that have broken parsers before. */
export const HOSTILE = {
	empty: "",
	"white space": " \n\t\r\n ",
	"one character": "x",
	"windows newlines": "One line.\r\n\r\nAnother.\r\rThird.",
	"byte order mark": "\uFEFFMarked text.",
	"astral characters": "😀 smiles. 𝔄 letter.\n\n🏴‍☠️",
	"lone surrogate": "before \ud800 after",
	"right to left": "\u202Eevil\u202C. مرحبا بالعالم.",
	markup: "<script>alert(1)</script><b>bold</b> & &amp; <![CDATA[x]]> # not a heading",
	nesting: `${"<div>".repeat(1_500)}deep${"> ".repeat(300)}`,
	"many brackets": "[".repeat(2_000),
	NUL: "a\u0000b",
};
