import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { serve } from "../../src/http/serve.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createLogger } from "../../src/log.ts";
import { createMcpEndpoint } from "../../src/mcp/endpoint.ts";
import { openQuoth } from "../../src/quoth.ts";
import { temporaryFolder } from "../support/folders.ts";
import { bundledEmbedder } from "../support/quoth.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/connect.md"), "utf8");
const examples = [...page.matchAll(/^```(sh|ts|py)\n([\s\S]*?)^```/gm)].map(([, language, code], at) => ({
	at,
	language,
	code: code as string,
}));
const run = promisify(execFile);

/** What runs an example; TypeScript lies within the package, so that it may name itself as those who install it do. */
const RUNNERS: Record<string, (file: string) => [string, string[]]> = {
	sh: (file) => ["bash", [file]],
	py: (file) => ["python3", [file]],
	ts: (file) => [process.execPath, ["--import", "tsx", file]],
};

beforeAll(() => {
	if (!existsSync(join(root, "dist/client/client.js"))) throw new Error("run npm run build first");
});

async function works(command: string): Promise<boolean> {
	return run(command, ["--version"]).then(
		() => true,
		() => false,
	);
}

test("the page has examples in three languages", () => {
	expect(new Set(examples.map(({ language }) => language))).toEqual(new Set(["sh", "ts", "py"]));
});

test("the example of docs/slack.md is right TypeScript", async () => {
	const [, code] = /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(join(root, "docs/slack.md"), "utf8")) as RegExpExecArray;
	const folder = join(root, "dist/examples/slack");
	mkdirSync(folder, { recursive: true });
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	writeFileSync(join(folder, "example.mts"), code as string);
	const options = [
		"--ignoreConfig",
		"--noEmit",
		"--strict",
		"--skipLibCheck",
		"--module",
		"nodenext",
		"--target",
		"es2023",
		"--types",
		"node",
	];
	await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options, join(folder, "example.mts")], { cwd: root });
}, 30_000);

test.for(examples)(
	"example $at of docs/connect.md runs as it stands ($language; skipped where its program is missing)",
	async ({ language, code, at }, { skip }) => {
		const needed = { sh: "curl", py: "python3" }[language as "sh"];
		if (needed !== undefined && !(await works(needed))) return skip(`there is no ${needed}`);
		const index = join(temporaryFolder(), "index");
		await ingest({ folder: join(root, "corpus"), index, embedder: await bundledEmbedder() });
		const quoth = await openQuoth({ index });
		const logger = createLogger("silent");
		const mcp = createMcpEndpoint({ quoth, logger });
		const server = await serve(createApp(quoth, logger, { assets: new Map(), mcp }), { host: "127.0.0.1", port: 0 });
		const folder = join(root, "dist/examples", String(at));
		mkdirSync(folder, { recursive: true });
		onTestFinished(async () => {
			await mcp.close();
			await server.close();
			quoth.close();
			rmSync(folder, { recursive: true, force: true });
		});
		const file = join(folder, `example.${language === "ts" ? "mts" : language}`);
		writeFileSync(file, code.replaceAll("http://localhost:8420", server.url));
		const [command, args] = (RUNNERS[language as string] as (typeof RUNNERS)[string])(file);
		const { stdout } = await run(command, args, { cwd: root });
		expect(stdout).toContain("Mamedov");
	},
);
