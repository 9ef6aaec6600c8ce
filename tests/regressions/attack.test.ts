// Ways in which the first version was made to hang, to lose text or to garble it, one test each.
import { connect } from "node:net";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { serve } from "../../src/http/serve.ts";
import { decodeText } from "../../src/ingest/decode-text.ts";
import { furnitureReason } from "../../src/ingest/furniture.ts";
import { parseDocuments } from "../../src/ingest/parse-document.ts";
import { parseHtml } from "../../src/ingest/parsers/html.ts";
import { parseMarkdown } from "../../src/ingest/parsers/markdown.ts";
import { splitPassages } from "../../src/ingest/split-passages.ts";

async function passagesOf(uri: string, text: string): Promise<number> {
	const parsed = await parseDocuments({ uri, bytes: Buffer.from(text), contentHash: "" });
	if ("problem" in parsed) throw new Error(parsed.problem);
	return parsed.flatMap(({ document, blocks }) => splitPassages(document, blocks)).length;
}

describe("1: files that took time without end", () => {
	test.each<[string, string, string]>([
		["a list of a hundred thousand items", "a.txt", "- a\n".repeat(100_000)],
		["paragraphs without a full stop", "a.txt", "some words without an end here\n\n".repeat(40_000)],
		["unclosed paragraphs", "a.html", "<p>a".repeat(100_000)],
		["marks that open and never close", "a.md", `${"*a_ ".repeat(2_000)}\n`.repeat(11)],
		["a list nested without end", "a.md", Array.from({ length: 1_500 }, (_, i) => `${" ".repeat(2 * i)}- a`).join("\n")],
		["quotations nested without end", "a.md", `${"> ".repeat(5_000)}x`],
		["a line of five megabytes", "a.md", "word ".repeat(1_000_000)],
		["eight thousand names", "a.txt", Array.from({ length: 8_000 }, (_, i) => `Anna Berg${i % 10}`).join("\n\n")],
	])("%s", async (_what, uri, text) => {
		const started = performance.now();
		expect(await passagesOf(uri, text)).toBeGreaterThan(0);
		expect(performance.now() - started).toBeLessThan(10_000);
	});
});

test("2: prose between two rules is no front matter", () => {
	expect(parseMarkdown("---\n\nWarning: the bridge closed in 1999.\n\n---\n\nBody text.").text).toContain("the bridge closed in 1999");
});

test.each([
	"© 2024 Acme was founded in Oslo by Ann Berg and it sold 40 boats.",
	"Copyright law changed in 1976 when Congress passed a new act.",
	"Privacy policy at Acme forbids sharing of data with third parties.",
	"Latest news from Paris: talks failed",
	"Trending upward, prices hit 40 euros",
	"Recommended dose: 40 mg daily",
	"Most popular name: Olivia",
	"More from the mayor",
	"See also the 1998 treaty.",
	"To view the comet, astronomers click here",
	"Categories: mammals, birds, reptiles and fish",
])("3: this is no furniture: %s", (line) => {
	expect(furnitureReason(line)).toBeNull();
});

test("4: a page within a form, and text beside a small article, are read", () => {
	expect(parseHtml("<body><form id=aspnetForm><p>The office has moved.</p><input><button>Go</button></form></body>").text).toBe(
		"The office has moved.",
	);
	const beside = `<body><p>${"The office has moved to the old mill. ".repeat(5)}</p><article><p>Short.</p></article></body>`;
	expect(parseHtml(beside).text).toContain("old mill");
});

test("5: one bad byte does not turn UTF-8 into another encoding", () => {
	const good = Buffer.from("The café in Malmö sold naïve Zoë’s résumé. ".repeat(5));
	for (const bytes of [Buffer.concat([good, Buffer.from([0xc3])]), Buffer.concat([good, Buffer.from([0xff]), good])]) {
		expect(decodeText(bytes)).toEqual({ problem: expect.stringContaining("damaged UTF-8") });
	}
});

test("6: marks and replacement characters that are really there stay", () => {
	const text = "\uFEFF\uFEFFThe sign \uFFFD means unknown.";
	expect(decodeText(Buffer.from(text))).toMatchObject({ characters: text });
});

test("7: a short text in windows-1252", () => {
	expect(decodeText(Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x2e, 0x0a]))).toMatchObject({ characters: "Café.\n" });
});

test("8: a connection that sends nothing does not keep the server from stopping", async () => {
	const server = await serve(new Hono(), { host: "127.0.0.1", port: 0 });
	const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
	await new Promise((resolve) => socket.once("connect", resolve));
	socket.on("error", () => {});
	const started = performance.now();
	await server.close();
	expect(performance.now() - started).toBeLessThan(8_000);
	socket.destroy();
});
