import { Command } from "commander";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = { index: string; model?: string; modelCache?: string; hub?: string; json?: boolean };

export function ingestCommand(terminal: Terminal): Command {
	return new Command("ingest")
		.description("Build the index from a folder of .txt, .md and .html documents.")
		.argument("<folder>", "folder of documents; its subfolders are read too")
		.addOption(settingOption("index"))
		.addOption(settingOption("aliases"))
		.addOption(settingOption("model"))
		.addOption(settingOption("modelCache"))
		.addOption(settingOption("hub"))
		.option("--json", "print the summary as JSON")
		.addHelpText(
			"after",
			"\nExamples:\n  quoth ingest corpus\n  quoth ingest ~/reports --index /var/lib/quoth --model Xenova/all-MiniLM-L6-v2",
		)
		.action(async (folder: string, options: Options) => {
			const { renderSummary, runIngest } = await import("./run-ingest.ts"); // the parsers are loaded by those who use them
			const summary = await runIngest({ folder, ...options }, terminal);
			terminal.out.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : renderSummary(summary, options.index));
		});
}
