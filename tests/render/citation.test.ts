import { describe, expect, test } from "vitest";
import type { Quote } from "../../src/domain/quote.ts";
import { CITATION_FORMATS, citeQuote, placeOf, sourceLine } from "../../src/render/citation.ts";
import { escapeMarkdown, unescapeMarkdown } from "../../src/render/escape-markdown.ts";
import { NOWHERE } from "../support/places.ts";

const LINK = "https://quoth.example.org/documents/abcdef012345?quotes=x#char=10,42";
const NOW = new Date("2026-11-22T12:00:00Z");

function quoteOf(text: string, source: Partial<Quote["source"]> = {}, changes: Partial<Quote> = {}): Quote {
	return {
		id: "abcdef012345:10-42",
		text,
		documentId: "abcdef012345",
		passageId: "p",
		span: { start: 10, end: 42 },
		matches: [],
		score: 1,
		context: { before: "Before it. ", after: " After it." },
		exact: "exact",
		original: null,
		source: {
			...NOWHERE,
			title: "The mill & the {bridge}",
			uri: "mill.txt",
			author: "Ada Lund",
			publisher: "Valley Press",
			published: "2021-03-04",
			url: "https://example.org/mill#top",
			language: "en",
			version: "0123456789ab",
			page: 3,
			headings: ["History"],
			...source,
		},
		...changes,
	};
}

test("the line of a source: publisher, title, author, date, place; what is not known is left out", () => {
	expect(sourceLine(quoteOf("x").source)).toBe("Valley Press · The mill & the {bridge} · Ada Lund · 2021-03-04 · page 3 › History");
	expect(sourceLine(quoteOf("x", { publisher: null, author: null, published: null, page: null, headings: [] }).source)).toBe(
		"The mill & the {bridge}",
	);
	expect(placeOf(quoteOf("x").source, (kind) => `«${kind}»`)).toBe("«page» 3 › History");
});

describe("formats", () => {
	const cite = (quote: Quote, format: (typeof CITATION_FORMATS)[number]) => citeQuote(quote, format, LINK, NOW);

	test("plain text", () => {
		expect(cite(quoteOf("It was built\nin 1822."), "text")).toBe(
			`“It was built\nin 1822.”\n— Valley Press · The mill & the {bridge} · Ada Lund · 2021-03-04 · page 3 › History\n${LINK}`,
		);
	});

	test("Markdown shows the very words: what it gives a meaning to is escaped, and comes back when that is undone", () => {
		for (const text of ["*a* _b_ `c` [d](e) <b>f</b> # g\n- h\n1. i\n=====\n    j", "~~k~~ | $x$ & © \\ !", "> quoted"]) {
			const lines = cite(quoteOf(text), "markdown").split("\n>\n")[0]?.split("\n") ?? [];
			expect(lines.every((line) => line.startsWith("> "))).toBe(true);
			expect(unescapeMarkdown(lines.map((line) => line.slice(2)).join("\n"))).toBe(text);
		}
		expect(escapeMarkdown("=====")).toBe("\\=\\=\\=\\=\\=");
	});

	test("BibTeX has a key of its own for each quote, balanced braces and a year", () => {
		const entry = cite(quoteOf("50 % of {all} & more_"), "bibtex");
		expect(entry).toMatch(/^@misc\{AdaLund2021-abcd-10,\n/);
		expect(entry).toContain("  title = {{The mill \\& the \\textbraceleft{}bridge\\textbraceright{}}},");
		expect(entry).toContain("  year = {2021},");
		expect(entry).toContain("  url = {https://example.org/mill#top},");
		expect(entry).toContain("Quoted: 50 \\% of \\textbraceleft{}all\\textbraceright{} \\& more\\_; page 3; accessed 2026-11-22");
		for (const text of ["{", "}", "}{", "\\{"]) {
			const depth = [...cite(quoteOf(text), "bibtex")].reduce((sum, char) => sum + (char === "{" ? 1 : char === "}" ? -1 : 0), 0);
			expect(depth).toBe(0);
		}
		expect(cite(quoteOf("x", { published: "3 March 2019" }), "bibtex")).toMatch(/^@misc\{AdaLund2019-/);
		expect(cite(quoteOf("x", { author: "Анна", publisher: null, published: null }), "bibtex")).toMatch(/^@misc\{quoth-abcd-10,/);
	});

	test("CSL-JSON", () => {
		expect(JSON.parse(cite(quoteOf("x"), "csl-json"))).toEqual([
			{
				id: "abcdef012345:10-42",
				type: "webpage",
				title: "The mill & the {bridge}",
				author: [{ literal: "Ada Lund" }],
				publisher: "Valley Press",
				issued: { raw: "2021-03-04" },
				language: "en",
				page: "3",
				URL: "https://example.org/mill#top",
				accessed: { "date-parts": [[2026, 11, 22]] },
				custom: { quote: "x" },
			},
		]);
		expect(JSON.parse(cite(quoteOf("x", { url: "javascript:alert(1)" }), "csl-json"))[0]).toMatchObject({ type: "document", URL: LINK });
	});

	test("a Web Annotation names the words as the source has them, and cuts no character in two", () => {
		const around = { before: `${"🙂".repeat(40)}!`, after: `?${"🙂".repeat(40)}` };
		const web = JSON.parse(
			cite(quoteOf("rebuilt", {}, { original: "re-\nbuilt", exact: "reconstructed", context: around }), "web-annotation"),
		);
		expect(web).toMatchObject({
			"@context": "http://www.w3.org/ns/anno.jsonld",
			id: LINK,
			type: "Annotation",
			target: {
				source: "https://example.org/mill#top",
				selector: { type: "TextQuoteSelector", exact: "re-\nbuilt" },
				state: { type: "TimeState", cached: LINK },
			},
		});
		for (const side of [web.target.selector.prefix, web.target.selector.suffix]) expect(side.isWellFormed()).toBe(true);
		const own = JSON.parse(cite(quoteOf("rebuilt", { url: null }, { original: "re-\nbuilt" }), "web-annotation"));
		expect(own.target).toMatchObject({ source: "https://quoth.example.org/documents/abcdef012345", selector: { exact: "rebuilt" } });
	});

	test.each(CITATION_FORMATS)("%s holds whatever a document may hold", (format) => {
		for (const text of ["", "\u0000\ud800", "\u202eabc", "a".repeat(10_000), '"]}', "\r\n"])
			expect(() => cite(quoteOf(text), format)).not.toThrow();
	});
});
