import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Embedder } from "../../src/embedding/embedder.ts";

const FOLDER = join(import.meta.dirname, "rivals");
const FOUND = 10;

/** Something that is asked for the ten best passages. */
type Rival = { readonly name: string; search(question: string): unknown };

/** The passages that all are asked over, with their vectors. */
export type Passages = { readonly texts: readonly string[]; readonly vectors: Float32Array; readonly dimensions: number };

/**
 * What a TypeScript developer would take instead, over the same passages, vectors and questions: time to build, and median time to
 * find ten passages. LangChain and the plain scan embed the question themselves; Orama is given the vector.
 */
export async function measureRivals(passages: Passages, embedder: Embedder, questions: readonly string[]): Promise<Record<string, object>> {
	if (!existsSync(join(FOLDER, "node_modules"))) {
		return { "not compared": { "run first": "npm install --prefix bench/speed/rivals --legacy-peer-deps" } };
	}
	const figures: Record<string, object> = {};
	for (const build of [buildScan, buildMiniSearch, buildOrama, buildLangChain]) {
		const started = performance.now();
		const rival = await build(passages, embedder);
		const buildSeconds = (performance.now() - started) / 1000;
		const times: number[] = [];
		for (const question of questions) {
			const asked = performance.now();
			await rival.search(question);
			times.push(performance.now() - asked);
		}
		times.sort((a, b) => a - b);
		figures[rival.name] = {
			"build, s": Number(buildSeconds.toFixed(1)),
			"search p50, ms": Number((times[times.length >> 1] as number).toFixed(2)),
		};
	}
	return figures;
}

async function load(name: string) {
	return import(pathToFileURL(createRequire(join(FOLDER, "package.json")).resolve(name)).href);
}

const row = ({ vectors, dimensions }: Passages, at: number) => vectors.subarray(at * dimensions, (at + 1) * dimensions);

async function buildScan(passages: Passages, embedder: Embedder): Promise<Rival> {
	return {
		name: "plain scan of the vectors",
		async search(question) {
			const query = await embedder.embed([question], "question");
			const scores = passages.texts.map((_, at) => row(passages, at).reduce((sum, value, i) => sum + value * (query[i] as number), 0));
			return [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number)).slice(0, FOUND);
		},
	};
}

async function buildMiniSearch({ texts }: Passages): Promise<Rival> {
	const { default: MiniSearch } = await load("minisearch");
	const index = new MiniSearch({ fields: ["text"] });
	index.addAll(texts.map((text, id) => ({ id, text })));
	return { name: "MiniSearch", search: (question) => index.search(question).slice(0, FOUND) };
}

async function buildOrama(passages: Passages, embedder: Embedder): Promise<Rival> {
	const { create, insertMultiple, search } = await load("@orama/orama");
	const index = create({ schema: { text: "string", vector: `vector[${passages.dimensions}]` } });
	await insertMultiple(
		index,
		passages.texts.map((text, at) => ({ text, vector: [...row(passages, at)] })),
	);
	return {
		name: "Orama, hybrid",
		async search(question) {
			const value = [...(await embedder.embed([question], "question"))];
			return search(index, { mode: "hybrid", term: question, vector: { value, property: "vector" }, limit: FOUND, similarity: 0 });
		},
	};
}

async function buildLangChain(passages: Passages, embedder: Embedder): Promise<Rival> {
	const { HNSWLib } = await load("@langchain/community/vectorstores/hnswlib");
	const embeddings = {
		embedQuery: async (text: string) => [...(await embedder.embed([text], "question"))],
		embedDocuments: async () => passages.texts.map((_, at) => [...row(passages, at)]),
	};
	const store = await HNSWLib.fromTexts(
		[...passages.texts],
		passages.texts.map((_, id) => ({ id })),
		embeddings,
	);
	return { name: "LangChain.js with HNSWLib", search: (question) => store.similaritySearch(question, FOUND) };
}
