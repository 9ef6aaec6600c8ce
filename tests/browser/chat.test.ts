import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask, HAS_BROWSER, look, openPage, SKIPPED, serverOver, withBrowser } from "../support/browser.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

describe.skipIf(!HAS_BROWSER)(`the chat page in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function open(files: Record<string, string> = VILLAGE, options: Parameters<typeof openPage>[1] = {}) {
		const quoth = await quothOver(files);
		const server = await serverOver(quoth, { anonymous: ["ask", "admin"] });
		const watched = await openPage([server.url], options);
		await watched.page.goto(server.url);
		await watched.page.getByLabel("Your question").waitFor();
		return { ...watched, server, quoth };
	}

	test("ask, read the quote, open its source with the words highlighted", async () => {
		const { page, problems, foreign } = await open();
		await ask(page, "How many books does the library hold?");
		const quote = page.locator(".quote").first();
		expect(await quote.locator("blockquote").textContent()).toBe("The library holds 12,400 books.");
		expect(await quote.locator("blockquote b").allTextContents()).toEqual(["library holds", "books"]);
		expect(await quote.locator("blockquote").getAttribute("lang")).toBe("en");
		expect(await quote.locator(".citation").textContent()).toBe("[1]");
		expect(await quote.locator(".from").textContent()).toBe("The village library · Tomas Reyes · 2021-03-04 · Collection");
		await look(page, "answered");
		const [source] = await Promise.all([page.context().waitForEvent("page"), quote.locator(".citation").click()]);
		await source.waitForSelector("#quote");
		expect(source.url()).toMatch(/\/documents\/[0-9a-f]{12}\?quotes=.+#char=\d+,\d+$/);
		expect(await source.locator("#quote").textContent()).toBe("The library holds 12,400 books.");
		expect(await source.locator("#quote").isVisible()).toBe(true);
		expect(await source.locator("h1").textContent()).toBe("The village library");
		expect(await source.locator("#badge").textContent()).toMatch(/^checked against version [0-9a-f]{12}$/);
		await look(source, "source");
		expect([problems, foreign]).toEqual([[], []]);
	});

	test("not found looks different, says what was searched, and labels what is near", async () => {
		const { page } = await open(VILLAGE, { colorScheme: "dark", viewport: { width: 360, height: 800 } });
		await ask(page, "Which novel won the library prize in Zanzibar?");
		const card = page.locator(".not-found");
		expect(await card.locator("h4").textContent()).toBe("Not found in these documents");
		expect(await page.locator(".searched").textContent()).toMatch(/Documents searched: 3, passages: \d+/);
		expect(await card.getByText("Not an answer").isVisible()).toBe(true);
		expect(await card.locator(".quote").first().isVisible()).toBe(true);
		expect(await card.locator(".citation").count()).toBe(0);
		const looks = (name: string) =>
			page.evaluate(`getComputedStyle(document.querySelector("quoth-chat").shadowRoot.querySelector("${name}")).borderTopStyle`);
		expect([await looks(".not-found"), await looks(".nearest .quote")]).toEqual(["dashed", "dotted"]);
		await look(page, "not-found");
	});

	test("a follow-up is understood, and the conversation survives a reload, in this tab only, until it is cleared", async () => {
		const { page, server } = await open();
		await ask(page, "Who built the bridge?");
		await ask(page, "And when?");
		expect(await page.locator(".understood").textContent()).toContain("Understood as:");
		expect(await page.locator(".turn").last().locator("blockquote").first().textContent()).toContain("1822");
		await page.reload();
		await page.locator(".turn").nth(1).waitFor();
		expect(await page.locator(".turn").count()).toBe(2);
		expect(await page.locator("blockquote").first().textContent()).toContain("Jonas Fell");
		const other = await page.context().newPage();
		await other.goto(server.url);
		await other.getByLabel("Your question").waitFor();
		expect(await other.locator(".turn").count()).toBe(0);
		await ask(other, "Who founded the bakery?");
		expect([await other.locator(".turn").count(), await page.locator(".turn").count()]).toEqual([1, 2]);
		await page.locator("header .menu summary").click();
		await page.getByText("Clear the conversation").click();
		expect(await page.locator(".turn").count()).toBe(0);
		await page.reload();
		await page.getByLabel("Your question").waitFor();
		expect(await page.locator(".turn").count()).toBe(0);
	});

	test("quotes are copied with their citation, and the conversation is saved", async () => {
		const { page, server } = await open();
		await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
		await ask(page, "How many books does the library hold?");
		const copies: Record<string, RegExp> = {
			"Plain text": /^“The library holds 12,400 books\.”\n— The village library · Tomas Reyes · 2021-03-04 · Collection\nhttp:\/\/127/,
			Markdown: /^> The library holds 12,400 books\.\n>\n> — \[The village library.*\]\(<http/,
			BibTeX:
				/^@misc\{TomasReyes2021-\w{4}-\d+,\n {2}author = \{\{Tomas Reyes\}\},\n {2}title = \{\{The village library\}\},\n {2}year = \{2021\}/,
			"CSL-JSON": /"literal": "Tomas Reyes"/,
			"Web Annotation": /"exact": "The library holds 12,400 books\."/,
		};
		for (const [name, expected] of Object.entries(copies)) {
			await page.locator(".quote .menu summary").first().click();
			await page.locator(".quote").first().getByRole("button", { name }).click();
			await page.getByText("Copied", { exact: true }).first().waitFor();
			expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(expected);
		}
		for (const [name, file] of Object.entries({ "Save as Markdown": "conversation.md", "Save as JSON": "conversation.json" })) {
			await page.locator("header .menu summary").click();
			const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(name).click()]);
			expect(download.suggestedFilename()).toBe(file);
			expect(readFileSync(await download.path(), "utf8")).toContain("The library holds 12,400 books.");
		}
	});

	test("feedback is kept with the answer's id", async () => {
		const { page, server } = await open();
		await ask(page, "Who built the bridge?");
		await page.getByRole("button", { name: "This answer helped" }).click();
		await page.getByText("Thank you.").first().waitFor();
		expect(await page.getByRole("button", { name: "This answer helped" }).getAttribute("aria-pressed")).toBe("true");
		const { feedback } = (await (await fetch(`${server.url}/v1/feedback`)).json()) as { feedback: { answerId: string }[] };
		expect(feedback).toEqual([
			expect.objectContaining({ rating: "up", question: "Who built the bridge?", answerId: expect.stringMatching(/^[\w-]{36}$/) }),
		]);
	});

	test("what can be asked is suggested, before and after an answer, and a click asks it", async () => {
		const { page } = await open({
			...VILLAGE,
			"mill.txt":
				"The old mill\n\nThe old mill is a tower of brick at the edge of the valley. The old mill was restored in 1996 by the parish.",
		});
		await page
			.getByRole("button", { name: /old mill/ })
			.first()
			.click();
		await page.locator(".turn .answer").waitFor();
		expect(await page.locator(".turn blockquote").first().textContent()).toContain("The old mill");
		await page.locator(".turn .suggestions button").first().waitFor();
		await page.locator(".turn .suggestions button").first().click();
		await page.locator(".turn").nth(1).locator(".quote").first().waitFor();
	});

	test("when the server is gone the page says so, and a click asks again when it is back", async () => {
		const { page, server, quoth } = await open();
		await server.close();
		await ask(page, "Who built the bridge?");
		expect(await page.locator(".failed").textContent()).toContain("The server cannot be reached.");
		expect(await page.locator(".not-found").count()).toBe(0);
		await serverOver(quoth, {}, Number(new URL(server.url).port));
		await page.getByRole("button", { name: "Try again" }).click();
		await page.locator(".quote").first().waitFor();
		expect(await page.locator(".failed").count()).toBe(0);
		expect(await page.locator(".turn").count()).toBe(1);
	});

	test("on a slow network it says that it searches, takes no second question, and can be stopped", async () => {
		const { page } = await open();
		let answer: () => void = () => {};
		await page.route("**/v1/ask", async (route) => {
			await new Promise<void>((resolve) => {
				answer = resolve;
			});
			await route.continue().catch(() => {});
		});
		await page.getByLabel("Your question").fill("Who built the bridge?");
		await page.keyboard.press("Enter");
		expect(await page.locator(".waiting").textContent()).toBe("Searching the documents …");
		expect(await page.locator(".turn").getAttribute("aria-busy")).toBe("true");
		await page.getByRole("button", { name: "Stop" }).click();
		await page.getByText("You stopped it.").first().waitFor();
		answer();
		await page.unroute("**/v1/ask");
		await ask(page, "Who founded the bakery?");
		expect(await page.locator(".quote").count()).toBeGreaterThan(0);
	});

	test("an answer that is cut off or is none is a failure, not an empty answer", async () => {
		const { page } = await open();
		for (const body of ['{"status":"answered","quotes":[', "<html>please log in</html>", '{"status":"answered"}', "null"]) {
			await page.route("**/v1/ask", (route) => route.fulfill({ status: 200, contentType: "application/json", body }));
			await ask(page, "Who built the bridge?");
			expect(await page.locator(".turn").last().locator(".failed").count()).toBe(1);
			await page.unroute("**/v1/ask");
		}
	});

	test("a limit is told with the time to wait", async () => {
		const { page } = await open();
		const problem = { code: "rate-limited", title: "Too many requests", detail: "More than 3 requests in a minute.", advice: "Wait." };
		await page.route("**/v1/ask", (route) =>
			route.fulfill({
				status: 429,
				headers: { "retry-after": "17" },
				contentType: "application/problem+json",
				body: JSON.stringify(problem),
			}),
		);
		await ask(page, "Who built the bridge?");
		expect(await page.locator(".failed").textContent()).toMatch(/More than 3 requests in a minute\..*Try again in 17 s\./s);
	});

	test("by keyboard alone: ask, go to the citation, open it", async () => {
		const { page } = await open();
		await expect.poll(() => page.evaluate("document.activeElement?.localName === 'quoth-chat'")).toBe(true);
		await page.keyboard.type("Who built the bridge?");
		await page.keyboard.press("Enter");
		await page.locator(".answer").waitFor();
		const focused = () => page.evaluate("document.querySelector('quoth-chat').shadowRoot.activeElement?.className");
		for (let steps = 0; steps < 12 && (await focused()) !== "citation"; steps++) await page.keyboard.press("Shift+Tab");
		expect(await focused()).toBe("citation");
		const [source] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Enter")]);
		await source.waitForSelector("#quote");
		expect(await source.locator("#quote").textContent()).toContain("Jonas Fell");
	});
});
