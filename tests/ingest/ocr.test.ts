// Needs pdftoppm and tesseract; skipped where they are not installed.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth } from "../../src/quoth.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { column, pdfOf, scanOf } from "../support/office.ts";
import { bundledEmbedder } from "../support/quoth.ts";

const isInstalled = spawnSync("pdftoppm", ["-v"]).error === undefined && spawnSync("tesseract", ["--version"]).error === undefined;

test.skipIf(!isInstalled)("a scan is reported, and read with --ocr, though it has not changed", async () => {
	const work = temporaryFolder();
	writeFileSync(
		join(work, "page.pdf"),
		pdfOf([column(["The observatory stands on the ridge above the village", "and is open on clear nights of winter."], { size: 14 })]),
	);
	execFileSync("pdftoppm", ["-r", "150", "-jpeg", "-singlefile", join(work, "page.pdf"), join(work, "page")]);
	const scan = scanOf(readFileSync(join(work, "page.jpg")));
	const folder = folderWith({ "scan.pdf": scan, "note.txt": "The mill opened in 1987." });
	const index = join(temporaryFolder(), "index");
	const embedder = await bundledEmbedder();
	const first = await ingest({ folder, index, embedder });
	expect(first.ledger[1]).toMatchObject({ outcome: "failed", reason: "no text on any of its pages (a scan?)" });
	const second = await ingest({ folder, index, embedder, ocr: true });
	expect(second.ledger.map(({ outcome }) => outcome)).toEqual(["unchanged", "read"]);
	const quoth = await openQuoth({ index });
	const [quote] = (await quoth.ask({ question: "When is the observatory on the ridge open?" })).quotes;
	expect(quote).toMatchObject({ text: expect.stringContaining("clear nights of winter"), source: { uri: "scan.pdf", page: 1 } });
	quoth.close();
});

test.skipIf(isInstalled)("--ocr without its programs says which one is missing", async () => {
	const run = ingest({
		folder: folderWith({ "a.txt": "x" }),
		index: join(temporaryFolder(), "i"),
		embedder: await bundledEmbedder(),
		ocr: true,
	});
	await expect(run).rejects.toMatchObject({ code: "invalid-option", message: expect.stringMatching(/pdftoppm|tesseract/) });
});
