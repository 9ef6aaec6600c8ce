import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { readAssets } from "../../src/http/assets.ts";
import type { AppOptions } from "../../src/http/options.ts";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import type { Quoth } from "../../src/quoth.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "./folders.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const WIDGET = join(import.meta.dirname, "../../dist/widget");
const SCREENSHOTS = process.env.SCREENSHOTS;

/** Whether browser tests can run: they are skipped where there is no Chromium, and before npm run build. */
export const HAS_BROWSER = existsSync(CHROMIUM) && existsSync(join(WIDGET, "widget.js"));
export const SKIPPED = "(skipped where there is no Chromium, or before npm run build)";

let browser: Browser | undefined;

/** Starts Chromium for the tests of a file. */
export function withBrowser(): void {
	beforeAll(async () => {
		if (!HAS_BROWSER) return;
		const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
		browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
	});
	afterAll(() => browser?.close());
}

/** A server on a free port, until the test ends. */
export async function serverOver(quoth: Quoth, options: AppOptions = {}, port = 0) {
	const app = createApp(quoth, createLogger("silent"), {
		assets: readAssets(WIDGET),
		feedback: createFeedbackStore(temporaryFolder()),
		...options,
	});
	const server = await serve(app, { host: "127.0.0.1", port });
	onTestFinished(() => server.close());
	return server;
}

/** What a page does that it should not: scripts that fail, messages of errors, requests to others than these origins. */
export type Watched = { readonly page: Page; readonly problems: string[]; readonly foreign: string[] };

export async function openPage(origins: readonly string[], options: BrowserContextOptions = {}): Promise<Watched> {
	if (browser === undefined) throw new Error("There is no browser: call withBrowser() first.");
	const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
	onTestFinished(() => context.close());
	const problems: string[] = [];
	const foreign: string[] = [];
	context.on("request", (request) => {
		const { protocol, origin } = new URL(request.url());
		if (/^(?:https?|wss?):$/.test(protocol) && !origins.includes(origin)) foreign.push(request.url());
	});
	context.on("weberror", (error) => problems.push(error.error().message));
	context.on("console", (message) => message.type() === "error" && problems.push(message.text()));
	context.on("dialog", (dialog) => {
		problems.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	context.setDefaultTimeout(8_000);
	return { page: await context.newPage(), problems, foreign };
}

/** Types a question, and waits until it is answered or has failed. */
export async function ask(page: Page, question: string): Promise<void> {
	const turns = await page.locator(".turn").count();
	await page.getByLabel("Your question").fill(question);
	await page.keyboard.press("Enter");
	await page.locator(".turn").nth(turns).locator(".answer, .failed").waitFor();
}

/** A picture of the page, where SCREENSHOTS names a folder. */
export async function look(page: Page, name: string): Promise<void> {
	if (SCREENSHOTS === undefined) return;
	mkdirSync(SCREENSHOTS, { recursive: true });
	await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** A website of someone else's, on an origin of its own, which the page may depend on. */
export async function websiteWith(pageFor: (origin: string) => { html: string; headers: Record<string, string> }): Promise<string> {
	const server = createServer((request, response) => {
		const { html, headers } = pageFor(`http://${request.headers.host}`);
		response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
