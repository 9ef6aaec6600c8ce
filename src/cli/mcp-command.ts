import { Command } from "commander";
import { createAdmission } from "../admission.ts";
import { createLiveQuoth } from "../live-quoth.ts";
import { addOpeningOptions, type OpeningOptions, settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = OpeningOptions & { publicUrl?: string; logLevel: string };

export function mcpCommand(terminal: Terminal): Command {
	return addOpeningOptions(new Command("mcp"))
		.description("Answer a program that speaks the Model Context Protocol over standard input and output.")
		.addOption(
			settingOption("publicUrl", "address of a server of the same documents, for links to sources; links lead to resources unless told"),
		)
		.addOption(settingOption("logLevel", "fatal, error, warn, info, debug, trace or silent; on standard error"))
		.addHelpText(
			"after",
			"\nA running server speaks it too, at /mcp.\n" +
				'\nExample, in the settings of the program:\n  { "mcpServers": { "quoth": { "command": "quoth", "args": ["mcp", "--index", "/var/lib/quoth"] } } }',
		)
		.action(async (options: Options) => {
			const [{ serveMcpOverStdio }, { createLogger }] = await Promise.all([import("../mcp/stdio.ts"), import("../log.ts")]);
			const logger = createLogger(options.logLevel);
			const quoth = createLiveQuoth(
				{ ...options, cacheFolder: options.modelCache },
				{ onTrouble: (error) => logger.error({ code: error.code, detail: error.message }, "the index cannot be opened") },
			);
			try {
				await quoth.refresh();
				const admission = createAdmission();
				await serveMcpOverStdio({ quoth, logger, admission, publicUrl: options.publicUrl }, terminal.input, terminal.out, terminal.signal);
			} finally {
				quoth.close();
			}
		});
}
