import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth } from "../../src/quoth.ts";
import { loadHnswLibrary } from "../../src/search-index/hnsw-vector-index.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { FILES, FORMAT_VERSION, type Manifest } from "../../src/search-index/manifest.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { NOWHERE } from "../support/places.ts";
import { bundledEmbedder, indexOf, VILLAGE } from "../support/quoth.ts";

const native = loadHnswLibrary() !== null;
const manifestOf = (index: string): Manifest => JSON.parse(readFileSync(join(index, "manifest.json"), "utf8"));
const fileOf = (index: string, name: string) => join(index, "generations", manifestOf(index).id, name);

test("documents and passages come back as they went in", async () => {
	const index = await openIndex(await indexOf(VILLAGE));
	expect(index.documents.map(({ uri, title, format }) => [uri, title, format])).toEqual([
		["bakery.txt", "The bakery on Mill Street", "text"],
		["bridge.html", "The bridge", "html"],
		["library.md", "The village library", "markdown"],
	]);
	const library = index.findDocument("library.md");
	expect(library).toBe(index.findDocument(library?.id ?? ""));
	for (let number = 0; number < index.manifest.counts.passages; number++) {
		const passage = index.passage(number);
		const document = index.documentOf(number);
		expect(passage.documentId).toBe(document.id);
		const text = index.textOf(document);
		for (const sentence of passage.sentences) expect(index.textOf(document, sentence)).toBe(text.slice(sentence.start, sentence.end));
	}
	const last = index.passage(index.manifest.counts.passages - 1);
	expect(last.place).toEqual({ ...NOWHERE, headings: ["Collection"] });
	index.close();
});

test("a new ingestion replaces the index and removes all else: the lock is its own", async () => {
	const path = await indexOf(VILLAGE);
	const before = await openIndex(path);
	mkdirSync(join(path, "generations", "building-999999999-dead"));
	await ingest({ folder: folderWith({ "a.txt": "Something else entirely." }), index: path, embedder: await bundledEmbedder() });
	const after = await openIndex(path);
	expect(after.documents.map((document) => document.uri)).toEqual(["a.txt"]);
	expect(readdirSync(join(path, "generations"))).toEqual([after.manifest.id]);
	// The one that was open goes on as it was.
	expect(before.textOf(before.documents[0] as (typeof before.documents)[0])).toContain("Mill Street");
	before.close();
	after.close();
});

describe("refusals", () => {
	const refused = (path: string) =>
		openIndex(path).then(
			() => "opened",
			(error) => error,
		);

	test("no index", async () => {
		expect(await refused(join(temporaryFolder(), "none"))).toMatchObject({ code: "index-missing" });
	});

	test.each([
		["broken JSON", "{ not json", "index-damaged"],
		["another program's file", '{"name":"x"}', "index-incompatible"],
		["a later format", '{"format":"quoth-index","version":99}', "index-incompatible"],
		["missing fields", `{"format":"quoth-index","version":${FORMAT_VERSION}}`, "index-damaged"],
	])("a manifest with %s", async (_what, content, code) => {
		const path = await indexOf(VILLAGE);
		writeFileSync(join(path, "manifest.json"), content);
		expect(await refused(path)).toMatchObject({ code, message: expect.stringMatching(/manifest|format/) });
	});

	test.each(Object.values(FILES).filter((name) => name !== FILES.hnsw))("%s cut short, changed by one bit, or gone", async (name) => {
		const path = await indexOf(VILLAGE);
		const file = fileOf(path, name);
		const bytes = readFileSync(file);
		truncateSync(file, bytes.length - 1);
		expect(await refused(path)).toMatchObject({ code: "index-damaged", message: expect.stringContaining(name) });
		const changed = Uint8Array.from(bytes);
		changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 1;
		writeFileSync(file, changed);
		expect(await refused(path)).toMatchObject({ code: "index-damaged", message: expect.stringContaining("checksum") });
		rmSync(file);
		expect(await refused(path)).toMatchObject({ code: "index-damaged", message: expect.stringContaining("is missing") });
	});

	test.skipIf(!native)("a damaged graph is refused before the library reads it", async () => {
		const path = await indexOf(VILLAGE, { hnswFrom: 1 });
		expect((await openIndex(path)).vectorSearch).toBe("hnsw");
		const file = fileOf(path, FILES.hnsw);
		const bytes = readFileSync(file);
		bytes.fill(0xff, bytes.length - 200);
		writeFileSync(file, bytes);
		expect(await refused(path)).toMatchObject({ code: "index-damaged" });
	});

	test("a manifest that hides a file", async () => {
		const path = await indexOf(VILLAGE);
		const manifest = manifestOf(path);
		delete manifest.files[FILES.postings];
		writeFileSync(join(path, "manifest.json"), JSON.stringify(manifest));
		expect(await refused(path)).toMatchObject({ code: "index-damaged", message: expect.stringContaining(FILES.postings) });
	});

	test("another model, and the same model changed", async () => {
		const path = await indexOf(VILLAGE);
		await expect(openQuoth({ index: path, model: "Xenova/all-MiniLM-L6-v2" })).rejects.toMatchObject({
			code: "index-incompatible",
			message: expect.stringContaining("quoth-static-en"),
		});
		const manifest = manifestOf(path);
		manifest.embedder.hash = "0".repeat(64);
		writeFileSync(join(path, "manifest.json"), JSON.stringify(manifest));
		await expect(openQuoth({ index: path })).rejects.toMatchObject({ code: "index-incompatible" });
	});
});

describe("a folder that cannot be written to", () => {
	test("a file in its place", async () => {
		const folder = folderWith({ index: "a file" });
		const run = ingest({ folder: folderWith(VILLAGE), index: join(folder, "index"), embedder: await bundledEmbedder() });
		await expect(run).rejects.toMatchObject({ code: "write-failed", message: expect.stringContaining("is a file") });
	});

	const canMount = process.platform === "linux" && process.getuid?.() === 0 && mounts();
	test.skipIf(!canMount)("a full disk (needs the right to mount one)", async () => {
		const disk = temporaryFolder();
		execFileSync("mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk]);
		try {
			const index = join(disk, "index");
			const embedder = await bundledEmbedder();
			await ingest({ folder: folderWith(VILLAGE), index, embedder });
			const before = readFileSync(join(index, "manifest.json"), "utf8");
			const run = ingest({ folder: folderWith({ "big.txt": "A sentence that fills the disk. ".repeat(60_000) }), index, embedder });
			await expect(run).rejects.toMatchObject({ code: "write-failed", message: expect.stringContaining("disk is full") });
			expect(readFileSync(join(index, "manifest.json"), "utf8")).toBe(before);
			(await openIndex(index)).close();
			expect(readdirSync(join(index, "generations"))).toHaveLength(1);
		} finally {
			execFileSync("umount", [disk]);
		}
	});
});

function mounts(): boolean {
	const disk = join(process.env.TMPDIR ?? "/tmp", `quoth-mount-${process.pid}`);
	mkdirSync(disk, { recursive: true });
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], { stdio: "ignore" });
		execFileSync("umount", [disk]);
		return true;
	} catch {
		return false;
	} finally {
		if (existsSync(disk)) rmSync(disk, { recursive: true, force: true });
	}
}
