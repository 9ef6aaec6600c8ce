import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Job } from "../../src/domain/job.ts";
import { createApp } from "../../src/http/app.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createIngestionJobs } from "../../src/ingestion-jobs.ts";
import { createLiveQuoth } from "../../src/live-quoth.ts";
import { createLogger } from "../../src/log.ts";
import { SCOPES } from "../../src/state/api-key.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder, VILLAGE } from "../support/quoth.ts";

const MAYOR = "The mayor of the village is Runa Holt. She was elected in 2019.";

beforeAll(() => {
	if (!existsSync(join(import.meta.dirname, "../../dist/ingest/ingest-process.js"))) throw new Error("run npm run build first");
});

async function village(files: Record<string, string> = VILLAGE) {
	const corpus = folderWith(files);
	const index = join(temporaryFolder(), "index");
	await ingest({ folder: corpus, index, embedder: await bundledEmbedder() });
	const start = async () => {
		const quoth = createLiveQuoth({ index }, { every: 0 });
		await quoth.refresh();
		const jobs = createIngestionJobs({ folder: corpus, index, onIndexed: () => quoth.refresh() });
		onTestFinished(async () => {
			await jobs.close();
			quoth.close();
		});
		return { jobs, app: createApp(quoth, createLogger("silent"), { jobs, anonymous: SCOPES, assets: new Map(), maxUpload: 1024 * 1024 }) };
	};
	const { app, jobs } = await start();
	const upload = (files: Record<string, string | Uint8Array<ArrayBuffer>>, fields: Record<string, string> = {}) => {
		const form = new FormData();
		for (const [name, content] of Object.entries(files)) form.append("files", new File([content], name));
		for (const [name, value] of Object.entries(fields)) form.set(name, value);
		return app.request("/v1/documents", { method: "POST", body: form });
	};
	const ended = async (response: Response): Promise<Job> => {
		expect(response.status).toBe(202);
		const events = await (
			await app.request(response.headers.get("location") as string, { headers: { accept: "text/event-stream" } })
		).text();
		const states = [...events.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] as string) as Job);
		return states.at(-1) as Job;
	};
	const ask = async (question: string) => {
		const response = await app.request("/v1/ask", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ question }),
		});
		return ((await response.json()) as { quotes: { text: string; documentId: string }[] }).quotes[0];
	};
	return { corpus, index, app, jobs, upload, ended, ask, start };
}

