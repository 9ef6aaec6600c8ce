import { resolve } from "node:path";
import { openTransformersEmbedder } from "../embedding/transformers-embedder.ts";
import { type IngestProgress, type IngestSummary, ingest } from "../ingest/ingest.ts";
import { renderLedger } from "../render/ledger.ts";
import { count, showControls } from "../render/terminal.ts";
import { createProgress, type Terminal } from "./terminal.ts";

export type IngestSettings = {
	folder: string;
	index: string;
	aliases?: string;
	model?: string;
	modelCache?: string;
	hub?: string;
	fresh?: boolean;
	ocr?: boolean;
	dryRun?: boolean;
	wait?: boolean;
};

/** Ingests with progress on standard error. */
export async function runIngest(settings: IngestSettings, terminal: Terminal): Promise<IngestSummary> {
	const { folder, index, aliases, fresh, ocr, dryRun, wait } = settings;
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
			folder,
			index,
			aliases,
			fresh,
			ocr,
			dryRun,
			wait,
			embedder,
			signal: terminal.signal,
			onProgress: (at) => progress.show(progressLine(at, (performance.now() - started) / 1000)),
		});
	} finally {
		progress.end();
	}
}

const LEAST_TOLD = 0.02; // share from which on the time left can be told

function progressLine({ files, allFiles, share, passages, at }: IngestProgress, seconds: number): string {
	const left = share >= LEAST_TOLD && share < 1 ? `, ${duration((seconds * (1 - share)) / share)} left` : "";
	return `${files} of ${count(allFiles, "file")}, ${count(passages, "passage")}, ${Math.round(passages / seconds)} a second${left} – ${showControls(at)}`;
}

/** "1:05" */
function duration(seconds: number): string {
	const whole = Math.ceil(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The closing words of an ingestion: what became of every file, and of the index. */
export function renderSummary(summary: IngestSummary, indexFolder: string): string {
	const { documents, passages, notes, seconds, index, changed, ledger } = summary;
	const speed = changed ? ` (${Math.round(passages / seconds)} passages/s)` : "";
	const lines = [renderLedger(ledger), `${count(documents, "document")}, ${count(passages, "passage")} in ${seconds.toFixed(1)} s${speed}`];
	if (index !== null)
		lines.push(
			`embedder ${index.embedder.name}, vectors ${index.files["vectors.hnsw"] === undefined ? "compared one by one" : "linked (HNSW)"}`,
		);
	lines.push(...notes);
	if (changed) lines.push(`the index in ${resolve(indexFolder)} answers from these documents now, and from no others`);
	else if (index !== null && notes.length === 0) lines.push("nothing has changed: the index is as it was");
	return `${lines.join("\n")}\n`;
}

/** Whether files that should have been read gave nothing. */
export function hasFailures({ ledger }: IngestSummary): boolean {
	return ledger.some(({ outcome }) => outcome === "failed");
}

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
