// A thread that prepares files, one at a time: what hangs or runs out of memory ends with it.
import { parentPort } from "node:worker_threads";
import { createOcr } from "./ocr.ts";
import type { FileRequest } from "./parse-pool.ts";
import { failed, type PreparedFile, prepareFile } from "./prepare-file.ts";

const port = parentPort;
if (port === null) throw new Error("parse-worker.ts runs as a worker thread");

port.on("message", async ({ ocr, ...file }: FileRequest) => {
	let prepared: PreparedFile;
	try {
		prepared = await prepareFile({ ...file, ocr: ocr ? createOcr() : undefined });
	} catch (error) {
		prepared = failed(`cannot be parsed: ${error instanceof Error ? error.message : String(error)}`);
	}
	port.postMessage({ prepared });
});
