import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { ask, HAS_BROWSER, openPage, SKIPPED, serverOver, websiteWith, withBrowser } from "../support/browser.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

// Found by an attack and a review of the widget: each was a defect once.
describe.skipIf(!HAS_BROWSER)(`a widget that is treated badly, in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function open(html?: (server: string) => string) {
		const quoth = await quothOver(VILLAGE);
		const allowed: string[] = [];
		const server = await serverOver(quoth, { origins: allowed });
		if (html === undefined) {
			const watched = await openPage([server.url]);
			await watched.page.goto(server.url);
			await watched.page.getByLabel("Your question").waitFor();
			return { ...watched, server };
		}
		const site = await websiteWith(() => ({ html: html(server.url), headers: {} }));
		allowed.push(site);
		const watched = await openPage([server.url, site]);
		await watched.page.goto(site);
		await expect.poll(() => watched.page.evaluate("document.querySelector('quoth-chat')?.hasUpdated === true")).toBe(true);
		return { ...watched, server };
	}

	/** Answers to /v1/ask wait until they are let go. */
	async function hold(page: Page) {
		const held: (() => void)[] = [];
		let asked = 0;
		await page.route("**/v1/ask", async (route) => {
			asked += 1;
			await new Promise<void>((resolve) => held.push(resolve));
			await route.continue().catch(() => {});
		});
		return {
			letGo: () => {
				for (const resolve of held) resolve();
			},
			count: () => asked,
		};
	}

	const chat = "document.querySelector('quoth-chat')";

	test("Enter twice asks once", async () => {
		const { page } = await open();
		const { letGo, count } = await hold(page);
		await page.getByLabel("Your question").fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Enter");
		expect(count()).toBe(1);
		letGo();
		await page.locator(".quote").first().waitFor();
		expect(await page.locator(".failed").count()).toBe(0);
	});

	test("clicked fast, Try again asks once", async () => {
		const { page } = await open();
		await page.route("**/v1/ask", (route) => route.abort());
		await ask(page, "Who built the bridge?");
		await page.unroute("**/v1/ask");
		const { letGo, count } = await hold(page);
		await page.evaluate(`for (let i = 0; i < 3; i++) ${chat}.shadowRoot.querySelector(".retry")?.click()`);
		await page.locator(".waiting").waitFor();
		expect(count()).toBe(1);
		letGo();
		await page.locator(".quote").first().waitFor();
	});

	test("cleared while an answer is under way: nothing of it comes back, and the next question is asked at once", async () => {
		const { page } = await open();
		const { letGo } = await hold(page);
		await page.getByLabel("Your question").fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.locator(".waiting").waitFor();
		await page.evaluate(`${chat}.clear()`);
		await page.unroute("**/v1/ask");
		letGo();
		expect(await page.evaluate(`${chat}.ask("Who founded the bakery?").then((answer) => answer.status)`)).toBe("answered");
		expect(await page.locator(".asked").allTextContents()).toEqual(["You asked: Who founded the bakery?"]);
		expect(await page.getByRole("status").textContent()).toMatch(/^Quotes found/);
	});

	test("feedback that fails after the conversation was cleared brings nothing back", async () => {
		const { page } = await open();
		await ask(page, "Who built the bridge?");
		let fail: () => void = () => {};
		await page.route("**/v1/feedback", async (route) => {
			await new Promise<void>((resolve) => {
				fail = resolve;
			});
			await route.abort();
		});
		await page.getByRole("button", { name: "This answer helped" }).click();
		await page.evaluate(`${chat}.clear()`);
		await ask(page, "Who founded the bakery?");
		fail();
		await page.waitForTimeout(200);
		expect(await page.locator(".asked").allTextContents()).toEqual(["You asked: Who founded the bakery?"]);
		expect(await page.locator("blockquote").first().textContent()).toContain("Ingrid Solberg");
	});

	test.each([
		["not JSON", "{"],
		["not a list", "{}"],
		["no turns", "[null, 1, {}]"],
		["an answer without quotes", '[{"id":1,"question":"x","answer":{"status":"answered"}}]'],
		[
			"quotes that are none",
			'[{"id":1,"question":"x","answer":{"status":"answered","quotes":[null],"nearest":[],"suggestions":[],"searched":{}}}]',
		],
		["a problem that is none", '[{"id":1,"question":"x","problem":null}]'],
		["suggestions that are none", '[{"id":1,"question":"x","problem":{"code":"slow"},"suggestions":"abc"}]'],
		[
			"a reason that it does not know",
			'[{"id":1,"question":"x","answer":{"status":"not-found","reason":{"code":"new","message":"Because."},"quotes":[],"nearest":[],"suggestions":[],"searched":{"documents":1,"passages":1},"understoodAs":null}}]',
		],
	])("what the browser kept may be damaged: %s", async (_what, kept) => {
		const { page, problems } = await open();
		await ask(page, "Who built the bridge?");
		await page.evaluate(
			`for (const key of Object.keys(sessionStorage)) if (key.startsWith("quoth 1")) sessionStorage.setItem(key, ${JSON.stringify(kept)})`,
		);
		await page.reload();
		await page.getByLabel("Your question").waitFor();
		await ask(page, "Who founded the bakery?");
		expect(await page.locator(".turn").last().locator("blockquote").first().textContent()).toContain("Solberg");
		expect(problems).toEqual([]);
	});

	test.each([
		["src", "http://"],
		["lang", "de-"],
		["lang", "constructor"],
		["lang", "en_US"],
		["mode", "upside-down"],
		["max-quotes", "many"],
		["documents", ",,"],
	])("an attribute that makes no sense: %s=%s", async (name, value) => {
		const { page, problems } = await open(
			(server) =>
				`<!doctype html><html lang="en"><title>x</title><script type="module" src="${server}/widget.mjs"></script><quoth-chat src="${server}"></quoth-chat>`,
		);
		await page.evaluate(`${chat}.setAttribute(${JSON.stringify(name)}, ${JSON.stringify(value)})`);
		await page.evaluate(`${chat}.updateComplete`);
		expect(await page.locator("quoth-chat input").count()).toBe(1);
		expect(problems.filter((problem) => !/Failed to load resource|Failed to fetch|404|400/.test(problem))).toEqual([]);
	});

	test("two of them on one page keep their own conversations", async () => {
		const { page } = await open(
			(server) => `<!doctype html><html lang="en"><title>x</title><script type="module" src="${server}/widget.mjs"></script>
<quoth-chat id="one" src="${server}"></quoth-chat><quoth-chat id="two" src="${server}"></quoth-chat>`,
		);
		await page.evaluate("document.querySelector('#one').ask('Who built the bridge?')");
		await page.evaluate("document.querySelector('#two').ask('Who founded the bakery?')");
		await page.reload();
		await page.locator("#one .turn").waitFor();
		expect(await page.locator("#one .asked").allTextContents()).toEqual(["You asked: Who built the bridge?"]);
		expect(await page.locator("#two .asked").allTextContents()).toEqual(["You asked: Who founded the bakery?"]);
	});

	test("another server gets none of the conversation with the one before", async () => {
		const { page, server } = await open(
			(server) =>
				`<!doctype html><html lang="en"><title>x</title><script type="module" src="${server}/widget.mjs"></script><quoth-chat src="${server}"></quoth-chat>`,
		);
		await page.evaluate(`${chat}.ask('Who built the bridge?')`);
		const sent: string[] = [];
		await page.route("**/v1/ask", (route) => {
			sent.push(route.request().postData() ?? "");
			return route.abort();
		});
		await page.evaluate(`${chat}.src = ${JSON.stringify(server.url.replace("127.0.0.1", "localhost"))}`);
		await page.evaluate(`${chat}.ask('And when?')`);
		expect(sent).toEqual(['{"question":"And when?"}']);
		expect(await page.locator(".asked").allTextContents()).toEqual(["You asked: And when?"]);
	});

	test("taken out of the page and put back, moved from modal to floating: it opens as what it is", async () => {
		const { page } = await open(
			(server) => `<!doctype html><html lang="en"><title>x</title><script src="${server}/widget.js" data-mode="modal"></script>`,
		);
		const launch = () => page.evaluate(`${chat}.show(), ${chat}.updateComplete`);
		const state = () =>
			page.evaluate(
				`(() => { const dialog = ${chat}.shadowRoot.querySelector("dialog"); return [dialog.open, dialog.matches(":modal")]; })()`,
			);
		await launch();
		expect(await state()).toEqual([true, true]);
		await page.evaluate(`{ const it = ${chat}; it.remove(); document.body.append(it); }`);
		await page.evaluate(`${chat}.updateComplete`);
		await launch();
		expect(await state()).toEqual([true, true]);
		await page.evaluate(`${chat}.mode = "floating"`);
		await page.evaluate(`${chat}.updateComplete`);
		await launch();
		expect(await state()).toEqual([true, false]);
	});

	test("where keys are needed, a citation of the chat page opens without asking for the key again", async () => {
		const { createKeyStore } = await import("../../src/state/key-store.ts");
		const { temporaryFolder } = await import("../support/folders.ts");
		const keys = createKeyStore(temporaryFolder());
		const server = await serverOver(await quothOver(VILLAGE), { keys, anonymous: [] });
		const { written } = keys.create({ name: "", scopes: ["ask"], origins: [] });
		const { page } = await openPage([server.url]);
		await page.goto(server.url);
		await page.getByLabel("Key").fill(written);
		await page.getByRole("button", { name: "Use it" }).click();
		await page.getByLabel("Your question").waitFor();
		await ask(page, "Who built the bridge?");
		const [source] = await Promise.all([page.context().waitForEvent("page"), page.locator(".citation").first().click()]);
		await source.locator("#quote").waitFor();
	});

	test("a link without a version is not called checked; a broken address says so; a search that fails shows no list", async () => {
		const { page, server } = await open();
		const { documents } = (await (await fetch(`${server.url}/v1/documents`)).json()) as { documents: { id: string; version: string }[] };
		const [{ id, version } = { id: "", version: "" }] = documents;
		for (const query of ["", `?quotes=${id}.1.2.${version}`]) {
			await page.goto("about:blank");
			await page.goto(`${server.url}/documents/${id}${query}#char=3,9`);
			await page.locator("#badge").waitFor();
			expect(await page.locator("#badge").textContent()).toBe(`version ${version}`);
		}
		await page.goto(`${server.url}/documents/%E0%A4%A`);
		await page.getByText("There is no document").waitFor();
		await page.goto(`${server.url}/library`);
		await page.getByLabel("Search").waitFor();
		await page.route("**/v1/documents?*", (route) =>
			route.fulfill({ status: 429, contentType: "application/problem+json", body: '{"code":"rate-limited","detail":"Too many."}' }),
		);
		await page.getByLabel("Search").fill("zzz");
		await page.getByText("Too many.").waitFor();
		expect(await page.locator("ul.library li").count()).toBe(0);
	});
});
