import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTransformersReranker } from "../../src/embedding/transformers-embedder.ts";
import { openQuoth } from "../../src/quoth.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startHub } from "../support/hub.ts";
import { largestIdCrossEncoder } from "../support/onnx.ts";
import { indexOf } from "../support/quoth.ts";

/** A folder with a model whose logit is the largest token id, over a vocabulary in which "granite" comes last. */
function crossEncoder(): string {
	const folder = temporaryFolder();
	mkdirSync(join(folder, "onnx"));
	const bundled = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../../models/quoth-static-en", file), "utf8"));
	const tokenizer = bundled("tokenizer.json");
	const words = [
		"[PAD]",
		"[UNK]",
		"the",
		"bridge",
		"was",
		"built",
		"of",
		"who",
		"mill",
		"stands",
		"wood",
		...Array.from({ length: 30 }, (_, at) => `unused${at}`),
		"granite",
	];
	tokenizer.model.vocab = Object.fromEntries(words.map((word, id) => [word, id]));
	tokenizer.added_tokens = tokenizer.added_tokens.map((token: { content: string }) => ({ ...token, id: words.indexOf(token.content) }));
	writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
	writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(bundled("tokenizer_config.json")));
	writeFileSync(join(folder, "config.json"), JSON.stringify({ model_type: "bert", architectures: ["BertForSequenceClassification"] }));
	writeFileSync(join(folder, "onnx/model_quantized.onnx"), largestIdCrossEncoder());
	return folder;
}

test("a cross-encoder reads question and text together, one logit for each text", async () => {
	const reranker = await openTransformersReranker(crossEncoder());
	expect(await reranker.score("who built the bridge", ["the mill stands", "granite", "of wood"])).toEqual([9, 41, 10]);
});

test("--reranker decides between sentences", async () => {
	const index = await indexOf({
		"a.txt": "The bridge was built of wood.\n\nUnder a heading of its own there is more to say about this and that in the valley.",
		"b.txt": "The bridge was built of granite.\n\nUnder a heading of its own there is more to say about this and that in the town.",
	});
	const quoth = await openQuoth({ index, reranker: crossEncoder() });
	onTestFinished(() => quoth.close());
	expect((await quoth.ask({ question: "What was the bridge built of?" })).quotes[0]?.text).toContain("granite");
});

test("a reranker that the hub does not have is a clear error", async () => {
	const hub = await startHub();
	const opening = openTransformersReranker("nobody/nothing", { hub: hub.url, cacheFolder: temporaryFolder() });
	await expect(opening).rejects.toMatchObject({ code: "model-unavailable", message: expect.stringContaining("nobody/nothing") });
});
