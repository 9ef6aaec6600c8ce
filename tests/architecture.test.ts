import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

/** What each layer may import, of the layers and of the files at the top. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	domain: [],
	text: ["domain"],
	embedding: ["domain", "text", "errors.ts"],
	"search-index": ["domain", "text", "errors.ts"],
	ingest: ["domain", "text", "embedding", "search-index", "errors.ts"],
	answer: ["domain", "text", "embedding", "search-index", "errors.ts"],
	render: ["domain"],
	client: ["domain"],
	widget: ["domain", "render"],
	state: ["domain", "search-index", "errors.ts"],
	http: [
		...["domain", "render", "state", "quoth.ts", "live-quoth.ts", "ingestion-jobs.ts"],
		...["admission.ts", "body-limit.ts", "check-shown.ts", "enter.ts", "problem.ts", "errors.ts", "log.ts", "version.ts"],
	],
	slack: [
		"domain",
		"render",
		"state",
		"quoth.ts",
		"admission.ts",
		"body-limit.ts",
		"check-shown.ts",
		"enter.ts",
		"enter.ts",
		"problem.ts",
		"errors.ts",
		"log.ts",
	],
	mcp: [
		"domain",
		"render",
		"quoth.ts",
		"admission.ts",
		"body-limit.ts",
		"check-shown.ts",
		"enter.ts",
		"problem.ts",
		"errors.ts",
		"log.ts",
		"version.ts",
	],
	cli: [
		...["domain", "render", "state", "embedding", "search-index", "ingest", "http", "slack", "mcp"],
		...["quoth.ts", "live-quoth.ts", "ingestion-jobs.ts", "admission.ts", "errors.ts", "log.ts", "config.ts"],
	],
};
/** Packages that only one file imports, so that a change of library is a change of one file. */
const ONE_IMPORTER: Record<string, string> = {
	"@xenova/transformers": "embedding/transformers-embedder.ts",
	"hnswlib-node": "search-index/hnsw-vector-index.ts",
	unpdf: "ingest/parsers/pdf.ts",
	mammoth: "ingest/parsers/docx.ts",
	linkedom: "ingest/parsers/main-content.ts",
	htmlparser2: "ingest/parsers/xml.ts",
	"postal-mime": "ingest/parsers/mail.ts",
	"csv-parse/sync": "ingest/parsers/csv.ts",
	chokidar: "cli/watch-folder.ts",
	pino: "log.ts",
	"@hono/node-server": "http/serve.ts",
	"rate-limiter-flexible": "http/rate-limit.ts",
	"@slack/web-api": "slack/delivery.ts",
	"prom-client": "http/metrics.ts",
	chardet: "ingest/decode-text.ts",
	porter2: "text/languages.ts",
};

function importsOf(file: string): { target: string; typeOnly: boolean }[] {
	const source = readFileSync(join(src, file), "utf8");
	const found = [...source.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"/gm)].map((match) => ({
		target: match[2] as string,
		typeOnly: match[1] !== undefined,
	}));
	return [
		...found,
		...[...source.matchAll(/(?:import|createRequire\(import\.meta\.url\))\("([^"]+)"\)/g)].map((match) => ({
			target: match[1] as string,
			typeOnly: false,
		})),
	];
}

const layerOf = (file: string) => file.split("/")[0] as string;

test("it saw the source", () => {
	expect(files.length).toBeGreaterThan(60);
	for (const layer of Object.keys(MAY_IMPORT)) expect(files.filter((file) => layerOf(file) === layer).length).toBeGreaterThan(0);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(200);
});

test("imports point one way", () => {
	const wrong: string[] = [];
	for (const file of files) {
		const allowed = MAY_IMPORT[layerOf(file)];
		if (allowed === undefined) continue;
		for (const { target } of importsOf(file)) {
			if (!target.startsWith(".")) continue;
			const layer = layerOf(relative(src, join(src, dirname(file), target)));
			if (layer !== layerOf(file) && !allowed.includes(layer)) wrong.push(`${file} -> ${target}`);
		}
	}
	expect(wrong).toEqual([]);
});

test("domain imports only zod; text and render do no I/O; the widget takes Lit and pure functions of render, and only types of domain", () => {
	for (const file of files) {
		for (const { target, typeOnly } of importsOf(file)) {
			if (layerOf(file) === "domain" && !target.startsWith(".")) expect([file, target]).toEqual([file, "zod"]);
			if (["text", "render", "domain", "widget"].includes(layerOf(file)))
				expect(target).not.toMatch(layerOf(file) === "text" ? /^node:(?!module$)/ : /^node:/);
			if (layerOf(file) === "widget" && !/^(?:\.\/|\.\.\/render\/|lit$)/.test(target))
				expect([file, target, typeOnly]).toEqual([file, target, true]);
		}
	}
});

test("a library has one importer", () => {
	for (const [name, importer] of Object.entries(ONE_IMPORTER)) {
		expect([name, files.filter((file) => importsOf(file).some(({ target }) => target === name))]).toEqual([name, [importer]]);
	}
});

test("one barrel, no default exports, no file over 400 lines", () => {
	expect(files.filter((file) => file.endsWith("index.ts") && !file.includes("-index"))).toEqual(["index.ts"]);
	for (const file of files) {
		const source = readFileSync(join(src, file), "utf8");
		expect([file, /^export default/m.test(source)]).toEqual([file, false]);
		expect([file, source.split("\n").length < 400]).toEqual([file, true]);
	}
});
