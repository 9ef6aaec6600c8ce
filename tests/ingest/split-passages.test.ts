import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Block } from "../../src/domain/document.ts";
import type { Passage } from "../../src/domain/passage.ts";
import { type ParsedDocument, parseDocuments } from "../../src/ingest/parse-document.ts";
import { LONGEST_PASSAGE, splitPassages } from "../../src/ingest/split-passages.ts";

async function split(name: string, characters: string): Promise<{ text: string; blocks: readonly Block[]; passages: Passage[] }> {
	const parsed = await parseDocuments({ uri: name, bytes: Buffer.from(characters), contentHash: "" });
	if ("problem" in parsed) return { text: "", blocks: [], passages: [] };
	const [{ document, blocks }] = parsed as [ParsedDocument];
	return { text: document.text, blocks, passages: splitPassages(document, blocks) };
}

const words = ({ text, passages }: Awaited<ReturnType<typeof split>>) => passages.map(({ span }) => text.slice(span.start, span.end));
const LONG = "This sentence has exactly ten words and then it ends here. ";

test("a paragraph is a passage", async () => {
	const first = LONG.repeat(4).trim();
	const second = LONG.repeat(5).trim();
	expect(words(await split("a.txt", `${first}\n\n${second}`))).toEqual([first, second]);
});

test("a long paragraph is split at sentence ends, into parts of a like length", async () => {
	const parts = words(await split("a.txt", LONG.repeat(60)));
	expect(parts.length).toBeGreaterThan(2);
	for (const part of parts) {
		expect(part.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
		expect(part).toMatch(/^This .*here\.$/s);
	}
	expect(Math.min(...parts.map((part) => part.length))).toBeGreaterThan(LONGEST_PASSAGE / 3);
});

test("tiny paragraphs join their neighbour under the same heading, not across headings", async () => {
	const passages = await split("a.md", "# One\n\nTiny.\n\nAlso tiny.\n\n# Two\n\nStill tiny.");
	expect(words(passages)).toEqual(["Tiny.\n\nAlso tiny.", "Still tiny."]);
	expect(passages.passages.map((passage) => passage.place.headings)).toEqual([[], ["Two"]]);
});

test("what was left out lies in no passage", async () => {
	const { text, passages } = await split("a.txt", "Snow fell.\n\nYou may also like\n\nIt melted.");
	const debris = text.indexOf("You may");
	expect(passages.every(({ span }) => span.end <= debris || span.start > debris)).toBe(true);
	expect(passages).toHaveLength(2);
});

test("a document of headings alone is still quotable", async () => {
	expect(words(await split("a.md", "# Closed on Sundays"))).toEqual(["Closed on Sundays"]);
});

describe("offsets", () => {
	test.each(["a.txt", "a.md", "a.html"])("%s: passages and sentences tile the kept text", async (name) => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.constantFrom(
						"Snow fell. ",
						"\n\n",
						"\n",
						"# H\n",
						"- item\n",
						"<p>",
						"😀",
						"facebook twitter rss\n",
						"“Dr. ",
						"x".repeat(90),
						"é\u0301 ",
					),
					{ maxLength: 40 },
				),
				async (parts) => {
					const { text, blocks, passages } = await split(name, parts.join(""));
					for (const { kind, span } of blocks) {
						if (kind !== "heading")
							expect(passages.some((passage) => passage.span.start <= span.start && span.end <= passage.span.end)).toBe(true);
					}
					let last = 0;
					for (const { span, sentences } of passages) {
						expect(span.start).toBeGreaterThanOrEqual(last);
						expect(sentences[0]?.start).toBe(span.start);
						expect(sentences.at(-1)?.end).toBe(span.end);
						let at = span.start;
						for (const sentence of sentences) {
							expect(text.slice(at, sentence.start).trim()).toBe("");
							expect(text.slice(sentence.start, sentence.end)).not.toBe("");
							at = sentence.end;
						}
						last = span.end;
					}
				},
			),
			{ numRuns: 200 },
		);
	});
});
