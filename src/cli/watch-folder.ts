import { resolve } from "node:path";
import { watch } from "chokidar";
import { asQuothError } from "../errors.ts";
import { showControls } from "../render/terminal.ts";
import type { Terminal } from "./terminal.ts";

/** Changes that come so close together are one; milliseconds. */
const QUIET = 500;

/** Calls back at once and whenever a folder has changed and come to rest, one call at a time, until the terminal is interrupted. */
export async function watchFolder(folder: string, index: string, ingest: () => Promise<void>, terminal: Terminal): Promise<void> {
	const watcher = watch(folder, { ignoreInitial: true, followSymlinks: false, ignored: (path) => resolve(path) === resolve(index) });
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> = Promise.resolve();
	const run = async () => {
		try {
			await ingest();
		} catch (error) {
			// An ingestion that fails leaves the old index; the next change may mend what was wrong.
			if (!terminal.signal.aborted) terminal.err.write(`quoth: ${showControls(asQuothError(error).message)}\n`);
		}
	};
	watcher.on("all", () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			running = running.then(run);
		}, QUIET);
	});
	watcher.on("error", (error) => terminal.err.write(`quoth: ${showControls(String(error))}\n`));
	await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
	running = ingest(); // a first run that fails ends the command
	await running;
	terminal.err.write(`watching ${folder}; Ctrl-C ends it\n`);
	await new Promise<void>((end) => {
		if (terminal.signal.aborted) end();
		terminal.signal.addEventListener("abort", () => end(), { once: true });
	});
	clearTimeout(timer);
	await watcher.close();
	await running;
}
