import { Command } from "commander";
import { QuothError } from "../errors.ts";
import { renderLedger } from "../render/ledger.ts";
import { readLedger } from "../search-index/ledger-file.ts";
import { readManifest } from "../search-index/manifest.ts";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = { index: string; json?: boolean; all?: boolean };

export function ledgerCommand(terminal: Terminal): Command {
	return new Command("ledger")
		.description("Show what the last ingestion did with every file.")
		.addOption(settingOption("index"))
		.option("--all", "list the files that had not changed too")
		.option("--json", "print the entries as JSON")
		.addHelpText("after", "\nExamples:\n  quoth ledger\n  quoth ledger --json")
		.action(async ({ index, json, all }: Options) => {
			const manifest = await readManifest(index);
			const ledger = await readLedger(index);
			if (ledger === null) throw new QuothError("index-missing", `The index in ${index} has no ledger: ingest again.`);
			if (ledger.index !== manifest.id) terminal.err.write("This ledger is of another ingestion than the index: ingest again.\n");
			terminal.out.write(json ? `${JSON.stringify(ledger, null, 2)}\n` : renderLedger(ledger.entries, { all: all ?? false }));
		});
}
