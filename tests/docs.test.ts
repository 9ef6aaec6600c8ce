import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateDocs } from "../scripts/generate-docs.ts";
import { createProgram } from "../src/cli/program.ts";
import { SETTINGS } from "../src/config.ts";
import { ERRORS } from "../src/errors.ts";
import { createApp, methodsOf } from "../src/http/app.ts";
import { createLogger } from "../src/log.ts";
import type { Quoth } from "../src/quoth.ts";
import { fakeTerminal } from "./support/terminal.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the generated pages", () => {
	test.each(Object.entries(generateDocs()))("%s is what the source says (npm run docs)", (path, content) => {
		expect(read(path)).toBe(content);
	});
});

test("every command and option is on the command line page", () => {
	const page = read("docs/cli.md");
	const program = createProgram(fakeTerminal().terminal);
	expect(program.commands.length).toBeGreaterThan(3);
	for (const command of program.commands) {
		expect(page).toContain(`## quoth ${command.name()}`);
		for (const option of command.options) expect(page).toContain(option.flags);
	}
});

test("every setting, route and error code is in the docs", () => {
	for (const { flag, env } of Object.values(SETTINGS))
		expect(read("docs/configuration.md")).toMatch(new RegExp(`${flag.replace(/[<>]/g, ".")}.*${env}`));
	const app = createApp({} as Quoth, createLogger("silent"), { assets: new Map() });
	const addresses = [...methodsOf(app)].filter(([path]) => path !== "/assets/:file" && path !== "/*");
	expect(addresses.length).toBeGreaterThan(12);
	for (const [path, methods] of addresses) {
		for (const method of methods) {
			if (method !== "HEAD") expect(read("docs/http-api.md")).toContain(`${method} ${path.replace(":id", "{id}")}`);
		}
	}
	for (const code of Object.keys(ERRORS)) expect(read("docs/errors.md")).toContain(`errors/${code}.md`);
});

test("the README opens with the two commands", () => {
	const head = read("README.md").slice(0, 1_500);
	expect(head).toContain("npm ci && npm start");
	expect(head).toContain("npm ci && npm test");
});

test("links between the pages lead somewhere", () => {
	const pages = [
		"docs/connect.md",
		"docs/serving.md",
		"README.md",
		"ARCHITECTURE.md",
		"CONTRIBUTING.md",
		"SECURITY.md",
		...Object.keys(generateDocs()),
	];
	let links = 0;
	for (const page of pages) {
		for (const [, target] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
			links += 1;
			expect(() => read(join(page, "..", target as string)), `${page} links to ${target}`).not.toThrow();
		}
	}
	expect(links).toBeGreaterThan(5);
});