describe("POST /v1/documents", () => {
	test("a file is in the answers when its job is done, and gone after DELETE", async () => {
		const { app, upload, ended, ask, corpus } = await village();
		expect(await ask("Who is the mayor of the village?")).toBeUndefined();
		const job = await ended(await upload({ "mayor.txt": MAYOR }));
		expect(job).toMatchObject({ kind: "add", status: "done", files: ["mayor.txt"], problem: null });
		expect(job.ledger).toEqual([expect.objectContaining({ uri: "mayor.txt", outcome: "read", documents: 1 })]);
		const quote = await ask("Who is the mayor of the village?");
		expect(quote?.text).toContain("Runa Holt");
		const removed = await ended(await app.request(`/v1/documents/${quote?.documentId}`, { method: "DELETE" }));
		expect(removed).toMatchObject({ kind: "remove", status: "done", files: ["mayor.txt"] });
		expect(await ask("Who is the mayor of the village?")).toBeUndefined();
		expect(
			readdirSync(corpus)
				.filter((name) => !name.startsWith("."))
				.sort(),
		).toEqual(Object.keys(VILLAGE).sort());
		expect(readdirSync(join(corpus, ".quoth-changes"))).toEqual([]);
	});

	test("several at once, with a name in another script; a file of the same name only when that is said", async () => {
		const { upload, ended, ask, corpus } = await village();
		const job = await ended(await upload({ "mayor.txt": MAYOR, "дом.txt": "The house on the hill was painted blue in 2003." }));
		expect(job.ledger.map(({ outcome }) => outcome)).toEqual(["read", "read"]);
		const again = await upload({ "mayor.txt": "The mayor of the village is Pia Lund." });
		expect([again.status, await again.json()]).toEqual([409, expect.objectContaining({ code: "document-exists" })]);
		expect(readFileSync(join(corpus, "mayor.txt"), "utf8")).toBe(MAYOR);
		await ended(await upload({ "mayor.txt": "The mayor of the village is Pia Lund." }, { replace: "true" }));
		expect((await ask("Who is the mayor of the village?"))?.text).toContain("Pia Lund");
	});

	test("a file that cannot be read is told as such, and stays out of the answers", async () => {
		const { upload, ended } = await village();
		const job = await ended(await upload({ "broken.pdf": "%PDF-1.7 nothing" }));
		expect(job.status).toBe("done");
		expect(job.ledger).toEqual([expect.objectContaining({ uri: "broken.pdf", outcome: "failed", reason: expect.any(String) })]);
	});

	test.each<[string, Record<string, string>, Record<string, string>, number, RegExp]>([
		["a path that leads out", { "../evil.txt": "x" }, {}, 400, /slashes/],
		["an absolute path", { "/etc/cron.txt": "x" }, {}, 400, /slashes/],
		["a path of Windows", { "..\\evil.txt": "x" }, {}, 400, /slashes/],
		["a hidden file", { ".bashrc.txt": "x" }, {}, 400, /hidden/],
		["a file of settings", { "sources.yaml": "x" }, {}, 400, /settings/],
		["a format that is not read", { "virus.exe": "x" }, {}, 400, /virus\.exe/],
		["an empty file", { "a.txt": "" }, {}, 400, /empty/],
		["a name that is too long", { [`${"a".repeat(300)}.txt`]: "x" }, {}, 400, /too long/],
		["no file", {}, { replace: "true" }, 400, /none/],
		["a field that there is not", { "a.txt": "x" }, { folder: "y" }, 400, /folder/],
		["a wrong field", { "a.txt": "x" }, { replace: "maybe" }, 400, /replace/],
		["too much", { "a.txt": "x".repeat(1_200_000) }, {}, 413, /1 MB/],
	])("%s is refused, and nothing is changed", async (_what, files, fields, status, why) => {
		const { upload, corpus } = await village({ "a.md": "The council has nine members." });
		const refused = await upload(files, fields);
		const body = (await refused.json()) as { detail: string };
		expect([refused.status, body.detail]).toEqual([status, expect.stringMatching(why)]);
		expect(readdirSync(corpus).filter((name) => name !== ".quoth-changes")).toEqual(["a.md"]);
	});

	test("what is not a form, and a server without a folder, say so", async () => {
		const { app } = await village({ "a.md": "The council has nine members." });
		const post = (body: string, type: string) => app.request("/v1/documents", { method: "POST", body, headers: { "content-type": type } });
		expect((await post("{}", "application/json")).status).toBe(415);
		expect((await post("garbage", "multipart/form-data; boundary=x")).status).toBe(400);
		expect((await post("garbage", "multipart/form-data")).status).toBe(400);
		const closed = createApp(createLiveQuoth({ index: "none" }, { every: 0 }), createLogger("silent"), {
			anonymous: SCOPES,
			assets: new Map(),
		});
		const form = new FormData();
		form.append("files", new File(["x"], "a.txt"));
		expect(await (await closed.request("/v1/documents", { method: "POST", body: form })).json()).toMatchObject({ code: "ingestion-off" });
	});

	test("a link in the folder is neither written through nor removed", async () => {
		const { app, upload, corpus } = await village({ "a.md": "The council has nine members." });
		const outside = temporaryFolder();
		writeFileSync(join(outside, "secret.txt"), "secret");
		symlinkSync(join(outside, "secret.txt"), join(corpus, "link.txt"));
		symlinkSync(outside, join(corpus, "out"));
		mkdirSync(join(corpus, "inner"));
		writeFileSync(join(corpus, "inner/b.txt"), "Inside.");
		expect((await upload({ "link.txt": "x" }, { replace: "true" })).status).toBe(400);
		for (const path of ["link.txt", "out%2Fsecret.txt", "..%2F..%2Fetc%2Fpasswd", ".quoth-changes", "inner", "none.txt"]) {
			expect([path, (await app.request(`/v1/documents/${path}`, { method: "DELETE" })).status]).toEqual([path, 404]);
		}
		expect(readFileSync(join(outside, "secret.txt"), "utf8")).toBe("secret");
	});
});

test("an ingestion that fails takes the change back", async () => {
	const { upload, ended, corpus, ask, index, app } = await village({ "a.txt": "The council has nine members." });
	writeFileSync(join(index, "generations-blocker"), "");
	const removedAll = await ended(await app.request("/v1/documents/a.txt", { method: "DELETE" }));
	expect(removedAll).toMatchObject({ status: "failed", problem: { code: "corpus-empty" } });
	expect(readdirSync(corpus).filter((name) => !name.startsWith("."))).toEqual(["a.txt"]);
	expect((await ask("How many members does the council have?"))?.text).toContain("nine");
	writeFileSync(join(corpus, "sources.yaml"), "not: [valid");
	const failed = await ended(await upload({ "a.txt": "The council has ten members." }, { replace: "true" }));
	expect(failed.status).toBe("failed");
	expect(readFileSync(join(corpus, "a.txt"), "utf8")).toContain("nine");
});

test("what was accepted when the server stopped is done when it starts again", async () => {
	const { upload, jobs, corpus, start } = await village();
	const accepted = [await upload({ "mayor.txt": MAYOR }), await upload({ "well.txt": "The well on the square is ninety metres deep." })];
	expect(accepted.map(({ status }) => status)).toEqual([202, 202]);
	await jobs.close();
	const again = await start();
	await expect
		.poll(() => again.jobs.jobs.length === 2 && again.jobs.jobs.every(({ status }) => status === "done"), { timeout: 25_000 })
		.toBe(true);
	for (const name of ["mayor.txt", "well.txt"]) expect((await again.app.request(`/v1/documents/${name}`)).status).toBe(200);
	expect(readdirSync(join(corpus, ".quoth-changes"))).toEqual([]);
});
