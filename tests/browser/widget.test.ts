import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ATTRIBUTES, EVENTS, PARTS, SLOTS } from "../../scripts/widget-api.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { ask, HAS_BROWSER, look, openPage, SKIPPED, serverOver, websiteWith, withBrowser } from "../support/browser.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

const dist = join(import.meta.dirname, "../../dist/widget");
/** What a careful website allows: no inline script, no inline style, and only this server beside itself. */
const strict = (server: string) => ({
	"content-security-policy": `default-src 'none'; script-src ${server}; style-src 'self'; connect-src ${server}; img-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html`,
});

describe.skipIf(!HAS_BROWSER)(`<quoth-chat> in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function embedded(html: (server: string, key: string) => string, options: Parameters<typeof openPage>[1] = {}) {
		const quoth = await quothOver(VILLAGE);
		const keys = createKeyStore(temporaryFolder());
		const server = await serverOver(quoth, { keys, anonymous: [] });
		const site = await websiteWith((origin) => {
			const { written } = keys.create({ name: "", scopes: ["ask"], origins: [origin] });
			return { html: html(server.url, written), headers: strict(server.url) };
		});
		const watched = await openPage([server.url, site], options);
		await watched.page.goto(site);
		return { ...watched, server, site };
	}

	test("one script tag and a publishable key, on another origin under a strict policy: ask, and see the words in their source", async () => {
		const { page, problems, foreign, server } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="en"><title>A website</title><h1>A website</h1><script src="${server}/widget.js" data-key="${key}" data-heading="Ask the village" async></script>`,
		);
		await page.getByRole("button", { name: "Ask the documents" }).click();
		expect(await page.getByRole("dialog").getAttribute("aria-label")).toBe("Ask the village");
		await ask(page, "Who built the bridge?");
		expect(await page.locator("blockquote").first().textContent()).toContain("Jonas Fell");
		await look(page, "embedded");
		const [source] = await Promise.all([page.context().waitForEvent("page"), page.locator(".citation").first().click()]);
		await source.locator("#quote").waitFor();
		expect(source.url().startsWith(`${server.url}/documents/`)).toBe(true);
		expect(await source.locator("#quote").textContent()).toContain("Jonas Fell");
		await page.keyboard.press("Escape");
		expect(await page.getByRole("dialog").count()).toBe(0);
		expect(await page.evaluate("document.querySelector('quoth-chat').shadowRoot.activeElement.className")).toBe("launcher");
		expect([problems, foreign]).toEqual([[], []]);
	});

	test("a key of another website does not work there, and the page says so", async () => {
		const { page } = await embedded(
			(server) =>
				`<!doctype html><html lang="en"><title>x</title><script src="${server}/widget.js" data-key="pk_00000000_${"x".repeat(32)}"></script>`,
		);
		await page.getByRole("button", { name: "Ask the documents" }).click();
		await ask(page, "Who built the bridge?");
		expect(await page.locator(".failed").textContent()).toContain("not one of this server's");
	});

	test("in a page, as a module, with attributes, methods, events and slots as documented", async () => {
		const { page, problems } = await embedded(
			(server, key) => `<!doctype html><html lang="en"><title>x</title>
<script type="module" src="${server}/widget.mjs"></script>
<quoth-chat src="${server}/" key="${key}" mode="inline" documents="library.md, bridge.html" max-quotes="1" placeholder="Go on" heading="Village">
<p slot="welcome">Welcome to the village.</p><p slot="footer">The end.</p></quoth-chat>`,
		);
		await page.locator("quoth-chat .panel").waitFor();
		expect(await page.getByText("Welcome to the village.").isVisible()).toBe(true);
		expect(await page.locator("input").getAttribute("placeholder")).toBe("Go on");
		await page.evaluate(`
			window.told = [];
			for (const name of ${JSON.stringify(EVENTS.map(({ name }) => name))}) addEventListener(name, (event) => told.push([event.type, Object.keys(event.detail)]));
		`);
		const answer = await page.evaluate("document.querySelector('quoth-chat').ask('Who founded the bakery?')");
		expect(answer).toMatchObject({ status: "not-found" }); // the bakery is in a document that is not asked
		await page.evaluate("document.querySelector('quoth-chat').ask('How many books does the library hold?')");
		expect(await page.locator(".turn").last().locator(".quote").count()).toBe(1);
		await page.evaluate("addEventListener('quoth:citation-click', (event) => event.preventDefault())");
		await page.locator(".turn").last().locator(".citation").click();
		await page.evaluate("addEventListener('quoth:question', (event) => event.preventDefault(), { once: true })");
		expect(await page.evaluate("document.querySelector('quoth-chat').ask('Who?')")).toBe(null);
		expect(await page.context().pages()).toHaveLength(1);
		expect(await page.evaluate("document.querySelector('quoth-chat').conversation.length")).toBe(2);
		expect(await page.evaluate("document.querySelector('quoth-chat').exportConversation('markdown')")).toContain(
			"> The library holds 12,400 books.",
		);
		const told = (await page.evaluate("told")) as [string, string[]][];
		expect(told).toEqual([
			["quoth:question", ["question"]],
			["quoth:answer", ["answer"]],
			["quoth:question", ["question"]],
			["quoth:answer", ["answer"]],
			["quoth:citation-click", ["quote", "number"]],
			["quoth:question", ["question"]],
		]);
		expect(problems).toEqual([]);
	});

	test("what the documentation lists is there, and nothing else", async () => {
		const { page } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="en"><title>x</title><script src="${server}/widget.js" data-key="${key}" data-open></script>`,
		);
		await ask(page, "How many books does the library hold?");
		await ask(page, "Which novel won the library prize in Zanzibar?");
		const attributes = (await page.evaluate("customElements.get('quoth-chat').observedAttributes")) as string[];
		expect(ATTRIBUTES.map(({ name }) => name).sort()).toEqual(attributes.sort());
		const source = ["quoth-chat.ts", "render-answer.ts"]
			.map((name) => readFileSync(join(import.meta.dirname, "../../src/widget", name), "utf8"))
			.join("\n");
		const found = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map((match) => match[1] as string))].sort();
		expect(PARTS.map(({ name }) => name).sort()).toEqual(found(/part="([\w-]+)"/g));
		expect(SLOTS.map(({ name }) => name).sort()).toEqual(found(/slot name="([\w-]+)"/g));
		expect(EVENTS.map(({ name }) => name).sort()).toEqual(found(/this\.#tell\("([\w-]+)"/g).map((name) => `quoth:${name}`));
	});

	test("as a modal dialog it holds the focus, and Escape closes it", async () => {
		const { page } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="en"><title>x</title><button>Outside</button><script src="${server}/widget.js" data-key="${key}" data-mode="modal"></script>`,
		);
		await page.getByRole("button", { name: "Ask the documents" }).click();
		for (let steps = 0; steps < 12; steps++) {
			await page.keyboard.press("Tab");
			expect(await page.evaluate("document.activeElement.localName === 'button'")).toBe(false);
		}
		await page.keyboard.press("Escape");
		expect(await page.evaluate("document.querySelector('quoth-chat').open")).toBe(false);
	});

	test("on a small screen the panel fills it", async () => {
		const { page } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><script src="${server}/widget.js" data-key="${key}"></script>`,
			{ viewport: { width: 390, height: 700 }, reducedMotion: "reduce" },
		);
		await page.getByRole("button", { name: "Ask the documents" }).click();
		await ask(page, "Who built the bridge?");
		await look(page, "phone");
		expect(await page.locator("dialog").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 700 });
	});

	test.each([
		["de", "ltr", "Fragen Sie die Dokumente", "Ihre Frage"],
		["es-MX", "ltr", "Pregunte a los documentos", "Su pregunta"],
		["fr", "ltr", "Interrogez les documents", "Votre question"],
		["ar", "rtl", "اسأل الوثائق", "سؤالك"],
		["xx", "ltr", "Ask the documents", "Your question"],
	])("in %s", async (lang, dir, heading, label) => {
		const { page } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="${lang}"><title>x</title><script src="${server}/widget.js" data-key="${key}" data-open="" data-persist="none"></script>`,
			{ locale: "en-GB" },
		);
		expect(await page.locator("dialog h2").textContent()).toBe(heading);
		await page.getByLabel(label).fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.locator(".quote").first().waitFor();
		expect(await page.locator("quoth-chat [dir]").first().getAttribute("dir")).toBe(dir);
		expect(await page.locator("blockquote").first().getAttribute("lang")).toBe("en");
		await look(page, `lang-${lang}`);
	});

	test("messages of the page's own win", async () => {
		const { page } = await embedded(
			(server, key) =>
				`<!doctype html><html lang="nl"><title>x</title><script src="${server}/widget.js" data-key="${key}" data-open></script>`,
		);
		await page.evaluate("document.querySelector('quoth-chat').messages = { lang: 'nl', question: 'Uw vraag', heading: 'Vraag het' }");
		await page.getByLabel("Uw vraag").waitFor();
		expect(await page.locator("dialog h2").textContent()).toBe("Vraag het");
	});
});

describe.skipIf(!HAS_BROWSER)(`the size of the widget ${SKIPPED}`, () => {
	test.each(["widget.js", "widget.mjs"])("%s weighs at most 20 kB, gzipped, and asks for nothing else", (name) => {
		const script = readFileSync(join(dist, name));
		expect(gzipSync(script).length).toBeLessThanOrEqual(20_000);
		expect(script.toString()).not.toMatch(/\bimport\s*[("'{*]|https?:\/\/(?!www\.w3\.org\/)/);
	});
});
