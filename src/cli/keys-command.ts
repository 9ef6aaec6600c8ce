import { Command } from "commander";
import { SETTINGS } from "../config.ts";
import { QuothError } from "../errors.ts";
import { showControls } from "../render/terminal.ts";
import { type ApiKey, SCOPES, type Scope } from "../state/api-key.ts";
import { createKeyStore } from "../state/key-store.ts";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type CreateOptions = { state: string; name: string; scopes?: string; origin?: string; json?: boolean };

/** `quoth keys create | list | revoke`: a server that runs heeds them at once. */
export function keysCommand(terminal: Terminal): Command {
	const keys = new Command("keys").description("Make, list and revoke the keys of the HTTP API.");
	keys
		.command("create")
		.description("Make a key and print it: the only time that it is shown.")
		.addOption(settingOption("state"))
		.option("--name <text>", "what it is for", "")
		.option("--scopes <list>", `what it allows: ${SCOPES.join(", ")}; ask unless told, admin includes all`)
		.option("--origin <list>", "websites that may use it in their pages: the key is publishable then, and for asking only")
		.option("--json", "print it as JSON")
		.addHelpText(
			"after",
			"\nExamples:\n  quoth keys create --name reports --scopes ask,ingest\n  quoth keys create --origin https://www.example.org",
		)
		.action(({ state, name, scopes: asked, origin, json }: CreateOptions) => {
			const origins = origin === undefined ? [] : (SETTINGS.origins.parse(origin) as string[]);
			if (origin !== undefined && origins.length === 0)
				throw new QuothError("invalid-option", "--origin names no website: give one such as https://www.example.org.");
			const scopes = readScopes(asked ?? "ask");
			if (origins.length > 0 && scopes.some((scope) => scope !== "ask"))
				throw new QuothError("invalid-option", "A publishable key stands in web pages for all to read: it can have the scope ask only.");
			const { key, written } = createKeyStore(state).create({ name, scopes, origins });
			terminal.out.write(json ? `${JSON.stringify({ ...shown(key), key: written }, null, 2)}\n` : `${written}\n`);
			terminal.err.write("Keep it: only its hash is stored, and it is not shown again.\n");
		});
	keys
		.command("list")
		.description("List the keys: what they allow, not what they are.")
		.addOption(settingOption("state"))
		.option("--json", "print them as JSON")
		.action(({ state, json }: { state: string; json?: boolean }) => {
			const all = createKeyStore(state).keys();
			if (json) terminal.out.write(`${JSON.stringify(all.map(shown), null, 2)}\n`);
			else if (all.length === 0) terminal.err.write("There are no keys.\n");
			else for (const key of all) terminal.out.write(`${line(key)}\n`);
		});
	keys
		.command("revoke")
		.description("Make a key worthless.")
		.argument("<id>", "the id of the key, as `quoth keys list` shows it")
		.addOption(settingOption("state"))
		.action((id: string, { state }: { state: string }) => {
			createKeyStore(state).revoke(id);
			terminal.err.write(`The key ${id} is no longer valid.\n`);
		});
	return keys;
}

function readScopes(list: string): Scope[] {
	const scopes = list.split(",").map((each) => each.trim());
	const unknown = scopes.find((scope) => !(SCOPES as readonly string[]).includes(scope));
	if (unknown !== undefined) throw new QuothError("invalid-option", `--scopes takes ${SCOPES.join(", ")}, not "${unknown}".`);
	return [...new Set(scopes as Scope[])];
}

function shown({ hash: _, ...key }: ApiKey): Omit<ApiKey, "hash"> {
	return key;
}

function line({ id, kind, scopes, origins, name, createdAt }: ApiKey): string {
	const parts = [id, kind === "secret" ? "sk" : "pk", scopes.join(","), createdAt.slice(0, 10), origins.join(","), showControls(name)];
	return parts.filter((part) => part !== "").join("  ");
}
