import { resolve } from "node:path";
import { Command } from "commander";
import { createAdmission } from "../admission.ts";
import { readSecrets, SECRETS } from "../config.ts";
import { QuothError } from "../errors.ts";
import type { AppOptions } from "../http/options.ts";
import type { RunningServer } from "../http/serve.ts";
import { createIngestionJobs, type IngestionJobs } from "../ingestion-jobs.ts";
import { createLiveQuoth, type LiveQuoth } from "../live-quoth.ts";
import type { Logger } from "../log.ts";
import { count } from "../render/terminal.ts";
import { isOutdated, readManifest } from "../search-index/manifest.ts";
import { SCOPES } from "../state/api-key.ts";
import { createFeedbackStore } from "../state/feedback-store.ts";
import { createKeyStore } from "../state/key-store.ts";
import { openChats, requireWhole } from "./chats.ts";
import { addOpeningOptions, type OpeningOptions, settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = OpeningOptions & {
	corpus?: string;
	aliases?: string;
	port: number;
	host: string;
	state: string;
	auth: "auto" | "required" | "open";
	origins: string[];
	rateLimit: number;
	maxConcurrent: number;
	maxUpload: number;
	trustProxy: number;
	publicUrl?: string;
	metricsPort?: number;
	slackChannels: string[];
	slackApi?: string;
	logLevel: string;
	logQuestions: "yes" | "no";
};

export function serveCommand(terminal: Terminal): Command {
	return addOpeningOptions(new Command("serve"))
		.description("Serve the chat page, the widget, the HTTP API, and the bots for Slack and Mattermost where their secrets are set.")
		.option("--corpus <folder>", "the folder of documents: ingested first when there is no index yet, changed by uploads")
		.addOption(settingOption("aliases"))
		.addOption(settingOption("port"))
		.addOption(settingOption("host"))
		.addOption(settingOption("state"))
		.addOption(settingOption("auth"))
		.addOption(settingOption("origins"))
		.addOption(settingOption("rateLimit"))
		.addOption(settingOption("maxConcurrent"))
		.addOption(settingOption("maxUpload"))
		.addOption(settingOption("trustProxy"))
		.addOption(settingOption("publicUrl"))
		.addOption(settingOption("metricsPort"))
		.addOption(settingOption("slackChannels"))
		.addOption(settingOption("slackApi"))
		.addOption(settingOption("logLevel"))
		.addOption(settingOption("logQuestions"))
		.addHelpText(
			"after",
			"\nA new index in the folder is taken into use without a restart.\n" +
				`\nSecrets, from the environment only:\n${Object.values(SECRETS)
					.map(({ env, description }) => `  ${env}\n      ${description}\n`)
					.join("")}` +
				"\nExamples:\n  quoth serve\n  quoth serve --corpus corpus --index /var/lib/quoth --host 0.0.0.0 --port 80",
		)
		.action(async (options: Options) => serveUntilAborted(options, terminal));
}

/** Milliseconds from the signal to end until no connection is taken any more: requests that are on their way still come through. */
const DRAIN = 250;
/** Milliseconds after which streams of MCP are ended that stay open for news: calls are answered by then. */
const STREAMS_END = 3_000;

async function serveUntilAborted(options: Options, terminal: Terminal): Promise<void> {
	const [{ createApp }, { createMcpEndpoint }, { serve }, { createLogger }, { isLoopback }] = await Promise.all([
		import("../http/app.ts"),
		import("../mcp/endpoint.ts"),
		import("../http/serve.ts"),
		import("../log.ts"),
		import("../http/caller.ts"),
	]);
	const logger = createLogger(options.logLevel);
	const secrets = readSecrets(terminal.env);
	requireWhole(secrets, options);
	const isLocal = options.host === "localhost" || isLoopback(options.host);
	const requireKeys = options.auth === "required" || (options.auth === "auto" && !isLocal);
	const isPrivate = isLocal && !requireKeys && options.trustProxy === 0; // whoever reaches it sits at this machine
	const quoth = createLiveQuoth(
		{ ...options, cacheFolder: options.modelCache },
		{
			onOpened: ({ info }) => logger.info({ index: info.id, documents: info.documents, passages: info.passages }, "index opened"),
			onTrouble: (error) => logger.error({ code: error.code, detail: error.message }, "the index cannot be opened"),
		},
	);
	if (options.corpus === undefined || (await hasIndex(options.index))) await quoth.refresh(); // what cannot work is told at once
	const jobs = jobsOf(options, quoth, logger);
	const admission = createAdmission(options.maxConcurrent);
	const feedback = createFeedbackStore(options.state);
	const mcp = createMcpEndpoint({ quoth, logger, admission, publicUrl: options.publicUrl });
	const app: AppOptions = {
		...options,
		keys: createKeyStore(options.state),
		feedback,
		admission,
		mcp,
		jobs,
		anonymous: requireKeys ? [] : isPrivate ? SCOPES : ["ask"],
		loopbackOnly: isPrivate,
		maxUpload: options.maxUpload * 1024 * 1024,
		logQuestions: options.logQuestions === "yes",
		isClosing: () => terminal.signal.aborted,
	};
	const metrics = options.metricsPort === undefined ? undefined : (await import("../http/metrics.ts")).createMetrics();
	const servers: RunningServer[] = [];
	const chats = await openChats(secrets, options, { quoth, logger, admission, feedback, signal: terminal.signal });
	try {
		const doors = createApp(quoth, logger, { ...app, metrics });
		for (const [path, chat] of chats.apps) doors.route(path, chat);
		servers.push(await serve(doors, options));
		if (metrics !== undefined) {
			const { createMetricsApp } = await import("../http/metrics-app.ts");
			servers.push(await serve(createMetricsApp(metrics), { host: options.host, port: options.metricsPort as number }));
		}
		await ingestFirst(options, quoth, terminal);
		chats.begin();
		const { documents, passages } = quoth.info;
		const [main, beside] = servers.map(({ url }) => url);
		terminal.out.write(`Quoth answers from ${count(documents, "document")} (${count(passages, "passage")}): ${main}\n`);
		for (const [path] of chats.apps)
			terminal.err.write(`${path === "/slack" ? "Slack" : "Mattermost"}: ${options.publicUrl ?? main}${path}\n`);
		if (beside !== undefined) terminal.err.write(`Metrics: ${beside}/metrics\n`);
		if (requireKeys && createKeyStore(options.state).keys().length === 0)
			terminal.err.write(`Every request needs a key, and there is none yet: quoth keys create --state ${options.state}\n`);
		await untilAborted(terminal.signal);
	} finally {
		const streams = setTimeout(() => void mcp.close(), STREAMS_END);
		await Promise.all([...servers.map((server) => server.close(DRAIN)), chats.close(DRAIN), jobs?.close()]);
		clearTimeout(streams);
		await mcp.close();
		quoth.close();
	}
}

/** Makes the index that is missing while the server says that it is not ready yet. */
async function ingestFirst(options: Options, quoth: LiveQuoth, terminal: Terminal): Promise<void> {
	const { corpus, index } = options;
	if (corpus === undefined || (await hasIndex(index))) return;
	const { renderSummary, runIngest } = await import("./run-ingest.ts");
	terminal.err.write(`No index in ${index} yet, or one of an earlier version: reading ${corpus}.\n`);
	terminal.err.write(renderSummary(await runIngest({ ...options, folder: corpus }, terminal), index));
	await quoth.refresh();
}

function jobsOf(options: Options, quoth: LiveQuoth, logger: Logger): IngestionJobs | undefined {
	const { corpus, index, aliases, model, modelCache, hub } = options;
	if (corpus === undefined) return undefined;
	return createIngestionJobs({
		folder: resolve(corpus),
		index: resolve(index),
		aliases,
		model,
		hub,
		cacheFolder: modelCache,
		onIndexed: () => quoth.refresh(),
		onTrouble: (error) => logger.error({ code: error.code, detail: error.message }, "a change of the documents met a problem"),
	});
}

/** An index of an earlier version is made anew, one that is damaged or another program's file is not touched. */
async function hasIndex(folder: string): Promise<boolean> {
	if (await isOutdated(folder)) return false;
	try {
		await readManifest(folder);
		return true;
	} catch (error) {
		if (error instanceof QuothError && error.code === "index-missing") return false;
		throw error;
	}
}

function untilAborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
