import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, indexOf, VILLAGE } from "../support/quoth.ts";

const run = async (files: Record<string, string | Uint8Array>, index = join(temporaryFolder(), "index")) =>
	ingest({ folder: folderWith(files), index, embedder: await bundledEmbedder() });

test("the summary counts what was read and names what was not", async () => {
	const summary = await run({
		...VILLAGE,
		"copy.txt": VILLAGE["bakery.txt"],
		"binary.txt": Uint8Array.from([1, 0, 2, 0]),
		"empty.txt": "",
		"blank.md": " \n",
		"debris.txt": "You may also like\n\nLeave a comment",
		"photo.jpg": "x",
	});
	expect(summary).toMatchObject({ documents: 3, passages: expect.any(Number) });
	expect(Object.fromEntries(summary.ledger.map(({ uri, outcome, reason }) => [uri, `${outcome}: ${reason}`]))).toEqual({
		"bakery.txt": "read: null",
		"binary.txt": "failed: binary data, not text",
		"blank.md": "failed: no text in it",
		"bridge.html": "read: null",
		"copy.txt": "skipped: same content as bakery.txt",
		"debris.txt": "failed: nothing in it but page furniture",
		"empty.txt": "skipped: empty file",
		"library.md": "read: null",
		"photo.jpg": "skipped: an image",
	});
});

test("the text in the index is the text of the file, to the last character", async () => {
	const text = 'Zwölf Boxkämpfer 😀 jagen\tViktor  quer. \u00a0Ende — “so”.\n\n  Zweiter Absatz, mit \\n und "Zeichen".  ';
	const path = await indexOf({ "a.txt": text });
	const index = await openIndex(path);
	const [document] = index.documents;
	expect(document && index.textOf(document)).toBe(text);
	index.close();
});

test("an empty folder, and one with nothing to read, are errors that leave the old index", async () => {
	const index = join(temporaryFolder(), "index");
	await run(VILLAGE, index);
	const before = readFileSync(join(index, "manifest.json"), "utf8");
	await expect(run({}, index)).rejects.toMatchObject({ code: "corpus-empty", message: expect.stringContaining("it is empty") });
	await expect(run({ "a.xyz": "x" }, index)).rejects.toMatchObject({
		code: "corpus-empty",
		message: expect.stringContaining("a.xyz: unknown file type"),
	});
	expect(readFileSync(join(index, "manifest.json"), "utf8")).toBe(before);
	(await openIndex(index)).close();
});

test("a stopped run leaves the old index and nothing of its own", async () => {
	const index = join(temporaryFolder(), "index");
	await run(VILLAGE, index);
	const stop = new AbortController();
	const embedder = await bundledEmbedder();
	const folder = folderWith({ "other.txt": "The harbour opened in 1902." });
	const stopped = ingest({ folder, index, embedder, signal: stop.signal, onProgress: () => stop.abort() });
	await expect(stopped).rejects.toThrow(/abort/i);
	const opened = await openIndex(index);
	expect(readdirSync(join(index, "generations"))).toEqual([opened.manifest.id]);
	opened.close();
});

test("one line of 5 MB is read, in time", async () => {
	const started = performance.now();
	const summary = await run({ "long.txt": "word ".repeat(1_000_000) });
	expect(summary.documents).toBe(1);
	expect(summary.passages).toBeGreaterThan(4_000);
	expect(performance.now() - started).toBeLessThan(20_000);
});
