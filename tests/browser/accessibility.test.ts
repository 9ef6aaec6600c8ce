import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, HAS_BROWSER, look, openPage, SKIPPED, serverOver, websiteWith, withBrowser } from "../support/browser.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = { id: string; nodes: { html: string; failureSummary: string }[] };

/** What is fading in has not its colours yet: axe looks at pages for people who want no motion. */
const STILL = { reducedMotion: "reduce" as const };

/** What axe-core finds wrong, in the shadow of elements too. */
async function violations(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as { violations: Violation[] };
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}

/** Whether the page is wider than the screen. */
const isTooWide = (page: Page) => page.evaluate("document.documentElement.scrollWidth > innerWidth");

describe.skipIf(!HAS_BROWSER)(`for everyone, in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function open(options: Parameters<typeof openPage>[1] = {}) {
		const quoth = await quothOver(VILLAGE);
		const server = await serverOver(quoth);
		const watched = await openPage([server.url], options);
		await watched.page.goto(server.url);
		await watched.page.getByLabel("Your question").waitFor();
		return { ...watched, server, quoth };
	}

	async function converse(page: Page) {
		await ask(page, "How many books does the library hold?");
		await ask(page, "Which novel won the library prize in Zanzibar?");
		await page.route("**/v1/ask", (route) => route.abort());
		await ask(page, "Who built the bridge?");
		await page.unroute("**/v1/ask");
		await page.locator(".quote .menu summary").first().click();
	}

	test.each([
		["light", {}],
		["dark", { colorScheme: "dark" as const }],
		["forced colours", { forcedColors: "active" as const }],
		["on a narrow screen", { viewport: { width: 320, height: 640 } }],
	])("axe finds nothing wrong with an answer, a refusal and a failure: %s", async (name, options) => {
		const { page } = await open({ ...STILL, ...options });
		expect(await violations(page)).toEqual([]);
		await converse(page);
		await look(page, `states-${name.replaceAll(" ", "-")}`);
		expect(await violations(page)).toEqual([]);
	});

	test.each([["light" as const], ["dark" as const]])(
		"axe finds nothing wrong with source, library and API pages: %s",
		async (colorScheme) => {
			const { page, server, quoth } = await open({ ...STILL, colorScheme });
			const { id } = quoth.documents[1] as (typeof quoth.documents)[number];
			for (const path of [`/documents/${id}#char=10,20`, `/documents/${id}#char=1,99999`, "/library", "/docs"]) {
				await page.goto(`${server.url}${path}`);
				await expect.poll(() => page.evaluate("!document.body.textContent.includes('Loading')")).toBe(true);
				expect([path, await violations(page)]).toEqual([path, []]);
			}
		},
	);

	test("axe finds nothing wrong with the widget on another website, closed and open", async () => {
		const server = await serverOver(await quothOver(VILLAGE), { origins: [] });
		const site = await websiteWith(() => ({
			html: `<!doctype html><html lang="en"><title>A website</title><main><h1>A website</h1></main><script src="${server.url}/widget.js"></script>`,
			headers: {},
		}));
		const { page } = await openPage([server.url, site], STILL);
		await page.goto(site);
		await page.getByRole("button", { name: "Ask the documents" }).waitFor();
		expect(await violations(page)).toEqual([]);
		await page.getByRole("button", { name: "Ask the documents" }).click();
		await ask(page, "Who built the bridge?"); // refused: the origin is not allowed
		expect(await violations(page)).toEqual([]);
	});

	test("what happens is said to screen readers, once, in words", async () => {
		const { page } = await open();
		const said = page.getByRole("status");
		await ask(page, "How many books does the library hold?");
		await page.getByText(/^Quotes found: \d\. The library holds 12,400 books\.$/).waitFor();
		await ask(page, "Which novel won the library prize in Zanzibar?");
		expect(await said.textContent()).toBe("Not found in these documents");
		await page.route("**/v1/ask", (route) => route.abort());
		await ask(page, "Who built the bridge?");
		expect(await said.textContent()).toBe("Your question was not answered. The server cannot be reached.");
		expect(await page.getByRole("link", { name: "Quote 1: show it in “The village library”" }).count()).toBe(1);
		expect(await page.getByRole("heading", { name: "How many books" }).count()).toBe(1);
	});

	test.each([
		["320 pixels wide", { viewport: { width: 320, height: 640 } }],
		["at 200 % zoom", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
	])("nothing is cut off %s", async (name, options) => {
		const { page, server, quoth } = await open(options);
		await converse(page);
		expect(await isTooWide(page)).toBe(false);
		const wide = await page.evaluate(`[...document.querySelector("quoth-chat").shadowRoot.querySelectorAll(".log *")]
			.filter((element) => !element.closest(".hidden") && element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 80))`);
		expect(wide).toEqual([]);
		await look(page, `narrow-${name.replaceAll(/\W+/g, "-")}`);
		for (const path of [`/documents/${quoth.documents[0]?.id}`, "/library", "/docs"]) {
			await page.goto(`${server.url}${path}`);
			await expect.poll(() => page.evaluate("!document.body.textContent.includes('Loading')")).toBe(true);
			expect([path, await isTooWide(page)]).toEqual([path, false]);
		}
	});

	test("from right to left: the chat is mirrored, and each quote keeps its own direction", async () => {
		const quoth = await quothOver({
			...VILLAGE,
			"جسر.txt": "الجسر الحجري\n\nبنى يوسف الحداد الجسر الحجري في القرية سنة 1822 على النهر الكبير.",
		});
		const server = await serverOver(quoth, { origins: [] });
		const { page } = await openPage([server.url], { locale: "ar" });
		await page.route(server.url, async (route) => {
			const response = await route.fetch();
			await route.fulfill({ response, body: (await response.text()).replace('lang="en"', 'lang="ar" dir="rtl"') });
		});
		await page.goto(server.url);
		await page.getByLabel("سؤالك").fill("من بنى الجسر الحجري؟");
		await page.keyboard.press("Enter");
		await page.locator(".quote").first().waitFor();
		const quote = page.locator("blockquote").first();
		expect([await quote.getAttribute("lang"), await quote.textContent()]).toEqual(["ar", expect.stringContaining("يوسف الحداد")]);
		const side = (name: string) =>
			page.evaluate(`getComputedStyle(document.querySelector("quoth-chat").shadowRoot.querySelector("${name}")).direction`);
		expect([await side(".panel"), await side("blockquote")]).toEqual(["rtl", "rtl"]);
		await look(page, "rtl");
		await page.getByLabel("سؤالك").fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.locator(".turn").nth(1).locator(".quote").first().waitFor();
		expect(await side(".turn:last-of-type blockquote")).toBe("ltr");
	});

	test("less motion where that is asked for", async () => {
		const { page } = await open({ reducedMotion: "reduce" });
		await page.route("**/v1/ask", () => {});
		await page.getByLabel("Your question").fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		const animation = await page.evaluate(
			`getComputedStyle(document.querySelector("quoth-chat").shadowRoot.querySelector(".waiting")).animationName`,
		);
		expect(animation).toBe("none");
	});

	test("on paper: the words and their source, without buttons", async () => {
		const { page, server, quoth } = await open();
		await ask(page, "How many books does the library hold?");
		await page.emulateMedia({ media: "print" });
		expect(await page.locator("blockquote").first().isVisible()).toBe(true);
		expect(await page.locator(".from").first().isVisible()).toBe(true);
		for (const name of ["form", ".feedback", ".actions"])
			expect([name, await page.locator(name).first().isVisible()]).toEqual([name, false]);
		const { id } = quoth.documents[2] as (typeof quoth.documents)[number];
		await page.goto(`${server.url}/documents/${id}#char=10,40`);
		await page.locator("#quote").waitFor();
		expect((await page.pdf()).length).toBeGreaterThan(5_000);
	});
});
