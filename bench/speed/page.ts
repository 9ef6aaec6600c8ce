import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { temporaryFolder } from "../quality/question-set.ts";
import { quantile } from "./measure.ts";
import { startServer } from "./serve.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const QUESTIONS = [
	"Who wrote the first article?",
	"When did Pence speak at the camp?",
	"Why did France refuse the gathering near Paris?",
	"What did the Albanian Ministry of the Interior say about the raid?",
	"Who is Maryam Rajavi?",
];
const ROUNDS = 4;

/** From the click that sends a question to the frame that shows its first quote, on the chat page over the sample corpus; milliseconds. */
export async function measurePage(): Promise<object> {
	if (!existsSync(CHROMIUM)) return { skipped: `there is no ${CHROMIUM}` };
	const index = temporaryFolder("quoth-page-index-");
	await ingest({ folder: join(import.meta.dirname, "../../corpus"), index, embedder: await openTransformersEmbedder() });
	const server = await startServer(index);
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
	try {
		const page = await browser.newPage();
		await page.goto(server.url);
		const field = page.getByLabel("Your question");
		const times: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			for (const question of QUESTIONS) {
				await field.fill(question);
				times.push((await page.evaluate(SEND_AND_WAIT)) as number);
			}
		}
		const [first, ...rest] = times;
		return { "the very first, ms": Math.round(first ?? 0), "p50, ms": quantile(rest, 0.5), "p99, ms": quantile(rest, 0.99) };
	} finally {
		await browser.close();
		await server.stop();
		rmSync(index, { recursive: true, force: true });
	}
}

const SEND_AND_WAIT = `(async () => {
	const root = document.querySelector("quoth-chat").shadowRoot;
	const turns = root.querySelectorAll(".turn").length;
	const started = performance.now();
	root.querySelector(".send").click();
	while (!root.querySelectorAll(".turn")[turns]?.querySelector(".quote")) await new Promise(requestAnimationFrame);
	return performance.now() - started;
})()`;
