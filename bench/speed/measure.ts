import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import { createExactVectorIndex } from "../../src/search-index/exact-vector-index.ts";
import { loadHnswLibrary, openHnswFile, writeHnswFile } from "../../src/search-index/hnsw-vector-index.ts";
import { FILES, type Manifest, readManifest } from "../../src/search-index/manifest.ts";
import { readAs } from "../../src/search-index/read-file.ts";
import type { VectorMatrix } from "../../src/search-index/vector-index.ts";
import { temporaryFolder } from "../quality/question-set.ts";
import { writeSpeedCorpus } from "./corpus.ts";
import { measureRivals, type Passages } from "./rivals.ts";

const ASKED = 200;
/** Beyond this size others take minutes or more memory than there is. */
const MOST_COMPARED = 20_000;

/** Ingestion, asking and vector search at each size, and the cold start of the command line. */
export async function measureSpeed(sizes: readonly number[]): Promise<Record<string, object>> {
	const figures: Record<string, object> = { "cold start of quoth ask, sample corpus": coldStart() };
	for (const size of sizes.length > 0 ? sizes : [1_000, 10_000]) {
		figures[`${size} passages`] = await measureSize(size);
		console.log(size, figures[`${size} passages`]);
	}
	console.log(figures);
	return figures;
}

async function measureSize(size: number): Promise<object> {
	const corpus = writeSpeedCorpus(size);
	const path = temporaryFolder("quoth-speed-index-");
	const embedder = await openTransformersEmbedder();
	const { seconds, passages } = await ingest({ folder: corpus, index: path, embedder });
	if (passages < 0.99 * size) throw new Error(`The index holds ${passages} passages instead of ${size}.`);
	const again = await ingest({ folder: corpus, index: path, embedder });
	const opening = performance.now();
	const quoth = await openQuoth({ index: path });
	const openMs = performance.now() - opening;
	const questions = questionsFrom(quoth);
	for (const question of questions.slice(0, 20)) await quoth.ask({ question });
	const times: number[] = [];
	for (const question of questions) {
		const started = performance.now();
		await quoth.ask({ question });
		times.push(performance.now() - started);
	}
	const searching: number[] = [];
	for (const question of questions) {
		const started = performance.now();
		await quoth.search(question, 10);
		searching.push(performance.now() - started);
	}
	const resident = Math.round(process.memoryUsage.rss() / 1e6);
	const manifest = await readManifest(path);
	const disk = Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0);
	const vectors = size <= MOST_COMPARED ? await measureVectors(path, await embedder.embed(questions, "question")) : {};
	const rivals = size <= MOST_COMPARED ? await measureRivals(passagesOf(quoth, manifest, path), embedder, questions.slice(0, 50)) : {};
	const { vectorSearch } = quoth.info;
	quoth.close();
	for (const folder of [corpus, path]) rmSync(folder, { recursive: true, force: true });
	return {
		"ingest, passages/s": Math.round(passages / seconds),
		"again without a change, % of the time": Number(((100 * again.seconds) / seconds).toFixed(1)),
		"open, ms": Math.round(openMs),
		"ask p50, ms": quantile(times, 0.5),
		"ask p99, ms": quantile(times, 0.99),
		"vector search": vectorSearch,
		"search p50, ms": quantile(searching, 0.5),
		"resident, MB": resident,
		"on disk, MB": Math.round(disk / 1e6),
		...vectors,
		beside: rivals,
	};
}

/** The passages of an index with their vectors, as others are given them. */
function passagesOf(quoth: Quoth, { counts, embedder, id }: Manifest, path: string): Passages {
	const texts = quoth.documents.flatMap((document) => (quoth.document(document.id)?.text ?? "").split("\n\n"));
	const vectors = readAs(Float32Array, join(path, "generations", id, FILES.vectors));
	if (texts.length !== counts.passages) throw new Error(`${texts.length} texts for ${counts.passages} passages`);
	return { texts, vectors, dimensions: embedder.dimensions };
}

/** Questions of eight words that stand in the corpus, from passages spread over it. */
export function questionsFrom(quoth: Quoth): string[] {
	return Array.from({ length: ASKED }, (_, at) => {
		const { id } = quoth.documents[(at * 7919) % quoth.documents.length] as { id: string };
		const words = (quoth.document(id)?.text ?? "").split(/\s+/);
		return `What about ${words
			.slice((at * 31) % words.length)
			.slice(0, 8)
			.join(" ")}?`;
	});
}

/** Exact search against HNSW on the same vectors: time for each question, and what HNSW misses of the ten nearest. */
async function measureVectors(path: string, asked: Float32Array): Promise<object> {
	const { embedder, counts, id } = await readManifest(path);
	const { dimensions } = embedder;
	const matrix: VectorMatrix = {
		rows: counts.passages,
		dimensions,
		values: readAs(Float32Array, join(path, "generations", id, FILES.vectors)),
	};
	const queries = Array.from({ length: ASKED }, (_, at) => asked.slice(at * dimensions, (at + 1) * dimensions));
	const compared = createExactVectorIndex(matrix);
	const exact = timed(queries, (query) => compared.search(query, 100));
	const library = loadHnswLibrary();
	if (library === null) return { "exact search, ms": exact.ms };
	const file = join(temporaryFolder("quoth-hnsw-"), "vectors.hnsw");
	const building = performance.now();
	await writeHnswFile(library, matrix, file);
	const buildSeconds = (performance.now() - building) / 1000;
	const graph = openHnswFile(library, matrix, file);
	const near = timed(queries, (query) => graph.search(query, 100));
	const found = near.results.map((hits, at) => {
		const best = new Set(exact.results[at]?.slice(0, 10).map((hit) => hit.passage));
		return hits.slice(0, 10).filter((hit) => best.has(hit.passage)).length / 10;
	});
	rmSync(join(file, ".."), { recursive: true, force: true });
	return {
		"exact search, ms": exact.ms,
		"HNSW search, ms": near.ms,
		"HNSW recall@10": Number((found.reduce((a, b) => a + b, 0) / found.length).toFixed(3)),
		"HNSW build, vectors/s": Math.round(matrix.rows / buildSeconds),
	};
}

function timed<T>(queries: readonly Float32Array[], search: (query: Float32Array) => T): { ms: number; results: T[] } {
	for (const query of queries.slice(0, 20)) search(query);
	const times: number[] = [];
	const results = queries.map((query) => {
		const started = performance.now();
		const result = search(query);
		times.push(performance.now() - started);
		return result;
	});
	return { ms: quantile(times, 0.5), results };
}

/** Needs `npm run build` and `npm run ingest`. */
function coldStart(): object {
	const main = join(import.meta.dirname, "../../dist/cli/main.js");
	const times = Array.from({ length: 7 }, () => {
		const started = performance.now();
		spawnSync(process.execPath, [main, "ask", "When was the camp raided?"], { cwd: join(import.meta.dirname, "../..") });
		return performance.now() - started;
	});
	return { "median, ms": quantile(times, 0.5), "slowest, ms": quantile(times, 1) };
}

export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2));
}
