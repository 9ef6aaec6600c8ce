import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BUNDLED_MODEL } from "../../src/embedding/embedder.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { testEmbedder } from "../contracts/embedder.ts";
import { temporaryFolder } from "../support/folders.ts";
import { startHub } from "../support/hub.ts";
import { bundledEmbedder } from "../support/quoth.ts";

testEmbedder("the bundled model", bundledEmbedder);

const cosine = async (a: string, b: string) => {
	const embedder = await bundledEmbedder();
	const rows = await embedder.embed([a, b], "passage");
	return rows.subarray(0, embedder.dimensions).reduce((sum, value, i) => sum + value * (rows[embedder.dimensions + i] as number), 0);
};

test("meaning: a related text is nearer than an unrelated one, though neither shares a word with the question", async () => {
	const question = "Which physician treats illness in kids?";
	const related = "A pediatrician is a doctor who cares for sick children.";
	const unrelated = "The bridge was built from granite blocks over two summers.";
	expect(await cosine(question, related)).toBeGreaterThan((await cosine(question, unrelated)) + 0.1);
});

test("a word that the model has never seen is made of pieces, and still tells texts apart", async () => {
	expect(await cosine("Where does Zorblatnik live?", "Zorblatnik lives in a lighthouse.")).toBeGreaterThan(
		(await cosine("Where does Zorblatnik live?", "Quimperwold lives in a lighthouse.")) + 0.1,
	);
});

describe("models of the hub", () => {
	test("a model is downloaded with progress, kept, and loaded from the cache when the hub is gone", async () => {
		const hub = await startHub();
		const cacheFolder = temporaryFolder();
		const seen: string[] = [];
		const options = { model: "tests/tiny", cacheFolder, hub: hub.url };
		const embedder = await openTransformersEmbedder({ ...options, onDownload: ({ file }) => seen.push(file) });
		expect(embedder).toMatchObject({ name: "tests/tiny", hash: (await bundledEmbedder()).hash });
		expect(new Set(seen)).toContain("onnx/model_quantized.onnx");
		await hub.close();
		const again = await openTransformersEmbedder({ ...options, onDownload: () => expect.unreachable("nothing is downloaded twice") });
		expect(await again.embed(["snow"], "passage")).toEqual(await embedder.embed(["snow"], "passage"));
	});

	test("without a network the message names the model, the cache and the way out", async () => {
		const hub = await startHub();
		await hub.close();
		const opening = openTransformersEmbedder({ model: "tests/tiny", cacheFolder: temporaryFolder(), hub: hub.url });
		await expect(opening).rejects.toMatchObject({
			code: "model-unavailable",
			message: expect.stringMatching(/tests\/tiny.*cache.*127\.0\.0\.1.*bundled/s),
		});
	});

	test("a model that the hub does not have", async () => {
		const hub = await startHub();
		const opening = openTransformersEmbedder({ model: "nobody/nothing", cacheFolder: temporaryFolder(), hub: hub.url });
		await expect(opening).rejects.toMatchObject({ code: "model-unavailable" });
	});

	test("a download that breaks off leaves nothing half-written", async () => {
		const hub = await startHub({ breakOff: "onnx/model_quantized.onnx" });
		const cacheFolder = temporaryFolder();
		const opening = openTransformersEmbedder({ model: "tests/tiny", cacheFolder, hub: hub.url });
		await expect(opening).rejects.toMatchObject({ code: "model-unavailable" });
		expect(existsSync(join(cacheFolder, "tests/tiny/onnx/model_quantized.onnx"))).toBe(false);
		expect(readdirSync(cacheFolder, { recursive: true }).filter((name) => String(name).endsWith(".part"))).toEqual([]);
	});

	test.each(["../../etc/passwd", "no-owner", "a/b/c", ""])("%j is no name of a model", async (model) => {
		await expect(openTransformersEmbedder({ model, cacheFolder: temporaryFolder() })).rejects.toMatchObject({ code: "model-unavailable" });
	});
});

test("a folder on disk is a model; a folder without one says so", async () => {
	const folder = join(import.meta.dirname, "../../models", BUNDLED_MODEL);
	expect((await openTransformersEmbedder({ model: folder })).hash).toBe((await bundledEmbedder()).hash);
	await expect(openTransformersEmbedder({ model: temporaryFolder() })).rejects.toMatchObject({ code: "model-unavailable" });
});
