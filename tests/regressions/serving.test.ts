import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import type { AppOptions } from "../../src/http/options.ts";
import { serve } from "../../src/http/serve.ts";
import { createStaging } from "../../src/ingest/change-corpus.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createIngestionJobs, type IngestionJobs, type JobsConfig } from "../../src/ingestion-jobs.ts";
import { createLogger } from "../../src/log.ts";
import { SCOPES } from "../../src/state/api-key.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, quothOver, VILLAGE } from "../support/quoth.ts";

// Found by an attack and a review of the server: each was a defect once.

async function appOver(options: AppOptions = {}, files: Record<string, string> = VILLAGE) {
	return createApp(await quothOver(files), createLogger("silent"), { assets: new Map(), ...options });
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code];
const texts = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ name: `n${at}.txt`, bytes: new TextEncoder().encode(`House ${at} is blue.`) }));

async function jobsOver(config: Partial<JobsConfig> = {}) {
	const folder = folderWith({ "a.txt": "The council has nine members." });
	const index = join(temporaryFolder(), "index");
	await ingest({ folder, index, embedder: await bundledEmbedder() });
	const jobs = createIngestionJobs({ folder, index, onIndexed: async () => {}, ...config });
	onTestFinished(() => jobs.close());
	const files = () => readdirSync(folder).filter((name) => !name.startsWith("."));
	return { folder, index, jobs, files };
}

async function ended(jobs: IngestionJobs, id: string) {
	await expect.poll(() => jobs.job(id).finishedAt, { timeout: 25_000 }).not.toBe(null);
	return jobs.job(id);
}

test("a file that was removed and comes back as it was is read again", async () => {
	const folder = folderWith({ "a.txt": "The council has nine members.", "b.txt": "It meets on Mondays." });
	const index = join(temporaryFolder(), "index");
	const away = join(temporaryFolder(), "b.txt");
	const run = async () =>
		(await ingest({ folder, index, embedder: await bundledEmbedder() })).ledger.find(({ uri }) => uri === "b.txt")?.outcome;
	expect(await run()).toBe("read");
	renameSync(join(folder, "b.txt"), away);
	expect(await run()).toBe("removed");
	renameSync(away, join(folder, "b.txt"));
	expect(await run()).toBe("read");
	expect(await run()).toBe("unchanged");
});

test("a job of very many files ends as it went: its last message is long", { timeout: 60_000 }, async () => {
	const { jobs } = await jobsOver();
	const job = await ended(jobs, (await jobs.add(texts(2_000), false)).id);
	expect([job.status, job.problem, job.ledger.length]).toEqual(["done", null, 2_000]);
});

test("when the index is made, what fails after it takes nothing back", async () => {
	const troubles: string[] = [];
	const { jobs, files } = await jobsOver({
		onIndexed: async () => {
			throw new Error("cannot open it");
		},
		onTrouble: ({ message }) => troubles.push(message),
	});
	expect(await ended(jobs, (await jobs.add(texts(1), false)).id)).toMatchObject({ status: "done" });
	expect(files()).toEqual(["a.txt", "n0.txt"]);
	expect(troubles).toEqual(["cannot open it"]);
});

test("two uploads of one new name: the second is told, though the first still waits", async () => {
	const { jobs } = await jobsOver();
	const first = await jobs.add(texts(1), false);
	await expect(jobs.add(texts(1), false)).rejects.toMatchObject({ code: "document-exists" });
	await jobs.add(texts(1), true);
	await ended(jobs, first.id);
});

test("a change that was being taken back when the server was killed is taken back at the next start, not done", async () => {
	const folder = folderWith({ "a.txt": "old a", "b.txt": "old b" });
	const change = await createStaging(folder, "index").add(
		["a.txt", "b.txt", "c.txt"].map((name) => ({ name, bytes: new TextEncoder().encode(`new ${name}`) })),
		true,
	);
	change.apply();
	const [staged] = readdirSync(join(folder, ".quoth-changes"));
	const place = join(folder, ".quoth-changes", staged as string);
	writeFileSync(join(place, "undo"), "");
	rmSync(join(folder, "c.txt")); // the killed server had come so far
	expect(createStaging(folder, "index").leftUndone()).toEqual([]);
	const { readFileSync } = await import("node:fs");
	expect([readFileSync(join(folder, "a.txt"), "utf8"), readFileSync(join(folder, "b.txt"), "utf8")]).toEqual(["old a", "old b"]);
	expect(existsSync(join(folder, "c.txt"))).toBe(false);
});

test("settings and files that are no documents cannot be removed through the API", async () => {
	const { jobs, folder, files } = await jobsOver();
	for (const name of ["sources.yaml", "aliases.yaml", "a.txt.meta.yaml", "notes.key"]) {
		writeFileSync(join(folder, name), "x");
		await expect(jobs.remove(name)).rejects.toMatchObject({ code: "document-not-found" });
	}
	mkdirSync(join(folder, "inner"));
	expect(files()).toHaveLength(6);
});

