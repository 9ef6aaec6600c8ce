import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/domain/answer.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { createLiveQuoth } from "../../src/live-quoth.ts";
import { createKeyStore } from "../../src/state/key-store.ts";
import { ask, HAS_BROWSER, look, openPage, SKIPPED, serverOver, withBrowser } from "../support/browser.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { column, pdfOf } from "../support/office.ts";
import { bundledEmbedder, quothOver, VILLAGE } from "../support/quoth.ts";

describe.skipIf(!HAS_BROWSER)(`the source view and the library in Chromium ${SKIPPED}`, () => {
	withBrowser();

	async function corpusOf(files: Record<string, string | Uint8Array>) {
		const folder = folderWith(files);
		const index = join(temporaryFolder(), "index");
		const build = async () => ingest({ folder, index, embedder: await bundledEmbedder() });
		await build();
		const quoth = createLiveQuoth({ index }, { every: 0 });
		await quoth.refresh();
		const server = await serverOver(quoth, { anonymous: ["ask", "ingest"] });
		const watched = await openPage([server.url]);
		return { folder, build, quoth, server, ...watched };
	}

	const linkOf = (answer: Answer, at = 0) => {
		const all = answer.quotes.map(({ documentId, span, source }) => `${documentId}.${span.start}.${span.end}.${source.version}`);
		const quote = answer.quotes[at] as Answer["quotes"][number];
		return `/documents/${quote.documentId}?quotes=${all.join("~")}#char=${quote.span.start},${quote.span.end}`;
	};

	test("from one quote of an answer to the next and back, through the documents", async () => {
		const { page, server, quoth, problems } = await corpusOf({
			"a.txt": "The lighthouse on the cape was built in 1890.\n\nIt is painted white.",
			"b.txt": "The old lighthouse on the cape was built by Oskar Lind.\n\nHe was a mason.",
		});
		const asked = await Promise.all(
			["When was the lighthouse built?", "Who built the old lighthouse?"].map((question) => quoth.ask({ question, maxQuotes: 1 })),
		);
		const answer = { ...(asked[0] as Answer), quotes: asked.flatMap(({ quotes }) => quotes) };
		expect(new Set(answer.quotes.map(({ documentId }) => documentId)).size).toBe(2);
		await page.goto(`${server.url}${linkOf(answer)}`);
		await page.getByText("Quote 1 of 2").waitFor();
		expect(await page.locator("#quote").textContent()).toBe(answer.quotes[0]?.text);
		await page.getByText("next quote ›").click();
		await page.getByText("Quote 2 of 2").waitFor();
		expect(await page.locator("#quote").textContent()).toBe(answer.quotes[1]?.text);
		await page.getByText("‹ previous quote").click();
		await page.getByText("Quote 1 of 2").waitFor();
		expect(problems).toEqual([]);
	});

	test("a link made from another version warns and highlights nothing; a file that has changed since is told of", async () => {
		const { page, server, quoth, folder, build } = await corpusOf({ "a.txt": "The council has nine members. It meets on Mondays." });
		const link = linkOf(await quoth.ask({ question: "How many members does the council have?" }));
		await page.goto(`${server.url}${link}`);
		await page.locator("#quote").waitFor();
		expect(await page.locator(".badges").textContent()).toMatch(/checked against version \w{12}\s+the file is still the one that was read/);

		writeFileSync(join(folder, "a.txt"), "The council of the town has ten members. It meets on Mondays.");
		await page.reload();
		await page.locator("#file-changed").waitFor();
		expect(await page.locator("#file-changed").textContent()).toContain("has changed since it was read");
		expect(await page.locator("#quote").textContent()).toBe("The council has nine members.");

		await build();
		await quoth.refresh();
		await page.reload();
		await page.locator("#notice").waitFor();
		expect(await page.locator("#notice").textContent()).toContain("nothing is highlighted");
		expect(await page.locator("mark").count()).toBe(0);
		expect(await page.locator("#badge").textContent()).toContain("not checked");
		await look(page, "source-changed");

		rmSync(join(folder, "a.txt"));
		await page.reload();
		await page.getByText("The file is no longer there").waitFor();
	});

	test("a link to a place that is not there says so", async () => {
		const { page, server, quoth } = await corpusOf({ "a.txt": "Snow fell on the pass." });
		for (const fragment of ["#char=10,9999", "#char=5,5", "#char=9,2", "#nonsense"]) {
			await page.goto("about:blank");
			await page.goto(`${server.url}/documents/${quoth.documents[0]?.id}${fragment}`);
			await page.locator("#notice").waitFor();
			expect(await page.locator("mark").count()).toBe(0);
		}
	});

	test("what is left out is collapsed, pages are marked, and the text is whole", async () => {
		const lines = (...texts: string[]) => column(texts);
		const { page, server, quoth } = await corpusOf({
			"a.txt": "Snow fell on the pass.\n\nYou may also like\n\nIt melted in May.",
			"b.html": VILLAGE["bridge.html"],
			"c.pdf": await pdfOf([lines("The first page tells of snow."), lines("The second page tells of rain.")]),
		});
		const document = (uri: string) => quoth.document(uri) as NonNullable<ReturnType<typeof quoth.document>>;
		const open = async (uri: string) => {
			await page.goto(`${server.url}/documents/${document(uri).id}`);
			await page.locator("#text").waitFor();
		};
		await open("a.txt");
		expect(await page.locator(".left-out summary").textContent()).toMatch(/^left out of answers: /);
		expect(await page.getByText("You may also like").isVisible()).toBe(false);
		await page.locator(".left-out summary").click();
		expect(await page.getByText("You may also like").isVisible()).toBe(true);
		await open("b.html");
		expect(await page.locator(".outside summary").textContent()).toMatch(/Left out of this text: \d parts? of the file/);
		await page.locator(".outside summary").click();
		expect(await page.locator(".outside").textContent()).toContain("All rights reserved");
		expect(await page.locator("#text").textContent()).toBe(document("b.html").text);
		await open("c.pdf");
		expect(await page.evaluate("[...document.querySelectorAll('.page')].map((page) => page.dataset.page)")).toEqual(["1", "2"]);
		expect(await page.locator("#text").textContent()).toBe(document("c.pdf").text);
	});

	test("the library: search, filters that stay in the address, the ledger, and on to a document", async () => {
		const { page, server, problems } = await corpusOf({ ...VILLAGE, "broken.pdf": "%PDF-1.7 nothing" });
		await page.goto(`${server.url}/library`);
		await page.locator("ul.library a").nth(2).waitFor();
		await look(page, "library");
		await page.getByLabel("Search").fill("reyes");
		await page.getByText("1 document", { exact: true }).waitFor();
		expect(page.url()).toContain("q=reyes");
		await page.getByLabel("Search").fill("");
		await page.getByLabel("Format").selectOption("html");
		await page.getByText("1 document", { exact: true }).waitFor();
		await page.reload();
		await page.getByText("1 document", { exact: true }).waitFor();
		expect(await page.getByLabel("Format").inputValue()).toBe("html");
		expect(await page.locator("#ledger").textContent()).toContain("broken.pdf");
		await page.locator(".outcomes").getByText("failed 1").click();
		await page.locator("tr.failed").waitFor();
		expect(await page.locator("tbody tr").count()).toBe(1);
		await page.locator("ul.library a").first().click();
		await page.locator("#text").waitFor();
		expect(await page.locator("h1").textContent()).toBe("The bridge");
		expect(problems).toEqual([]);
	});

	test("where a key is needed the pages ask for it, and keep it for the tab", async () => {
		const quoth = await quothOver(VILLAGE);
		const keys = createKeyStore(temporaryFolder());
		const server = await serverOver(quoth, { keys, anonymous: [] });
		const { written } = keys.create({ name: "", scopes: ["ask"], origins: [] });
		const { page } = await openPage([server.url]);
		await page.goto(server.url);
		await page.getByText("This server asks for a key.").waitFor();
		await page.getByLabel("Key").fill("sk_wrong");
		await page.getByRole("button", { name: "Use it" }).click();
		await page.getByText("not one of this server's").waitFor();
		await page.getByLabel("Key").fill(written);
		await page.getByRole("button", { name: "Use it" }).click();
		await page.getByLabel("Your question").waitFor();
		await ask(page, "Who built the bridge?");
		expect(await page.locator(".quote").count()).toBeGreaterThan(0);
		expect(await page.locator(".citation").first().getAttribute("href")).not.toContain("key=");
		await page.goto(`${server.url}/library`);
		await page.locator("ul.library a").first().click();
		await page.locator("#text").waitFor();
	});

	test("an unknown document is told to a person", async () => {
		const { page, server } = await corpusOf({ "a.txt": "Snow fell on the pass." });
		const response = await page.goto(`${server.url}/documents/none`);
		expect(response?.status()).toBe(404);
		await page.getByText('There is no document "none".').waitFor();
	});
});
