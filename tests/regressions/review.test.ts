// Defects that a review of the first version found, one test each.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kindAsked } from "../../src/answer/question-kind.ts";
import { run } from "../../src/cli/program.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { parseHtml } from "../../src/ingest/parsers/html.ts";
import { parseMarkdown } from "../../src/ingest/parsers/markdown.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { createIndexWriter } from "../../src/search-index/index-writer.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { NOWHERE } from "../support/places.ts";
import { bundledEmbedder, quothOver, VILLAGE } from "../support/quoth.ts";
import { fakeTerminal } from "../support/terminal.ts";

test("1: what goes wrong after the switch does not take the new index away", async () => {
	const index = join(temporaryFolder(), "index");
	const embedder = { name: "none", hash: "none", dimensions: 2 };
	const writer = createIndexWriter(index, { embedder });
	const text = "The office has moved.";
	const span = { start: 0, end: text.length };
	const metadata = { title: "a", author: null, publisher: null, published: null, modified: null, language: null, url: null };
	const layout = { leftOut: [], pages: [], repairs: [], file: "a.txt", preparedBy: "" };
	writer.add(
		{ id: "a", uri: "a.txt", format: "text", length: text.length, passages: 1, contentHash: "x", text, ...layout, ...metadata },
		[{ id: "a-1", documentId: "a", span, sentences: [span], place: NOWHERE }],
		[["office"]],
		Float32Array.from([1, 0]),
	);
	await writer.publish();
	writer.abandon(); // as the caller does when anything throws
	const opened = await openIndex(index);
	expect(opened.documents).toHaveLength(1);
	opened.close();
});

test("2: two ingestions at once leave one whole index, and not each other's ruins", async () => {
	const index = join(temporaryFolder(), "index");
	const embedder = await bundledEmbedder();
	const folders = [folderWith({ "a.txt": "The first of the two." }), folderWith({ "b.txt": "The second of the two." })];
	await Promise.all(folders.map((folder) => ingest({ folder, index, embedder })));
	const opened = await openIndex(index);
	expect(opened.documents).toHaveLength(1);
	expect(readdirSync(join(index, "generations"))).toContain(opened.manifest.id);
	opened.close();
});

test("3: a line break in Markdown's HTML parts words", () => {
	expect(parseMarkdown("one<br>two").text).toBe("one\ntwo");
	expect(parseMarkdown("| a |\n|---|\n| one<br>two |").text).toBe("a\n\none two");
});

test("4: file names and titles cannot drive the terminal", async () => {
	const { terminal, written } = fakeTerminal();
	expect(await run(["inspect", "/no/\u001b[2Jsuch.txt"], terminal)).toBe(1);
	expect(written.err).not.toContain("\u001b");
	const file = join(folderWith({ "a.md": "# Title \u001b[31m\n\nText." }), "a.md");
	expect(await run(["inspect", file], terminal)).toBe(0);
	expect(written.out).not.toContain("\u001b");
});

test("5: white space without end takes no time", () => {
	const started = performance.now();
	parseHtml(`<p>a${"&nbsp;".repeat(100_000)}b</p><pre>a${" ".repeat(200_000)}b</pre>`);
	expect(performance.now() - started).toBeLessThan(5_000);
});

test("6: a question that is not valid is a rejected promise with a code", async () => {
	const quoth = await quothOver(VILLAGE);
	await expect(quoth.ask({ question: "" })).rejects.toMatchObject({ code: "invalid-request", message: expect.stringContaining("empty") });
});

test("7: a heading with nothing below it, and rows of header cells, can be quoted", async () => {
	const quoth = await quothOver({
		"a.md": "# Notice\n\nThe office has moved.\n\n## Closed on Fridays\n\n## Open on Mondays\n\nFrom ten o'clock.",
		"b.html": "<table><tr><th>Tide</th><th>Time</th></tr><tr><th>high water</th><th>04:12</th></tr></table>",
	});
	expect((await quoth.ask({ question: "Is the office closed on Fridays?" })).quotes.map((quote) => quote.text)).toContain(
		"Closed on Fridays",
	);
	expect((await quoth.ask({ question: "When is high water?" })).quotes.map((quote) => quote.text)).toContain("high water | 04:12");
});

test("8: the question word that comes first says what is asked for", () => {
	expect(kindAsked("Why did it close when the winter came?")).toBe("reason");
	expect(kindAsked("What year did it close?")).toBe("date");
});

test("9: a question is no answer to the same question; what stands behind it is", async () => {
	const quoth = await quothOver({
		"faq.txt":
			"What is the late fine?\nIt is 20 cents per day.\n\nWhere do I return a book?\nAt any desk, or through the slot beside the door.",
	});
	const { quotes } = await quoth.ask({ question: "What is the late fine?" });
	expect(quotes[0]?.text).toContain("It is 20 cents per day.");
});

test("10: a question that names nothing is told so", async () => {
	const quoth = await quothOver(VILLAGE);
	expect((await quoth.ask({ question: "and what about it?" })).reason?.code).toBe("not-a-question");
});

test("11: the folder of documents does not take the index, and an index inside it is not read", async () => {
	const folder = folderWith({ "a.txt": "The office has moved." });
	const embedder = await bundledEmbedder();
	await expect(ingest({ folder, index: folder, embedder })).rejects.toMatchObject({ code: "invalid-option" });
	const index = join(folder, "index");
	await ingest({ folder, index, embedder });
	expect((await ingest({ folder, index, embedder })).ledger.map(({ uri, outcome }) => [uri, outcome])).toEqual([["a.txt", "unchanged"]]);
});
