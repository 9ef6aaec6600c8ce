import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";
import OpenAI from "openai";
import { describe, expect, onTestFinished, test } from "vitest";
import { sharedFolder, writeQuestionSet } from "../../bench/quality/question-set.ts";
import { run } from "../../src/cli/program.ts";
import { createClient } from "../../src/client/client.ts";
import { type Answer, foldAnswer } from "../../src/domain/answer.ts";
import { createApp } from "../../src/http/app.ts";
import { serve } from "../../src/http/serve.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createLogger } from "../../src/log.ts";
import { createMcpEndpoint } from "../../src/mcp/endpoint.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import { quotesInMarkdown } from "../../src/render/markdown.ts";
import { quotesInBlocks } from "../../src/render/slack.ts";
import { createSlackApp } from "../../src/slack/app.ts";
import { createMattermostApp } from "../../src/slack/mattermost.ts";
import { temporaryFolder } from "../support/folders.ts";
import { parsedQuotes } from "../support/markdown.ts";
import { bundledEmbedder, indexOf, VILLAGE } from "../support/quoth.ts";
import { BOT_TOKEN, fakeSlack } from "../support/slack.ts";
import { mentionBody, SIGNING_SECRET, signedRequest } from "../support/slack-events.ts";
import { fakeTerminal } from "../support/terminal.ts";

/** What a person sees: the words, and where each stands, as "document:start-end". */
type Seen = { readonly isFound: boolean; readonly quotes: readonly string[]; readonly sources: readonly string[] };
type Ask = (question: string) => Promise<Seen>;

const placeOf = (documentId: string, { start, end }: { start: number; end: number }) => `${documentId}:${start}-${end}`;
const placeOfLink = (link: string) => link.replace(/^.*\/documents\/(\w+)\?.*#char=(\d+),(\d+)$/, "$1:$2-$3");

function ofAnswer({ status, quotes, nearest }: Answer): Seen {
	const all = [...quotes, ...nearest];
	return {
		isFound: status === "answered",
		quotes: all.map(({ text }) => text),
		sources: all.map(({ documentId, span }) => placeOf(documentId, span)),
	};
}

/** Markdown as it came. Written for GitHub's readers it is read by a parser of theirs, not by what undoes our own escapes. */
function ofMarkdown(text: string, dialect: "github" | "mattermost"): Seen {
	return {
		isFound: !text.includes("**Not found in these documents.**"),
		quotes: dialect === "github" ? parsedQuotes(text) : quotesInMarkdown(text, dialect),
		sources: [...text.matchAll(/\]\(<([^>]+)>\)/g)].map(([, link]) => placeOfLink(link as string)),
	};
}