test("keys that are made at the same time are all there", () => {
	const state = temporaryFolder();
	const stores = Array.from({ length: 20 }, () => createKeyStore(state));
	for (const store of stores) store.keys();
	const made = stores.map((store) => store.create({ name: "", scopes: ["ask"], origins: [] }).key.id);
	expect(
		createKeyStore(state)
			.keys()
			.map(({ id }) => id)
			.sort(),
	).toEqual(made.sort());
});

test("without keys nothing that came through a proxy is answered", async () => {
	const app = await appOver({ loopbackOnly: true, anonymous: SCOPES });
	for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
		const response = await app.request("/v1/ledger", { headers: { host: "127.0.0.1:8420", [header]: "203.0.113.9" } });
		expect([header, ...(await codeOf(response))]).toEqual([header, 403, "host-not-allowed"]);
	}
	expect((await app.request("/v1/ledger", { headers: { host: "127.0.0.1:8420" } })).status).toBe(200);
});

test("a page of another website may ask at most, whatever its visitor may do", async () => {
	const keys = createKeyStore(temporaryFolder());
	const origin = "https://www.example.org";
	keys.create({ name: "", scopes: ["ask"], origins: [origin] });
	const app = await appOver({ keys, anonymous: SCOPES });
	for (const [path, method] of [
		["/v1/documents/bakery.txt", "DELETE"],
		["/v1/ledger", "GET"],
		["/v1/feedback", "GET"],
	] as const) {
		expect([path, (await app.request(path, { method, headers: { origin } })).status]).toEqual([path, 401]);
	}
	expect((await app.request("/v1/documents", { headers: { origin } })).status).toBe(200);
});

test("wrong keys count; visitors of one website count each for themselves", async () => {
	const keys = createKeyStore(temporaryFolder());
	const { written } = keys.create({ name: "", scopes: ["ask"], origins: ["https://www.example.org"] });
	const app = await appOver({ keys, rateLimit: 2 });
	const get = (address: string, headers: Record<string, string>) =>
		app.request("/v1/documents?limit=1", { headers }, { incoming: { socket: { remoteAddress: address } } });
	const wrong = { authorization: `Bearer sk_00000000_${"x".repeat(32)}` };
	const statuses = [];
	for (let i = 0; i < 3; i++) statuses.push((await get("203.0.113.1", wrong)).status);
	expect(statuses).toEqual([401, 401, 429]);
	const right = { authorization: `Bearer ${written}`, origin: "https://www.example.org" };
	for (const address of ["203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"]) expect((await get(address, right)).status).toBe(200);
	await get("203.0.113.2", right);
	expect((await get("203.0.113.2", right)).status).toBe(429);
});

test("readers that do not read hold no one's turn", async () => {
	const long = Array.from(
		{ length: 12 },
		(_, at) => `The long sentence number ${at} about the harbour says ${"very ".repeat(180)}much.`,
	).join("\n\n");
	const server = await serve(await appOver({ maxConcurrent: 50 }, { "long.txt": long, "large.txt": "It rained. ".repeat(500_000) }), {
		host: "127.0.0.1",
		port: 0,
	});
	onTestFinished(() => server.close());
	const { port, hostname } = new URL(server.url);
	const body = JSON.stringify({ question: `What does the long sentence about the harbour say?${"\u0001".repeat(1_900)}`, maxQuotes: 10 });
	for (let held = 0; held < 6; held++) {
		const socket = connect(Number(port), hostname);
		socket.pause();
		socket.on("error", () => {});
		onTestFinished(() => void socket.destroy());
		const large = `GET /v1/documents/large.txt HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`;
		const ask = `POST /v1/ask HTTP/1.1\r\nhost: ${hostname}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
		socket.write(large + ask);
	}
	await new Promise((resolve) => setTimeout(resolve, 1_500));
	const answer = await fetch(`${server.url}/v1/ask`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: '{"question":"What does the long sentence number 3 say?"}',
		signal: AbortSignal.timeout(5_000),
	});
	expect(answer.status).toBe(200);
});

test("a caller that leaves while it waits gives its place back", async () => {
	const app = await appOver({ maxConcurrent: 3 });
	const ask = (signal?: AbortSignal) =>
		app.request("/v1/ask", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: '{"question":"Who built the bridge?"}',
			...(signal === undefined ? {} : { signal }),
		});
	for (let round = 0; round < 5; round++) {
		const gone = new AbortController();
		const waiting = Array.from({ length: 3 }, async () => ask(gone.signal)).map((each) => each.catch(() => null));
		gone.abort("left");
		await Promise.all(waiting);
	}
	expect((await ask()).status).toBe(200);
});

test("what has not changed is told to pages of other websites too", async () => {
	const app = await appOver({ origins: ["https://www.example.org"] });
	const headers = { origin: "https://www.example.org" };
	const etag = (await app.request("/v1/documents", { headers })).headers.get("etag") as string;
	const again = await app.request("/v1/documents", { headers: { ...headers, "if-none-match": etag } });
	expect([again.status, again.headers.get("access-control-allow-origin")]).toEqual([304, "https://www.example.org"]);
});
