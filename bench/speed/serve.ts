import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth } from "../../src/quoth.ts";
import { temporaryFolder } from "../quality/question-set.ts";
import { writeSpeedCorpus } from "./corpus.ts";
import { quantile, questionsFrom } from "./measure.ts";

const PASSAGES = 10_000;
const CLIENTS = 200;
const SECONDS = 60;
const TOO_MANY = 600;
/** Requests after which memory is taken for settled, and how many there are in all. */
const SETTLED = 50_000;
const ALL = 200_000;

type Sent = { readonly status: number; readonly ms: number };

/**
 * A server under load, as `quoth serve` starts it: `npm run bench -- serve`.
 * @param part "load" or "memory", which takes most of the time; both when left out
 */
export async function measureServing(part?: string): Promise<Record<string, object>> {
	const figures = {
		...(part === "memory" ? {} : await measureLoad()),
		...(part === "load" ? {} : { [`memory over ${ALL} requests`]: await measureMemory() }),
	};
	console.log(figures);
	return figures;
}

async function measureLoad(): Promise<Record<string, object>> {
	const corpus = writeSpeedCorpus(PASSAGES);
	const index = temporaryFolder("quoth-serve-index-");
	await ingest({ folder: corpus, index, embedder: await openTransformersEmbedder() });
	const questions = await questionsOf(index);
	const server = await startServer(index);
	try {
		const alone = (await load(server.url, questions, 1, { seconds: 10 })).map(({ ms }) => ms);
		const p50 = quantile(alone, 0.5);
		const inside = await load(server.url, questions, CLIENTS, { seconds: SECONDS });
		const beyond = await load(server.url, questions, TOO_MANY, { seconds: 10 });
		return {
			"one client": { "p50, ms": p50, "p99, ms": quantile(alone, 0.99) },
			[`${CLIENTS} clients for ${SECONDS} s`]: {
				...summary(inside, SECONDS),
				"p99 allowed, ms": Math.round((10 * p50 * CLIENTS) / availableParallelism()),
			},
			[`${TOO_MANY} clients, more than may wait`]: summary(beyond, 10),
		};
	} finally {
		await server.stop();
		for (const folder of [corpus, index]) rmSync(folder, { recursive: true, force: true });
	}
}

async function questionsOf(index: string): Promise<string[]> {
	const quoth = await openQuoth({ index });
	const questions = questionsFrom(quoth);
	quoth.close();
	return questions;
}

/** On the sample corpus, which answers faster: memory does not depend on how long a request takes. */
async function measureMemory(): Promise<object> {
	const root = join(import.meta.dirname, "../..");
	const index = temporaryFolder("quoth-memory-index-");
	await ingest({ folder: join(root, "corpus"), index, embedder: await openTransformersEmbedder() });
	const questions = await questionsOf(index);
	const server = await startServer(index);
	try {
		const at: Record<string, number> = {};
		const statuses = new Map<number, number>();
		for (let done = 0; done < ALL; done += SETTLED) {
			for (const { status } of await load(server.url, questions, 20, { requests: SETTLED }))
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			at[`resident after ${done + SETTLED}, MB`] = server.resident();
		}
		return { ...at, statuses: Object.fromEntries(statuses) };
	} finally {
		await server.stop();
		rmSync(index, { recursive: true, force: true });
	}
}

export async function startServer(
	index: string,
	args: readonly string[] = [],
	env: Readonly<Record<string, string>> = {},
): Promise<{ url: string; stop: () => Promise<unknown>; resident: () => number }> {
	const main = join(import.meta.dirname, "../../dist/cli/main.js");
	const child = spawn(process.execPath, [main, "serve", "--index", index, "--port", "0", ...args], {
		stdio: ["ignore", "pipe", "inherit"],
		env: { ...process.env, ...env },
	});
	const url = await new Promise<string>((resolve, reject) => {
		child.stdout?.on("data", (data) => {
			const found = /http:\S+/.exec(String(data))?.[0];
			if (found !== undefined) resolve(found);
		});
		child.once("exit", () => reject(new Error("the server ended")));
	});
	const resident = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1000);
	const stop = () => {
		child.kill();
		return once(child, "exit");
	};
	return { url, stop, resident };
}

/** Clients that ask one question after the other, each as soon as the last is answered. */
async function load(
	url: string,
	questions: readonly string[],
	clients: number,
	until: { seconds?: number; requests?: number },
): Promise<Sent[]> {
	const agent = new Agent({ keepAlive: true, maxSockets: clients });
	const end = performance.now() + (until.seconds ?? Number.POSITIVE_INFINITY) * 1000;
	const sent: Sent[] = [];
	let begun = 0;
	const client = async () => {
		while (performance.now() < end && begun < (until.requests ?? Number.POSITIVE_INFINITY)) {
			sent.push(await ask(url, questions[begun++ % questions.length] as string, agent));
			if (sent.at(-1)?.status !== 200) await new Promise((resolve) => setTimeout(resolve, 100)); // a client that is refused waits a little
		}
	};
	await Promise.all(Array.from({ length: clients }, client));
	agent.destroy();
	return sent;
}

function ask(url: string, question: string, agent: Agent): Promise<Sent> {
	const started = performance.now();
	return new Promise((resolve) => {
		const body = JSON.stringify({ question });
		const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
		const sending = request(`${url}/v1/ask`, { method: "POST", agent, headers }, (response) => {
			response.resume();
			response.on("end", () => resolve({ status: response.statusCode ?? 0, ms: performance.now() - started }));
			response.on("error", () => resolve({ status: 0, ms: performance.now() - started }));
		});
		sending.on("error", () => resolve({ status: 0, ms: performance.now() - started }));
		sending.end(body);
	});
}

function summary(sent: readonly Sent[], seconds: number): object {
	const served = sent.filter(({ status }) => status === 200).map(({ ms }) => ms);
	const statuses: Record<number, number> = {};
	for (const { status } of sent) statuses[status] = (statuses[status] ?? 0) + 1;
	return {
		statuses,
		"served a second": Math.round(served.length / seconds),
		"p50 of served, ms": quantile(served, 0.5),
		"p99 of served, ms": quantile(served, 0.99),
	};
}
