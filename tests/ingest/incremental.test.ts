import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { LedgerEntry } from "../../src/domain/ledger.ts";
import { type IngestOptions, ingest } from "../../src/ingest/ingest.ts";
import { openQuoth } from "../../src/quoth.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { readLedger } from "../../src/search-index/ledger-file.ts";
import { FILES } from "../../src/search-index/manifest.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, VILLAGE } from "../support/quoth.ts";

/** A folder with an index of its own. */
function place(files: Record<string, string | Uint8Array>) {
	const folder = folderWith(files);
	const index = join(temporaryFolder(), "index");
	return {
		folder,
		index,
		run: async (options: Partial<IngestOptions> = {}) => ingest({ folder, index, embedder: await bundledEmbedder(), ...options }),
	};
}

const outcomes = (ledger: readonly LedgerEntry[]) => Object.fromEntries(ledger.map(({ uri, outcome }) => [uri, outcome]));

test("a second run over the same files changes nothing, and says so", async () => {
	const { run, index } = place({ ...VILLAGE, "photo.jpg": "x", "empty.md": " \n" });
	const first = await run();
	const manifest = readFileSync(join(index, "manifest.json"), "utf8");
	const second = await run();
	expect([first.changed, second.changed]).toEqual([true, false]);
	expect(readFileSync(join(index, "manifest.json"), "utf8")).toBe(manifest);
	expect(outcomes(second.ledger)).toEqual({
		"bakery.txt": "unchanged",
		"bridge.html": "unchanged",
		"empty.md": "failed",
		"library.md": "unchanged",
		"photo.jpg": "skipped",
	});
	expect(second.passages).toBe(first.passages);
	expect((await readLedger(index))?.entries).toEqual(second.ledger);
});

test("changed, new and removed files: the others are taken over as they were", async () => {
	const { run, folder, index } = place(VILLAGE);
	await run();
	writeFileSync(join(folder, "bakery.txt"), "The bakery on Mill Street closed in 2019.");
	writeFileSync(join(folder, "school.txt"), "The school has ninety pupils.");
	rmSync(join(folder, "bridge.html"));
	const { ledger } = await run();
	expect(outcomes(ledger)).toEqual({ "bakery.txt": "changed", "bridge.html": "removed", "library.md": "unchanged", "school.txt": "read" });
	const quoth = await openQuoth({ index });
	expect((await quoth.ask({ question: "When did the bakery on Mill Street close?" })).quotes[0]?.text).toContain("2019");
	expect((await quoth.ask({ question: "How many books does the library hold?" })).quotes[0]?.text).toBe("The library holds 12,400 books.");
	expect((await quoth.ask({ question: "Who built the stone bridge?" })).status).toBe("not-found");
	quoth.close();
});

test("an index that was brought up to date is the one that a fresh run makes, byte by byte", async () => {
	const { run, folder, index } = place({ "a.txt": "One.", ...VILLAGE });
	await run();
	writeFileSync(join(folder, "a.txt"), "The harbour of Brink opened in 1902. It is deep.");
	await run();
	const updated = await openIndex(index);
	await run({ fresh: true });
	const fresh = await openIndex(index);
	for (const name of Object.values(FILES).filter((file) => file !== FILES.ledger))
		expect([name, updated.manifest.files[name]?.sha256]).toEqual([name, fresh.manifest.files[name]?.sha256]);
	expect(updated.manifest.corpusFingerprint).toBe(fresh.manifest.corpusFingerprint);
	updated.close();
	fresh.close();
});

