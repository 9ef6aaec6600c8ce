import { resolve } from "node:path";
import { openTransformersEmbedder } from "../embedding/transformers-embedder.ts";
import { type IngestSummary, ingest } from "../ingest/ingest.ts";
import { count, showControls } from "../render/terminal.ts";
import { createProgress, type Terminal } from "./terminal.ts";

export type IngestSettings = { folder: string; index: string; aliases?: string; model?: string; modelCache?: string; hub?: string };

/** Ingests with progress on standard error. */
export async function runIngest(settings: IngestSettings, terminal: Terminal): Promise<IngestSummary> {
	const progress = createProgress(terminal.err);
	const embedder = await openTransformersEmbedder({
		model: settings.model,
		cacheFolder: settings.modelCache,
		hub: settings.hub,
		onDownload: ({ file, loaded, total }) => progress.show(`downloading ${file}: ${megabytes(loaded)} of ${megabytes(total)}`),
	});
	const started = performance.now();
	try {
		return await ingest({
			folder: settings.folder,
			index: settings.index,
			embedder,
			aliases: settings.aliases,
			signal: terminal.signal,
			onProgress: ({ documents, passages, at }) => {
				const rate = Math.round(passages / ((performance.now() - started) / 1000));
				progress.show(`${count(documents, "document")}, ${count(passages, "passage")}, ${rate} passages/s – ${showControls(at)}`);
			},
		});
	} finally {
		progress.end();
	}
}

/** The closing words of an ingestion: what was read, and every file that was not, with the reason. */
export function renderSummary(summary: IngestSummary, indexFolder: string): string {
	const { documents, passages, skipped, notes, seconds, index } = summary;
	const lines = [
		`${count(documents, "document")}, ${count(passages, "passage")} in ${seconds.toFixed(1)} s (${Math.round(passages / seconds)} passages/s)`,
		`embedder ${index.embedder.name}, vectors ${index.files["vectors.hnsw"] === undefined ? "compared one by one" : "linked (HNSW)"}`,
	];
	lines.push(`the index in ${resolve(indexFolder)} answers from these documents now, and from no others`, ...notes);
	if (skipped.length > 0) {
		lines.push(`${skipped.length} skipped:`, ...skipped.map(({ uri, reason }) => `  ${showControls(uri)}: ${showControls(reason)}`));
	}
	return `${lines.join("\n")}\n`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
