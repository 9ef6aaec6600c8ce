import { expect, test } from "vitest";
import { markdownParser, parseMarkdown } from "../../../src/ingest/parsers/markdown.ts";
import { HOSTILE, testParser } from "../../contracts/parser.ts";

testParser(markdownParser, HOSTILE);

test("the text is what a reader sees; places are the headings above", () => {
	const { text, blocks, metadata } = parseMarkdown(
		"# Bread\n\nFlour *and* [water](https://example.org),\nnothing `else`.\n\n## Steps\n\n1. Mix\n2. Bake **hot**\n\n| Day | Loaves |\n|---|---|\n| Monday | 40 |\n\n```\nknead()\n```\n",
	);
	expect(text).toBe("Bread\n\nFlour and water, nothing else.\n\nSteps\n\nMix\n\nBake hot\n\nDay | Loaves\n\nMonday | 40\n\nknead()");
	expect(blocks.map(({ kind, headings }) => [kind, headings.join(" › ")])).toEqual([
		["heading", ""],
		["paragraph", "Bread"],
		["heading", "Bread"],
		["list-item", "Bread › Steps"],
		["list-item", "Bread › Steps"],
		["heading", "Bread › Steps"],
		["table-row", "Bread › Steps › Day | Loaves"],
		["preformatted", "Bread › Steps"],
	]);
	expect(metadata.title).toBe("Bread");
});

test("front matter is metadata, not text", () => {
	const { text, metadata } = parseMarkdown(
		"---\ntitle: The winter\nauthors: [Ada Lund, Jan Dyk]\npublished: 2021-03-04\nlang: en\n---\nSnow fell.\n",
	);
	expect(text).toBe("Snow fell.");
	expect(metadata).toEqual({ title: "The winter", author: "Ada Lund, Jan Dyk", published: "2021-03-04", language: "en" });
});

test.each(["---\n- a list\n---\nText.", "---\nbad: [yaml\n---\nText.", "---\nno end\n\nText."])(
	"what is no front matter is text: %j",
	(characters) => {
		const { text, metadata } = parseMarkdown(characters);
		expect(metadata).toEqual({});
		expect(text).toContain("Text.");
	},
);

test("markup in a document stays text, and raw HTML gives its words", () => {
	const { text } = parseMarkdown("A <b>bold</b> word.\n\n<div>In a <i>box</i></div>\n\n<script>alert(1)</script>\n\n`<script>`");
	expect(text).toBe("A bold word.\n\nIn a box\n\n<script>");
});