/** All doors of one server, each asked by the client of its world. */
async function surfaces(index: string): Promise<{ quoth: Quoth; doors: Readonly<Record<string, Ask>> }> {
	const quoth = await openQuoth({ index });
	const logger = createLogger("silent");
	const fake = await fakeSlack();
	const secrets = { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN };
	const slack = await createSlackApp(quoth, logger, {
		...secrets,
		publicUrl: "https://quoth.example.org",
		state: temporaryFolder(),
		api: fake.api,
	});
	const mcp = createMcpEndpoint({ quoth, logger });
	const app = createApp(quoth, logger, { assets: new Map(), mcp });
	app.route("/slack", slack.app);
	app.route("/mattermost", createMattermostApp(quoth, logger, { tokens: ["a-token"] }));
	const server = await serve(app, { host: "127.0.0.1", port: 0 });
	const client = createClient({ baseUrl: server.url });
	const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
	const mcpClient = new Client({ name: "a test", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
	await mcpClient.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
	onTestFinished(async () => {
		await mcpClient.close();
		await Promise.all([slack.close(0), mcp.close(), server.close()]);
		quoth.close();
	});
	const idOf = new Map(quoth.documents.map(({ id, uri }) => [uri, id]));
	let events = 0;

	const doors: Record<string, Ask> = {
		JSON: async (question) => ofAnswer(await client.ask({ question })),
		"server-sent events": async (question) => ofAnswer(await foldAnswer(client.stream({ question }))),
		OpenAI: async (question) => {
			const { choices } = await openai.chat.completions.create({ model: "quoth", messages: [{ role: "user", content: question }] });
			const { content, annotations } = (choices[0] as (typeof choices)[number]).message;
			const seen = ofMarkdown(content ?? "", "github");
			const cited = (annotations ?? []).map(({ url_citation }) => placeOfLink(url_citation.url));
			if (seen.isFound) expect(cited).toEqual(seen.sources);
			return seen;
		},
		"OpenAI, streamed": async (question) => {
			let text = "";
			const stream = await openai.chat.completions.create({
				model: "quoth",
				messages: [{ role: "user", content: question }],
				stream: true,
			});
			for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
			return ofMarkdown(text, "github");
		},
		"AI SDK": async (question) => {
			const transport = new DefaultChatTransport({ api: `${server.url}/api/chat` });
			const message: UIMessage = { id: "m", role: "user", parts: [{ type: "text", text: question }] };
			const asked = { chatId: "c", messages: [message], abortSignal: undefined, messageId: undefined };
			let last: UIMessage | undefined;
			for await (const part of readUIMessageStream({ stream: await transport.sendMessages({ ...asked, trigger: "submit-message" }) }))
				last = part;
			return ofMarkdown((last?.parts ?? []).map((part) => (part.type === "text" ? part.text : "")).join(""), "github");
		},
		MCP: async (question) => {
			const { structuredContent, content } = await mcpClient.callTool({ name: "ask", arguments: { question } });
			const seen = ofMarkdown((content as { text: string }[])[0]?.text ?? "", "github");
			expect(ofAnswer(structuredContent as Answer)).toEqual(seen);
			return seen;
		},
		Slack: async (question) => {
			events += 1;
			const request = signedRequest(mentionBody(question, `Ev${events}`, `${events}.1`));
			expect((await fetch(`${server.url}/slack/events`, request)).status).toBe(200);
			await expect.poll(() => fake.posted.length, { interval: 2 }).toBe(events);
			const blocks = fake.posted.at(-1)?.blocks ?? [];
			const buttons = blocks.flatMap(({ type, elements }) => (type === "actions" ? (elements as { url?: string }[]) : []));
			return {
				isFound: !JSON.stringify(blocks).includes("Not found in these documents."),
				quotes: quotesInBlocks(blocks),
				sources: buttons.flatMap(({ url }) => (url === undefined ? [] : [placeOfLink(url)])),
			};
		},
		Mattermost: async (question) => {
			const body = new URLSearchParams({ token: "a-token", command: "/ask", text: question });
			const { text } = (await (await fetch(`${server.url}/mattermost`, { method: "POST", body })).json()) as { text: string };
			return ofMarkdown(text, "mattermost");
		},
		terminal: async (question) => {
			const { terminal, written } = fakeTerminal();
			expect(await run(["ask", question, "--index", index], terminal)).toBe(0);
			const blocks = [...written.out.matchAll(/^(?:\[\d+\]| – ) │ (.*(?:\n {3,4} │ .*)*)\n.*?([^ ·]\S*), characters (\d+)–(\d+)$/gm)];
			return {
				isFound: !written.out.includes("Not found in these documents."),
				quotes: blocks.map(([, text]) => (text as string).replace(/\n {3,4} │ /g, "\n")),
				sources: blocks.map(([, , uri, start, end]) => placeOf(idOf.get(uri as string) ?? "", { start: Number(start), end: Number(end) })),
			};
		},
	};
	return { quoth, doors };
}

/** Asks each door each question. @returns how many questions were answered */
async function compare(index: string, questions: readonly string[]): Promise<number> {
	const { quoth, doors } = await surfaces(index);
	let answered = 0;
	for (const question of questions) {
		const expected = ofAnswer(await quoth.ask({ question }));
		if (expected.isFound) answered += 1;
		for (const [at, place] of expected.sources.entries()) {
			const [, id, start, end] = /^(\w+):(\d+)-(\d+)$/.exec(place) as RegExpExecArray;
			expect(quoth.document(id as string)?.text.slice(Number(start), Number(end))).toBe(expected.quotes[at]);
		}
		for (const [door, ask] of Object.entries(doors)) expect([question, door, await ask(question)]).toEqual([question, door, expected]);
	}
	return answered;
}

describe("the same words with the same sources everywhere", () => {
	test("a village, with markup of every kind in its documents", async () => {
		const hostile = {
			"notice.txt": `*Notice* from <b>the</b> mayor

The mayor @all of the _village_ is called Ann & Bob; see www.a.example/x_y or http://b.example/c_d_e, C:\\mayor\\notes.

1. The $price$ of a boat is 12.50 | per *hour*, said <@U1> :smile: ~~never~~ in 2019 & 2020 😀.`,
		};
		const index = await indexOf({ ...VILLAGE, ...hostile });
		const questions = [
			"Who built the bridge?",
			"How many books does the library hold?",
			"Who is called Ann & Bob?",
			"What is the price of a boat?",
		];
		expect(await compare(index, [...questions, "What is the weather on Mars?"])).toBeGreaterThanOrEqual(4);
	}, 60_000);

	const shared = sharedFolder();
	test.skipIf(shared === undefined)(
		"500 questions of XQuAD (skipped where the question sets are not beside the project)",
		async () => {
			const set = writeQuestionSet(`${shared}/eval/xquad/en`);
			const index = join(temporaryFolder(), "index");
			await ingest({ folder: set.corpus, index, embedder: await bundledEmbedder() });
			const questions = set.questions.map(({ question }) => question).filter((_, at) => at % 2 === 0);
			expect(await compare(index, questions.slice(0, 500))).toBeGreaterThan(450);
			set.remove();
		},
		600_000,
	);
});
