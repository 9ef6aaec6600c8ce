import type { LedgerEntry } from "../domain/ledger.ts";
import { type EmbedderOptions, openTransformersEmbedder } from "../embedding/transformers-embedder.ts";
import { asQuothError, type QuothError } from "../errors.ts";
import { type IngestOptions, type IngestProgress, ingest } from "./ingest.ts";

/** What the process is asked for, in its first message. */
export type IngestRequest = Pick<IngestOptions, "folder" | "index" | "aliases"> &
	Omit<EmbedderOptions, "onDownload"> & {
		/** The files whose entries of the ledger are wanted. */
		readonly report: readonly string[];
	};

/** What it says: how far it is, and at last what came of it. */
export type IngestMessage =
	| { readonly type: "progress"; readonly progress: IngestProgress }
	| { readonly type: "done"; readonly ledger: readonly LedgerEntry[] }
	| { readonly type: "failed"; readonly code: QuothError["code"]; readonly message: string };

/** Milliseconds between two reports. */
const REPORT_EVERY = 100;

// An ingestion in a process of its own: embedding would keep a server from answering.
process.once("message", async (request: IngestRequest) => {
	const stop = new AbortController();
	process.once("disconnect", () => stop.abort()); // the server is gone, or wants no more
	let reported = 0;
	const report = (progress: IngestProgress) => {
		const now = performance.now();
		if (now - reported < REPORT_EVERY || !process.connected) return;
		reported = now;
		void say({ type: "progress", progress });
	};
	try {
		const embedder = await openTransformersEmbedder(request);
		const { ledger } = await ingest({ ...request, embedder, onProgress: report, signal: stop.signal });
		const wanted = new Set(request.report);
		await say({ type: "done", ledger: ledger.filter(({ uri }) => wanted.has(uri)) });
	} catch (error) {
		const { code, message } = asQuothError(error);
		await say({ type: "failed", code, message });
	}
	if (process.connected) process.disconnect();
});

/** Resolves when the message is on its way: a long one takes more than one write. */
function say(message: IngestMessage): Promise<void> {
	return new Promise((resolve) => {
		if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
		else resolve();
	});
}
