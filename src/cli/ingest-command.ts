import { Command } from "commander";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = {
	index: string;
	aliases?: string;
	model?: string;
	modelCache?: string;
	hub?: string;
	json?: boolean;
	dryRun?: boolean;
	fresh?: boolean;
	ocr?: boolean;
	wait: boolean;
	watch?: boolean;
};

/** The exit code of an ingestion that ended, but could not read some files. */
const SOME_FAILED = 4;

export function ingestCommand(terminal: Terminal, setExitCode: (code: number) => void): Command {
	return new Command("ingest")
		.description("Bring the index of a folder of documents up to date: what has not changed is not read again.")
		.argument("<folder>", "folder of documents; its subfolders are read too")
		.addOption(settingOption("index"))
		.addOption(settingOption("aliases"))
		.addOption(settingOption("model"))
		.addOption(settingOption("modelCache"))
		.addOption(settingOption("hub"))
		.option("--dry-run", "tell what would be read, changed and removed, and do nothing")
		.option("--fresh", "read every file again, as if there were no index")
		.option("--ocr", "read pages without text by OCR (needs pdftoppm and tesseract)")
		.option("--watch", "stay, and ingest again whenever the folder changes, until Ctrl-C")
		.option("--no-wait", "fail when another ingestion is writing the index, rather than wait")
		.option("--json", "print the summary as JSON")
		.addHelpText(
			"after",
			"\nExit code: 0 done, 4 done but some files failed or held no text, 1 failure (the old index stays).\n" +
				"\nExamples:\n  quoth ingest corpus\n  quoth ingest corpus --dry-run\n  quoth ingest ~/reports --index /var/lib/quoth --model Xenova/all-MiniLM-L6-v2",
		)
		.action(async (folder: string, { watch, ...options }: Options) => {
			const { hasFailures, renderSummary, runIngest } = await import("./run-ingest.ts"); // the parsers are loaded by those who use them
			let fresh = options.fresh ?? false;
			const once = async () => {
				const summary = await runIngest({ folder, ...options, fresh }, terminal);
				fresh = false; // of a folder that is watched, only the first time
				terminal.out.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : renderSummary(summary, options.index));
				setExitCode(hasFailures(summary) ? SOME_FAILED : 0);
			};
			if (!watch) return once();
			const { watchFolder } = await import("./watch-folder.ts");
			await watchFolder(folder, options.index, once, terminal);
		});
}
