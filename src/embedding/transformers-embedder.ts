import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
	AutoModel,
	AutoModelForSequenceClassification,
	AutoTokenizer,
	env,
	type PreTrainedModel,
	type PreTrainedTokenizer,
	Tensor,
} from "@xenova/transformers";
import { QuothError } from "../errors.ts";
import { BUNDLED_MODEL, type Embedder } from "./embedder.ts";
import { createModelCache } from "./model-cache.ts";
import { profileOf } from "./model-profile.ts";
import type { Reranker } from "./reranker.ts";
import { createWordCache } from "./word-cache.ts";

export const DEFAULT_HUB = "https://huggingface.co";
export const DEFAULT_MODEL_CACHE = join(homedir(), ".cache", "quoth", "models");
const BUNDLED_MODELS = fileURLToPath(new URL("../../models/", import.meta.url));
const BATCH = 32; // texts of a like length: enough to use the model well, few enough to waste little padding

export type EmbedderOptions = {
	/** A model of the hub (`Xenova/all-MiniLM-L6-v2`), a folder (`./my-model`), or the bundled one. */
	readonly model?: string | undefined;
	/** Where downloaded models are kept. */
	readonly cacheFolder?: string | undefined;
	/** Address of the hub. */
	readonly hub?: string | undefined;
	/** Called while a model downloads. */
	readonly onDownload?: ((progress: { file: string; loaded: number; total: number }) => void) | undefined;
};

/**
 * Loads a model. The bundled one and a folder are read from disk, with remote loading switched off; a model of the hub is
 * downloaded once.
 * @throws QuothError `model-unavailable`, with what to do about it.
 */
export async function openTransformersEmbedder(options: EmbedderOptions = {}): Promise<Embedder> {
	const { place, tokenizer, network } = await load(options.model ?? BUNDLED_MODEL, options, AutoModel);
	return createEmbedder(place.name, hashOf(place.folder), tokenizer, network);
}

/**
 * Loads a cross-encoder, from the same places as an embedding model.
 * @throws QuothError `model-unavailable`, with what to do about it.
 */
export async function openTransformersReranker(model: string, options: EmbedderOptions = {}): Promise<Reranker> {
	const { place, tokenizer, network } = await load(model, options, AutoModelForSequenceClassification);
	return {
		name: place.name,
		async score(question, texts) {
			const inputs = tokenizer(
				texts.map(() => question),
				{ text_pair: [...texts], padding: true, truncation: true },
			);
			const { logits } = (await network(inputs)) as { logits: Tensor };
			const classes = logits.dims[1] as number;
			// one class is how well it answers; of two the second is "answers"
			return texts.map((_, row) => Number(logits.data[row * classes + classes - 1]));
		},
	};
}

type ModelClass = { from_pretrained(id: string, options: object): Promise<PreTrainedModel> };

/** Loads one model after another: the library's settings are global. */
let loading: Promise<unknown> = Promise.resolve();

function load(model: string, options: EmbedderOptions, kind: ModelClass) {
	const next = loading.then(() => loadNow(model, options, kind));
	loading = next.catch(() => {});
	return next;
}

async function loadNow(model: string, options: EmbedderOptions, kind: ModelClass) {
	const place = placeOf(model, options);
	configure(place, options);
	try {
		const source = place.remote ? { progress_callback: downloadReporter(place.folder, options.onDownload) } : { local_files_only: true };
		const tokenizer = await AutoTokenizer.from_pretrained(place.id, source);
		const network = await kind.from_pretrained(place.id, source);
		return { place, tokenizer, network };
	} catch (cause) {
		throw unavailable(model, place, options, cause);
	}
}

/** `name` is what an index records: for a folder its full path, so that the index can be asked from anywhere. */
type ModelPlace = { readonly name: string; readonly id: string; readonly folder: string; readonly remote: boolean };

function placeOf(model: string, options: EmbedderOptions): ModelPlace {
	if (model === BUNDLED_MODEL) return { name: model, id: model, folder: join(BUNDLED_MODELS, model), remote: false };
	if (/^\.{0,2}[/\\]/.test(model) || isAbsolute(model))
		return { name: resolve(model), id: basename(resolve(model)), folder: resolve(model), remote: false };
	if (!/^[\w.-]+\/[\w.-]+$/.test(model)) {
		throw new QuothError("model-unavailable", `"${model}" names no model: write owner/name for one of the hub, ./folder for one on disk.`);
	}
	return { name: model, id: model, folder: join(options.cacheFolder ?? DEFAULT_MODEL_CACHE, model), remote: true };
}

/** The library's settings are global: one process loads one model at a time. */
function configure(place: ModelPlace, options: EmbedderOptions): void {
	const hub = (options.hub ?? DEFAULT_HUB).replace(/\/+$/, "");
	env.allowLocalModels = !place.remote;
	env.allowRemoteModels = place.remote;
	env.localModelPath = dirname(place.folder);
	env.remoteHost = `${hub}/`;
	env.useFSCache = false; // it may leave a half-written file behind
	env.useCustomCache = place.remote;
	env.customCache = place.remote ? createModelCache(options.cacheFolder ?? DEFAULT_MODEL_CACHE, hub) : null;
}

function downloadReporter(folder: string, report: EmbedderOptions["onDownload"]) {
	return (event: { status: string; file?: string; loaded?: number; total?: number }) => {
		const { status, file, loaded, total } = event;
		if (status !== "progress" || report === undefined || file === undefined || loaded === undefined || total === undefined) return;
		if (!existsSync(join(folder, file))) report({ file, loaded, total });
	};
}

