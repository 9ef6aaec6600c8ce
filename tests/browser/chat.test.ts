import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { readAssets } from "../../src/http/assets.ts";
import { serve } from "../../src/http/serve.ts";
import { createLogger } from "../../src/log.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const root = join(import.meta.dirname, "../..");
const built = existsSync(join(root, "dist/widget/chat.js"));
const screenshots = process.env.SCREENSHOTS;

describe.skipIf(!existsSync(CHROMIUM) || !built)("the chat page in Chromium (skipped where there is none, or before npm run build)", () => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await chromium.launch({
			executablePath: CHROMIUM,
			args: [
				"--no-sandbox",
				"--disable-gpu",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				"--no-first-run",
			],
		});
	});
	afterAll(() => browser?.close());

	async function open(files: Record<string, string>, options: { width?: number; dark?: boolean } = {}) {
		const server = await serve(
			createApp(await quothOver(files), createLogger("silent"), { assets: readAssets(join(root, "dist/widget")) }),
			{
				host: "127.0.0.1",
				port: 0,
			},
		);
		const page = await browser.newPage({
			viewport: { width: options.width ?? 900, height: 900 },
			colorScheme: options.dark ? "dark" : "light",
		});
		const problems: string[] = [];
		const foreign: string[] = [];
		page.on("pageerror", (error) => problems.push(error.message));
		page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
		page.on("request", (request) => new URL(request.url()).origin !== server.url && foreign.push(request.url()));
		onTestFinished(async () => {
			await page.close();
			await server.close();
		});
		await page.goto(server.url);
		return { page, server, problems, foreign };
	}

	async function ask(page: Page, question: string): Promise<void> {
		await page.getByLabel("Your question").fill(question);
		await page.keyboard.press("Enter");
		await page.locator(".answer, .failed").last().waitFor();
	}

	async function look(page: Page, name: string): Promise<void> {
		if (screenshots === undefined) return;
		mkdirSync(screenshots, { recursive: true });
		await page.screenshot({ path: join(screenshots, `${name}.png`) });
	}

	test("ask, read the quote, open its source with the words highlighted, come back", async () => {
		const { page, problems, foreign } = await open(VILLAGE);
		await page.getByText("Which documents?").click();
		expect(await page.locator("#documents li").count()).toBe(3);
		await ask(page, "How many books does the library hold?");
		const quote = page.locator(".quote").first();
		expect(await quote.locator("blockquote").textContent()).toBe("The library holds 12,400 books.");
		expect(await quote.locator(".number").textContent()).toBe("[1]");
		expect(await quote.locator(".from").textContent()).toContain("The village library · Tomas Reyes");
		await look(page, "answered");
		await quote.getByText("show in source").click();
		await page.waitForSelector("mark");
		expect(page.url()).toMatch(/\/documents\/[0-9a-f]{12}#char=\d+,\d+$/);
		expect(await page.locator("mark").textContent()).toBe("The library holds 12,400 books.");
		expect(await page.locator("mark").isVisible()).toBe(true);
		expect(await page.locator("h1").textContent()).toBe("The village library");
		await look(page, "source");
		await page.goBack();
		expect([problems, foreign]).toEqual([[], []]);
	});

	test("not found looks different, says what was searched, and labels what is near", async () => {
		const { page } = await open(VILLAGE, { dark: true, width: 360 });
		await ask(page, "Which novel won the library prize in Zanzibar?");
		const card = page.locator(".not-found");
		expect(await card.locator("h2").textContent()).toBe("Not found in these documents");
		expect(await page.locator(".searched").textContent()).toMatch(/Searched \d+ passages in 3 documents/);
		await card.getByText("not an answer").click();
		expect(await card.locator(".quote").first().isVisible()).toBe(true);
		expect(await card.locator(".number").count()).toBe(0);
		expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
		await look(page, "not-found");
	});

	test("markup in documents and questions stays text", async () => {
		const hostile = `The password is <img src=x onerror="document.title='broken'"> & <script>document.title='broken'</script>.`;
		const { page, problems } = await open({ "<b>odd</b>.txt": hostile });
		await ask(page, "What is the password <img src=x onerror=alert(1)>?");
		expect(await page.locator(".quote blockquote").first().textContent()).toBe(hostile);
		expect(await page.locator("main img, main script, main b").count()).toBe(0);
		await page.getByText("show in source").first().click();
		await page.waitForSelector("mark");
		expect(await page.locator("#text").textContent()).toBe(hostile);
		expect(await page.title()).not.toBe("broken");
		expect(problems).toEqual([]);
	});

	test("a link to a place that is not there says so; left-out parts are marked", async () => {
		const { page, server } = await open({ "a.txt": "Snow fell on the pass.\n\nYou may also like\n\nIt melted in May." });
		const { documents } = (await (await fetch(`${server.url}/v1/documents`)).json()) as { documents: { id: string }[] };
		await page.goto(`${server.url}/documents/${documents[0]?.id}#char=10,9999`);
		await page.waitForSelector("#notice:not([hidden])");
		expect(await page.locator(".left-out").textContent()).toBe("You may also like");
		expect(await page.locator("mark").count()).toBe(0);
	});

	test("when the server is gone the page says so and can be used again", async () => {
		const { page, server } = await open(VILLAGE);
		await server.close();
		await ask(page, "Who built the bridge?");
		expect(await page.locator(".failed h2").textContent()).toBe("The server cannot be reached");
		expect(await page.locator("button[type=submit]").isEnabled()).toBe(true);
	});

	test("by keyboard alone", async () => {
		const { page } = await open(VILLAGE);
		await page.keyboard.type("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.locator(".answer").waitFor();
		expect(await page.locator("blockquote").first().textContent()).toContain("Jonas Fell");
	});
});
