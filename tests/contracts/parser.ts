import { describe, expect, test } from "vitest";
import type { Parser } from "../../src/ingest/parsers/parser.ts";

/** What every parser must hold to, whatever it reads. */
export function testParser(parser: Parser, samples: Record<string, string>): void {
	describe(`${parser.format} parser keeps the contract`, () => {
		test.each(Object.entries(samples))("%s", (_name, characters) => {
			const { text, blocks, leftOut } = parser.parse(characters);
			let last = 0;
			for (const { span } of blocks) {
				expect(span.start).toBeGreaterThanOrEqual(last);
				expect(span.end).toBeGreaterThan(span.start);
				expect(span.end).toBeLessThanOrEqual(text.length);
				expect(text.slice(span.start, span.end).trim()).not.toBe("");
				last = span.end;
			}
			for (const { span } of leftOut) {
				expect(text.slice(span.start, span.end).trim()).not.toBe("");
				expect(blocks.every((block) => block.span.end <= span.start || block.span.start >= span.end)).toBe(true);
			}
			expect(text.startsWith("\uFEFF")).toBe(false);
			expect(text).not.toContain("\r");
			expect(parser.parse(characters)).toEqual({ text, blocks, leftOut, metadata: parser.parse(characters).metadata });
		});

		test("endings are lower case and have their dot", () => {
			for (const extension of parser.extensions) expect(extension).toMatch(/^\.[a-z]+$/);
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