function hashOf(folder: string): string {
	const hash = createHash("sha256");
	for (const file of ["tokenizer.json", "onnx/model_quantized.onnx"]) hash.update(readFileSync(join(folder, file)));
	return hash.digest("hex");
}

async function createEmbedder(name: string, hash: string, tokenizer: PreTrainedTokenizer, network: PreTrainedModel): Promise<Embedder> {
	const profile = profileOf(name);
	const read = isStatic(network)
		? createStaticReader(tokenizer)
		: (texts: string[]) => tokenizer(texts, { padding: true, truncation: true });

	async function embedBatch(texts: readonly string[], role: "question" | "passage"): Promise<{ rows: Float32Array; dimensions: number }> {
		const inputs = read(texts.map((text) => profile.prefix[role] + text));
		if (inputs.input_ids.dims[1] === 0) return { rows: new Float32Array(texts.length * dimensions), dimensions }; // no words at all
		const output: Record<string, Tensor> = await network(inputs);
		const pooled = output.sentence_embedding;
		if (pooled !== undefined) return unitRows(pooled.data as Float32Array, pooled.dims[1] as number);
		const hidden = output.last_hidden_state ?? output.token_embeddings;
		if (hidden === undefined) throw new Error(`the model gives ${Object.keys(output).join(", ")}, but no last_hidden_state`);
		return pool(hidden, inputs.attention_mask, profile.pooling);
	}

	let dimensions = 0;
	dimensions = (await embedBatch(["dimensions"], "passage")).dimensions;

	return {
		name,
		hash,
		dimensions,
		async embed(texts, role) {
			const rows = new Float32Array(texts.length * dimensions);
			const byLength = [...texts.keys()].sort((a, b) => (texts[a] as string).length - (texts[b] as string).length);
			for (let from = 0; from < byLength.length; from += BATCH) {
				const batch = byLength.slice(from, from + BATCH);
				const found = await embedBatch(
					batch.map((index) => texts[index] as string),
					role,
				);
				batch.forEach((index, row) => {
					rows.set(found.rows.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions);
				});
			}
			return rows;
		},
		knows(word) {
			const [only, ...others] = tokenizer.encode(word, null, { add_special_tokens: false });
			return only !== undefined && others.length === 0 && only !== tokenizer.model.unk_token_id;
		},
	};
}

/** Whether a model is a table of vectors, as its config says: its pieces do not depend on their neighbours. */
function isStatic(network: PreTrainedModel): boolean {
	return network.config.architectures?.[0] === "StaticEmbedding";
}

/** The inputs of a static model: word by word, since tokenizing takes four fifths of its time otherwise. */
function createStaticReader(tokenizer: PreTrainedTokenizer) {
	const encode = createWordCache((word) => tokenizer.encode(word, null, { add_special_tokens: false }));
	return (texts: string[]) => {
		const ids = texts.map((text) => encode(text).slice(0, tokenizer.model_max_length));
		const width = Math.max(...ids.map((row) => row.length));
		const input = new BigInt64Array(texts.length * width);
		const mask = new BigInt64Array(texts.length * width);
		ids.forEach((row, at) => {
			row.forEach((id, column) => {
				input[at * width + column] = BigInt(id);
				mask[at * width + column] = 1n;
			});
		});
		const dims = [texts.length, width];
		return { input_ids: new Tensor("int64", input, dims), attention_mask: new Tensor("int64", mask, dims) };
	};
}

/** One unit vector for each text from the vectors of its tokens. */
function pool(hidden: Tensor, mask: Tensor, pooling: "mean" | "first-token"): { rows: Float32Array; dimensions: number } {
	const [texts, tokens, dimensions] = hidden.dims as [number, number, number];
	const values = hidden.data as Float32Array;
	const kept = mask.data as BigInt64Array;
	const rows = new Float32Array(texts * dimensions);
	for (let text = 0; text < texts; text++) {
		const row = rows.subarray(text * dimensions, (text + 1) * dimensions);
		for (let token = 0; token < (pooling === "mean" ? tokens : 1); token++) {
			if (kept[text * tokens + token] === 0n) continue;
			const offset = (text * tokens + token) * dimensions;
			for (let i = 0; i < dimensions; i++) (row[i] as number) += values[offset + i] as number;
		}
		toUnitLength(row);
	}
	return { rows, dimensions };
}

function unitRows(rows: Float32Array, dimensions: number): { rows: Float32Array; dimensions: number } {
	for (let at = 0; at < rows.length; at += dimensions) toUnitLength(rows.subarray(at, at + dimensions));
	return { rows, dimensions };
}

function toUnitLength(row: Float32Array): void {
	let squares = 0;
	for (const value of row) squares += value * value;
	const length = Math.sqrt(squares);
	if (length > 0) for (let i = 0; i < row.length; i++) (row[i] as number) /= length;
}

function unavailable(model: string, place: ModelPlace, options: EmbedderOptions, cause: unknown): QuothError {
	if (cause instanceof QuothError) return cause;
	const why =
		cause instanceof Error ? [cause.message, (cause.cause as Error | undefined)?.message].filter(Boolean).join(": ") : String(cause);
	if (!place.remote) return new QuothError("model-unavailable", `The model in ${place.folder} cannot be loaded: ${why}`, { cause });
	const hub = options.hub ?? DEFAULT_HUB;
	return new QuothError(
		"model-unavailable",
		`The model ${model} is not in the cache (${options.cacheFolder ?? DEFAULT_MODEL_CACHE}) and could not be loaded from ${hub}: ${why}. ` +
			"Without a network, leave --model out: the bundled model needs none.",
		{ cause },
	);
}
