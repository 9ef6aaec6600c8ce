// An ingestion that is killed leaves the old index or the new one, whole. QUOTH_KILLS says how often to try (12 unless told).
import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { ingest } from "../../src/ingest/ingest.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder } from "../support/quoth.ts";

const KILLS = Number(process.env.QUOTH_KILLS ?? 12);
const LONGEST = 1_500; // milliseconds: by then the ingestion has ended
const main = join(import.meta.dirname, "../../dist/cli/main.js");

test(
	`killed at ${KILLS} random moments`,
	async () => {
		const text = (run: number) => `Run ${run} was noted in the book of the harbour. `.repeat(40);
		const files = (run: number) => Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.txt`, `Sheet ${at}. ${text(run)}`]));
		const folder = folderWith(files(0));
		const index = join(temporaryFolder(), "index");
		await ingest({ folder, index, embedder: await bundledEmbedder() });
		let seen = 0;
		for (let run = 1; run <= KILLS; run++) {
			for (const [name, content] of Object.entries(files(run))) writeFileSync(join(folder, name), content);
			const child = spawn(process.execPath, [main, "ingest", folder, "--index", index], { stdio: "ignore" });
			const ended = new Promise((resolve) => child.once("exit", resolve));
			await wait(Math.random() * LONGEST);
			child.kill("SIGKILL");
			await ended;
			const opened = await openIndex(index);
			const runs = new Set(opened.documents.map((document) => /Run (\d+) /.exec(opened.textOf(document))?.[1]));
			opened.close();
			expect([opened.documents.length, runs.size]).toEqual([40, 1]);
			const found = Number([...runs][0]);
			expect([seen, run]).toContain(found);
			seen = found;
		}
		await ingest({ folder, index, embedder: await bundledEmbedder(), wait: false }); // the lock of the dead is taken over
		const opened = await openIndex(index);
		expect(readdirSync(join(index, "generations"))).toEqual([opened.manifest.id]);
		opened.close();
	},
	60_000 + KILLS * 3_000,
);
