import { Command } from "commander";
import { QuothError } from "../errors.ts";
import { openQuoth } from "../quoth.ts";
import { isOutdated, readManifest } from "../search-index/manifest.ts";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = {
	index: string;
	corpus?: string;
	model?: string;
	reranker?: string;
	modelCache?: string;
	hub?: string;
	port: number;
	host: string;
	logLevel: string;
};

export function serveCommand(terminal: Terminal): Command {
	return new Command("serve")
		.description("Serve the chat page and the HTTP API.")
		.addOption(settingOption("index"))
		.option("--corpus <folder>", "ingest this folder first when there is no index yet")
		.addOption(settingOption("aliases"))
		.addOption(settingOption("model"))
		.addOption(settingOption("reranker"))
		.addOption(settingOption("modelCache"))
		.addOption(settingOption("hub"))
		.addOption(settingOption("port"))
		.addOption(settingOption("host"))
		.addOption(settingOption("logLevel"))
		.addHelpText("after", "\nExamples:\n  quoth serve\n  quoth serve --corpus corpus --index /var/lib/quoth --host 0.0.0.0 --port 80")
		.action(async (options: Options) => {
			if (options.corpus !== undefined && !(await hasIndex(options.index))) {
				const { renderSummary, runIngest } = await import("./run-ingest.ts");
				terminal.err.write(`No index in ${options.index} yet, or one of an earlier version: reading ${options.corpus}.\n`);
				terminal.err.write(renderSummary(await runIngest({ ...options, folder: options.corpus }, terminal), options.index));
			}
			const quoth = await openQuoth({ ...options, cacheFolder: options.modelCache });
			const [{ createApp }, { serve }, { createLogger }] = await Promise.all([
				import("../http/app.ts"),
				import("../http/serve.ts"),
				import("../log.ts"),
			]);
			const server = await serve(createApp(quoth, createLogger(options.logLevel)), options);
			const { documents, passages } = quoth.info;
			terminal.out.write(`Quoth answers from ${documents} documents (${passages} passages): ${server.url}\n`);
			await untilAborted(terminal.signal);
			await server.close();
			quoth.close();
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