test("what is said of a file beside it, or for its folder, wins over the file; saying something else reads it again", async () => {
	const { run, folder, index } = place({
		"sources.yaml":
			"publisher: The Fjord Post\nfiles:\n  library.md: { author: Nobody }\nfurniture:\n  leaveOut: ['/On Sundays/']\n  keep: ['Read more']",
		"note.txt": "The mill opened in 1987.\n\nRead more\n\nIt grinds grain.",
		"note.txt.meta.yaml": "title: A note\npublished: 2020-05-06",
		...VILLAGE,
	});
	await run();
	const quoth = await openQuoth({ index });
	expect(quoth.document("note.txt")).toMatchObject({ title: "A note", published: "2020-05-06", publisher: "The Fjord Post", leftOut: [] });
	expect(quoth.document("library.md")).toMatchObject({ author: "Nobody", publisher: "The Fjord Post" });
	expect(quoth.document("library.md")?.leftOut).toEqual([
		expect.objectContaining({ reason: "rule", text: expect.stringContaining("On Sundays") }),
	]);
	quoth.close();
	writeFileSync(join(folder, "note.txt.meta.yaml"), "title: Another note");
	expect(outcomes((await run()).ledger)).toMatchObject({ "note.txt": "changed", "library.md": "unchanged" });
	writeFileSync(join(folder, "sources.yaml"), "publischer: x");
	await expect(run()).rejects.toMatchObject({ code: "invalid-option", message: expect.stringMatching(/sources\.yaml.*publischer/s) });
});

test("a dry run tells what would be done and does nothing", async () => {
	const { run, folder, index } = place(VILLAGE);
	const foreseen = await run({ dryRun: true });
	expect(outcomes(foreseen.ledger)).toEqual({ "bakery.txt": "read", "bridge.html": "read", "library.md": "read" });
	expect(existsSync(index)).toBe(false);
	await run();
	rmSync(join(folder, "bakery.txt"));
	writeFileSync(join(folder, "bridge.html"), "<p>The bridge fell.</p>");
	expect(outcomes((await run({ dryRun: true })).ledger)).toEqual({
		"bakery.txt": "removed",
		"bridge.html": "changed",
		"library.md": "unchanged",
	});
	expect((await openIndex(index)).documents).toHaveLength(3);
});

test("while another ingestion holds the index, a run waits or says who holds it; the lock of a dead process is taken over", async () => {
	const { run, index } = place(VILLAGE);
	await run();
	const lock = join(index, "ingest.lock");
	const { hostname } = await import("node:os");
	writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname(), since: "2026-01-01T00:00:00Z" }));
	await expect(run({ wait: false })).rejects.toMatchObject({
		code: "index-locked",
		message: expect.stringContaining(`process ${process.ppid}`),
	});
	const waiting: string[] = [];
	const waited = run({ onProgress: ({ at }) => waiting.push(at) });
	await expect.poll(() => waiting[0]).toContain("waiting: process");
	rmSync(lock);
	await waited;
	writeFileSync(lock, JSON.stringify({ pid: 4_194_303, host: hostname(), since: "2026-01-01T00:00:00Z" })); // beyond the last process number
	expect((await run({ wait: false })).changed).toBe(false);
	expect(existsSync(lock)).toBe(false);
});

test("a file that takes too long or too much memory fails alone", async () => {
	const { createParsePool } = await import("../../src/ingest/parse-pool.ts");
	const pool = createParsePool(1, { time: 1, timePerMegabyte: 0, memory: 512 });
	const slow = Uint8Array.from(Buffer.from("word ".repeat(400_000)));
	const file = { uri: "a.txt", contentHash: "", ocr: false };
	expect(await pool.prepare({ ...file, bytes: slow })).toMatchObject({
		problem: expect.stringContaining("took longer than"),
		mayRetry: true,
	});
	await pool.close();
	const patient = createParsePool(1, { time: 20_000, timePerMegabyte: 0, memory: 48 });
	const large = Uint8Array.from(Buffer.from("Some words. ".repeat(2_000_000)));
	expect(await patient.prepare({ ...file, bytes: large })).toMatchObject({
		problem: expect.stringContaining("needs more than 48 MB"),
		mayRetry: true,
	});
	const small = Uint8Array.from(Buffer.from("The mill opened."));
	expect((await patient.prepare({ ...file, bytes: small })).documents).toHaveLength(1);
	await patient.close();
});
