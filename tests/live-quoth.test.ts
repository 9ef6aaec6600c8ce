import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApp } from "../src/http/app.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { createLiveQuoth, type LiveOptions } from "../src/live-quoth.ts";
import { createLogger } from "../src/log.ts";
import { folderWith, temporaryFolder } from "./support/folders.ts";
import { bundledEmbedder } from "./support/quoth.ts";

const QUESTION = { question: "How many members does the council have?" };

async function council(options: LiveOptions = { every: 0 }) {
	const folder = folderWith({ "council.txt": "The council has nine members." });
	const index = join(temporaryFolder(), "index");
	const build = async (text?: string) => {
		if (text !== undefined) writeFileSync(join(folder, "council.txt"), text);
		await ingest({ folder, index, embedder: await bundledEmbedder() });
	};
	const quoth = createLiveQuoth({ index }, options);
	onTestFinished(() => quoth.close());
	return { quoth, build, index, folder };
}

const firstQuote = async (answer: Promise<{ quotes: { text: string }[] }>) => (await answer).quotes[0]?.text;

test("before there is an index it says so, and is ready as soon as there is one", async () => {
	const { quoth, build } = await council();
	const app = createApp(quoth, createLogger("silent"), { assets: new Map() });
	await expect(quoth.ask(QUESTION)).rejects.toMatchObject({ code: "index-missing" });
	expect((await app.request("/readyz")).status).toBe(503);
	await build();
	await quoth.refresh();
	expect((await app.request("/readyz")).status).toBe(200);
	expect(await firstQuote(quoth.ask(QUESTION))).toBe("The council has nine members.");
});

test("a new generation is taken into use by itself; an answer that has begun ends with the old one", async () => {
	const { quoth, build } = await council({ every: 20 });
	await build();
	await quoth.refresh();
	const pinned = quoth.pin();
	const running = quoth.stream(QUESTION);
	await running.next();
	await build("The council has eleven members.");
	await expect.poll(() => firstQuote(quoth.ask(QUESTION)), { timeout: 5_000 }).toBe("The council has eleven members.");
	const rest = [];
	for await (const event of running) rest.push(event);
	expect(rest[0]).toMatchObject({ type: "quote", quote: { text: "The council has nine members." } });
	expect(await firstQuote(pinned.ask(QUESTION))).toBe("The council has nine members.");
	pinned.release();
	await expect(pinned.ask(QUESTION)).rejects.toThrow(); // its file is closed now
});

test("not one question fails while the index is replaced again and again", async () => {
	const { quoth, build } = await council({ every: 5 });
	await build();
	await quoth.refresh();
	let isBuilding = true;
	const asked = (async () => {
		const counts = { answers: 0, texts: new Set<string | undefined>() };
		while (isBuilding) {
			counts.texts.add(await firstQuote(quoth.ask(QUESTION)));
			counts.answers += 1;
			await new Promise(setImmediate);
		}
		return counts;
	})();
	for (const members of ["ten", "eleven", "twelve", "nine", "ten"]) {
		await build(`The council has ${members} members.`);
		await new Promise((resolve) => setTimeout(resolve, 40));
	}
	isBuilding = false;
	const { answers, texts } = await asked;
	expect(answers).toBeGreaterThan(10);
	expect(texts.size).toBeGreaterThan(2);
	for (const text of texts) expect(text).toMatch(/^The council has \w+ members\.$/);
});

test("a new index that is damaged is told of, and the old one goes on answering", async () => {
	const troubles: string[] = [];
	const { quoth, build, index } = await council({ every: 20, onTrouble: ({ code }) => troubles.push(code) });
	await build();
	await quoth.refresh();
	writeFileSync(join(index, "manifest.json"), "{");
	await expect.poll(() => troubles, { timeout: 5_000 }).toEqual(["index-damaged"]);
	expect(quoth.trouble).toMatchObject({ answers: true, error: { code: "index-damaged" } });
	const ready = await createApp(quoth, createLogger("silent"), { assets: new Map() }).request("/readyz");
	expect([ready.status, await ready.json()]).toEqual([
		200,
		expect.objectContaining({ warning: expect.objectContaining({ code: "index-damaged" }) }),
	]);
	expect(await firstQuote(quoth.ask(QUESTION))).toBe("The council has nine members.");
	rmSync(join(index, "manifest.json"));
	await build("The council has twelve members.");
	await expect.poll(() => firstQuote(quoth.ask(QUESTION)), { timeout: 5_000 }).toBe("The council has twelve members.");
	expect(quoth.trouble).toBe(null);
});
