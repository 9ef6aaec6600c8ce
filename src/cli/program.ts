import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { asQuothError, ERRORS } from "../errors.ts";
import { showControls } from "../render/terminal.ts";
import { askCommand } from "./ask-command.ts";
import { ingestCommand } from "./ingest-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { keysCommand } from "./keys-command.ts";
import { ledgerCommand } from "./ledger-command.ts";
import { mcpCommand } from "./mcp-command.ts";
import { serveCommand } from "./serve-command.ts";
import type { Terminal } from "./terminal.ts";

const USAGE = 2;

/** The command line: `quoth ingest | ask | serve | inspect | ledger | keys | mcp`. */
export function createProgram(terminal: Terminal, setExitCode: (code: number) => void = () => {}): Command {
	const { version, description } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
	const program = new Command("quoth").description(description).version(version).showHelpAfterError("(run with --help for the options)");
	const commands = [
		ingestCommand(terminal, setExitCode),
		askCommand(terminal, setExitCode),
		serveCommand(terminal),
		inspectCommand(terminal),
		ledgerCommand(terminal),
		keysCommand(terminal),
		mcpCommand(terminal),
	];
	for (const command of commands) program.addCommand(command);
	for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
		command.exitOverride().configureOutput({ writeOut: (text) => terminal.out.write(text), writeErr: (text) => terminal.err.write(text) });
		command.showHelpAfterError("(run with --help for the options)");
	}
	return program;
}

/** Runs one command. @returns the exit code: 0 done, 1 failure, 2 usage, 3 not found with --fail-on-not-found, 4 ingested but for some files. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
	let exitCode = 0;
	try {
		await createProgram(terminal, (code) => {
			exitCode = code;
		}).parseAsync(args, { from: "user" });
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
		if (terminal.signal.aborted && error instanceof Error && error.name === "AbortError") {
			terminal.err.write("stopped; the index is as it was\n");
			return 130;
		}
		const { code, message } = asQuothError(error);
		terminal.err.write(`quoth: ${showControls(message)}\n${ERRORS[code].advice} (${code})\n`);
		return ERRORS[code].exit;
	}
}
