import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sharedFolder } from "../../bench/quality/question-set.ts";
import { ask, HAS_BROWSER, openPage, SKIPPED, serverOver, withBrowser } from "../support/browser.ts";
import { quothOver } from "../support/quoth.ts";

const MESSY = join(sharedFolder() ?? "", "eval/messy_documents");
const HOSTILE = `The password is <img src=x onerror="document.title='broken'"> & <script>document.title='broken'</script>.`;

describe.skipIf(!HAS_BROWSER)(`hostile documents in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function open(files: Record<string, string | Uint8Array>) {
		const quoth = await quothOver(files);
		const server = await serverOver(quoth, { anonymous: ["ask", "ingest"] });
		const watched = await openPage([server.url]);
		await watched.page.goto(server.url);
		await watched.page.getByLabel("Your question").waitFor();
		return { ...watched, server, quoth };
	}

	test("markup in documents, their names, their metadata and in questions stays text", async () => {
		const { page, server, quoth, problems, foreign } = await open({
			"<b>odd</b>.md": `---
title: "<img src=x onerror=alert(1)>"
author: "</a><script>alert(2)</script>"
url: "javascript:alert(3)"
---

${HOSTILE}`,
		});
		await ask(page, "What is the password <img src=x onerror=alert(1)>?");
		expect(await page.locator("blockquote").first().textContent()).toBe(quoth.document("<b>odd</b>.md")?.text.trim());
		expect(await page.locator("quoth-chat img, quoth-chat script").count()).toBe(0);
		expect(await page.locator("a[href^='javascript']").count()).toBe(0);
		for (const path of [`/documents/${quoth.documents[0]?.id}`, "/library"]) {
			await page.goto(`${server.url}${path}`);
			await expect.poll(() => page.evaluate("!document.body.textContent.includes('Loading')")).toBe(true);
			expect(await page.locator("main img, main script, main b, a[href^='javascript']").count()).toBe(0);
			expect(await page.title()).not.toBe("broken");
		}
		expect([problems, foreign]).toEqual([[], []]);
	});

	test("links that a stranger made change nothing but what is highlighted", async () => {
		const { page, server, quoth, problems, foreign } = await open({ "a.txt": HOSTILE });
		const id = quoth.documents[0]?.id;
		for (const tail of [
			"?quotes=<script>alert(1)</script>~a.b.c.d",
			"?key=pk_<img src=x onerror=alert(1)>",
			'#char=0,5"><img src=x onerror=alert(1)>',
			`?quotes=${id}.0.5.000000000000#char=0,5`,
			"?quotes=javascript:alert(1).0.5.x~https://evil.example/.1.2.abc#char=0,5",
		]) {
			await page.goto("about:blank");
			await page.goto(`${server.url}/documents/${id}${tail}`);
			await page.locator("main h1").waitFor();
			for (const href of (await page.evaluate("[...document.links].map((link) => link.href)")) as string[])
				expect(href.startsWith(server.url)).toBe(true);
		}
		expect(foreign).toEqual([]);
		expect(problems.filter((problem) => !/401/.test(problem))).toEqual([]);
	});

	test.skipIf(!existsSync(MESSY))(
		"the list of naughty strings, and every messy text, are text on the screen (skipped without shared/eval)",
		async () => {
			const strings = readdirSync(join(MESSY, "strings"), { recursive: true, encoding: "utf8" }).filter((name) => /\.txt$/.test(name));
			const lines = strings
				.flatMap((name) => readFileSync(join(MESSY, "strings", name), "utf8").split("\n"))
				.filter((line) => line.trim() !== "" && !line.startsWith("#"));
			expect(lines.length).toBeGreaterThan(300);
			const all = lines.map((line, at) => `The naughty string number ${at} is ${line}`).join("\n\n");
			const { page, server, quoth, problems, foreign } = await open({ "naughty.txt": all });
			const document = quoth.document("naughty.txt");
			await page.goto(`${server.url}/documents/${document?.id}`);
			await page.locator("#text").waitFor();
			expect(await page.evaluate("document.getElementById('text').textContent.length")).toBeGreaterThanOrEqual(
				(document?.text.length ?? 0) - 0,
			);
			await page.goto(server.url);
			await page.getByLabel("Your question").waitFor();
			for (let at = 0; at < lines.length; at += Math.ceil(lines.length / 25)) {
				await ask(page, `What is the naughty string number ${at}?`);
				const quotes = await page.locator(".turn").last().locator("blockquote").allTextContents();
				for (const quote of quotes) expect(document?.text).toContain(quote);
			}
			expect([problems, foreign]).toEqual([[], []]);
		},
	);
});
