import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth } from "../../src/quoth.ts";
import { mentionBody, signedRequest } from "../../tests/support/slack-events.ts";
import { temporaryFolder } from "../quality/question-set.ts";
import { writeSpeedCorpus } from "./corpus.ts";
import { quantile, questionsFrom } from "./measure.ts";
import { startServer } from "./serve.ts";

const PASSAGES = 10_000;
const EVENTS = 1_000;
const SECONDS = 10;
const SECRET = "a signing secret";

/** A storm of events, a third of them repeated at once, while Slack now and then limits, fails or breaks off: `npm run bench -- slack`. */
export async function measureSlack(): Promise<Record<string, object>> {
	const corpus = writeSpeedCorpus(PASSAGES);
	const index = temporaryFolder("quoth-slack-index-");
	const state = temporaryFolder("quoth-slack-state-");
	await ingest({ folder: corpus, index, embedder: await openTransformersEmbedder() });
	const quoth = await openQuoth({ index });
	const questions = questionsFrom(quoth);
	quoth.close();
	const slack = await startSlack();
	const args = ["--state", state, "--slack-api", slack.api, "--public-url", "https://quoth.example.org"];
	const server = await startServer(index, args, { QUOTH_SLACK_SIGNING_SECRET: SECRET, QUOTH_SLACK_BOT_TOKEN: "xoxb-bench" });
	try {
		const acknowledged: number[] = [];
		const statuses = new Map<number, number>();
		const send = async (at: number, retry: boolean) => {
			const body = mentionBody(questions[at % questions.length] as string, `Ev${at}`, `${at}.1`, `C${at % 20}`);
			const request = signedRequest(body, { secret: SECRET, headers: retry ? { "x-slack-retry-num": "1" } : {} });
			const begun = performance.now();
			const { status } = await fetch(`${server.url}/slack/events`, request);
			acknowledged.push(performance.now() - begun);
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
		};
		const begun = performance.now();
		const sent: Promise<void>[] = [];
		for (let at = 0; at < EVENTS; at += 1) {
			await setTimeout(Math.max(0, begun + (at * SECONDS * 1000) / EVENTS - performance.now()));
			sent.push(send(at, false));
			if (at % 3 === 0) sent.push(send(at, true));
		}
		await Promise.all(sent);
		const end = performance.now() + 120_000;
		while (slack.answered.size < EVENTS && performance.now() < end) await setTimeout(50);
		const seconds = (performance.now() - begun) / 1000;
		await setTimeout(2_000); // for what would come twice
		const figures = {
			[`${EVENTS} events in ${SECONDS} s`]: {
				sent: acknowledged.length,
				statuses: Object.fromEntries(statuses),
				"acknowledged p50, ms": quantile(acknowledged, 0.5),
				"acknowledged p99, ms": quantile(acknowledged, 0.99),
				"acknowledged last, ms": Math.max(...acknowledged),
				answered: slack.answered.size,
				"answered twice": [...slack.answered.values()].filter((times) => times > 1).length,
				"last answer after, s": seconds,
				"refused or broken off by Slack": slack.troubles(),
			},
		};
		console.log(figures);
		return figures;
	} finally {
		await server.stop();
		slack.stop();
		for (const folder of [corpus, index, state]) rmSync(folder, { recursive: true, force: true });
	}
}

/** What posts are sent to: now and then it limits (1 %), fails (1 %), or breaks off after the post has arrived (2 %). */
async function startSlack() {
	const answered = new Map<string, number>();
	let calls = 0;
	let troubles = 0;
	const posts = new Map<string, unknown[]>();
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const part of request.setEncoding("utf8")) body += part;
		const args = new URLSearchParams(body);
		const reply = (json: object) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(json));
		const key = `${args.get("channel")}:${args.get("thread_ts") ?? args.get("ts")}`;
		if (request.url?.endsWith("conversations.replies"))
			return void reply({ ok: true, messages: (posts.get(key) ?? []).map((metadata) => ({ ts: "1.2", metadata })) });
		if (!request.url?.endsWith("chat.postMessage")) return void reply({ ok: true });
		calls += 1;
		if ([10, 20, 30, 31].includes(calls % 100)) troubles += 1;
		if (calls % 100 === 10) return void response.writeHead(429, { "retry-after": "1" }).end();
		if (calls % 100 === 20) return void response.writeHead(503).end();
		answered.set(key, (answered.get(key) ?? 0) + 1);
		const metadata = JSON.parse(args.get("metadata") ?? "null");
		posts.set(key, [...(posts.get(key) ?? []), metadata]);
		if (calls % 100 === 30 || calls % 100 === 31) return void request.socket.destroy();
		reply({ ok: true, ts: "1.2" });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
	return { api, answered, troubles: () => troubles, stop: () => server.close() };
}
