import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/program.ts";
import { AnswerSchema } from "../../src/domain/answer.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";
import { indexOf, VILLAGE } from "../support/quoth.ts";
import { fakeTerminal } from "../support/terminal.ts";

async function quoth(args: readonly string[], options: Parameters<typeof fakeTerminal>[0] = {}) {
	const { terminal, written } = fakeTerminal(options);
	const code = await run(args, terminal);
	return { code, ...written };
}

describe("ingest", () => {
	test("the summary goes to stdout, progress to stderr", async () => {
		const folder = folderWith({ ...VILLAGE, "photo.jpg": "x" });
		const { code, out } = await quoth(["ingest", folder, "--index", join(temporaryFolder(), "index")]);
		expect(code).toBe(0);
		expect(out).toMatch(/^outcome +file +bytes +passages +left out\nread +bakery.txt +\d+ +\d+ +0 %\n/);
		expect(out).toMatch(/skipped +photo.jpg +1 +0\n +an image\n/);
		expect(out).toMatch(/\n4 files: 3 read, 1 skipped\n\n3 documents, \d+ passages in .* s/);
	});

	test("--json", async () => {
		const { out } = await quoth(["ingest", folderWith(VILLAGE), "--index", join(temporaryFolder(), "index"), "--json"]);
		expect(JSON.parse(out)).toMatchObject({ documents: 3, changed: true, index: { embedder: { name: "quoth-static-en" } } });
	});

	test("a missing folder: exit 1, what is wrong, what to do", async () => {
		const { code, out, err } = await quoth(["ingest", "/no/such/folder", "--index", join(temporaryFolder(), "index")]);
		expect([code, out]).toEqual([1, ""]);
		expect(err).toMatch(/\/no\/such\/folder does not exist[\s\S]*corpus-missing/);
	});
});

describe("ask", () => {
	test("--max-error says how readily it refuses, and wants a share", async () => {
		const index = await indexOf(VILLAGE);
		const ask = (share: string) => quoth(["ask", "How many books does the library hold?", "--index", index, "--max-error", share]);
		expect((await ask("0")).out).toContain("Not found");
		expect((await ask("1")).out).toContain("12,400 books");
		expect(await ask("half")).toMatchObject({ code: 2, err: expect.stringContaining("--max-error takes a number from 0 to 1") });
	});

	test("quotes with their sources", async () => {
		const { code, out } = await quoth(["ask", "How many books does the library hold?", "--index", await indexOf(VILLAGE)]);
		expect(code).toBe(0);
		expect(out).toContain("[1] │ The library holds 12,400 books.");
		expect(out).toContain("The village library · Tomas Reyes · 2021-03-04 · under Collection · library.md");
	});

	test("--json prints what the API answers", async () => {
		const { out } = await quoth(["ask", "Who built the bridge?", "--index", await indexOf(VILLAGE), "--json", "--max-quotes", "1"]);
		expect(AnswerSchema.parse(JSON.parse(out)).quotes).toHaveLength(1);
	});

	test("not found exits 0, and 3 when asked to fail", async () => {
		const index = await indexOf(VILLAGE);
		const question = "Who is the prime minister of Denmark?";
		expect(await quoth(["ask", question, "--index", index])).toMatchObject({
			code: 0,
			out: expect.stringContaining("Not found in these documents."),
		});
		expect(await quoth(["ask", question, "--index", index, "--fail-on-not-found"])).toMatchObject({ code: 3 });
	});

	test("without a question on a terminal: a conversation, which a bad question does not end", async () => {
		const input = ["Who built the bridge?", "x".repeat(2_001), "How many books?", "", "never read"];
		const { code, out, err } = await quoth(["ask", "--index", await indexOf(VILLAGE)], { tty: true, input });
		expect(code).toBe(0);
		expect(out).toContain("Jonas Fell");
		expect(out).toContain("12,400");
		expect(err).toContain("at most 2000 characters");
		expect(out).not.toContain("never");
	});

	test("without a question elsewhere: usage", async () => {
		expect(await quoth(["ask", "--index", await indexOf(VILLAGE)])).toMatchObject({ code: 2, err: expect.stringContaining("no question") });
		expect(await quoth(["ask", " ", "--index", await indexOf(VILLAGE)])).toMatchObject({ code: 2, err: expect.stringContaining("empty") });
	});

	test("only from one document; an unknown one is named", async () => {
		const index = await indexOf(VILLAGE);
		expect((await quoth(["ask", "Who built the bridge?", "--index", index, "--document", "bridge.html"])).out).toContain("Jonas Fell");
		expect(await quoth(["ask", "Who?", "--index", index, "--document", "x"])).toMatchObject({
			code: 1,
			err: expect.stringContaining('"x"'),
		});
	});

	test("no index yet", async () => {
		const { code, err } = await quoth(["ask", "Who?", "--index", join(temporaryFolder(), "none")]);
		expect(code).toBe(1);
		expect(err).toMatch(/There is no index in .*none[\s\S]*quoth ingest/);
	});

	test("a model other than the index's", async () => {
		const { code, err } = await quoth(["ask", "Who?", "--index", await indexOf(VILLAGE), "--model", "Xenova/all-MiniLM-L6-v2"]);
		expect(code).toBe(1);
		expect(err).toContain("made with the model quoth-static-en; it cannot be asked with Xenova/all-MiniLM-L6-v2");
	});
});

describe("inspect", () => {
	test("names that mean the same, learned and given, and the languages", async () => {
		const index = await indexOf({
			"a.txt": "The Valley Heritage Trust (VHT) owns the old mill in the valley.",
			"aliases.yaml": "same:\n  - [the landlord, Ada Lund]\n",
		});
		const { out } = await quoth(["inspect", "--index", index]);
		expect(out).toContain("languages en");
		expect(out).toContain("Valley Heritage Trust = VHT");
		expect(out).toContain("the landlord = Ada Lund  (from the file of aliases)");
	});

	test("an index", async () => {
		const index = await indexOf(VILLAGE);
		const { out } = await quoth(["inspect", "--index", index]);
		expect(out).toContain("3 documents");
		expect(out).toContain("library.md  The village library");
		expect(JSON.parse((await quoth(["inspect", "--index", index, "--json"])).out)).toMatchObject({
			format: "quoth-index",
			vectorSearch: "exact",
		});
	});

	test("a file: what is kept and what is left out", async () => {
		const file = join(folderWith({ "a.txt": "Snow fell on the pass.\n\nYou may also like\n\nWritten by Ada Lund" }), "a.txt");
		const { out } = await quoth(["inspect", file]);
		expect(out).toContain("author: Ada Lund");
		expect(out).toContain("│ Snow fell on the pass.");
		expect(out).toContain("✗ You may also like");
		expect(JSON.parse((await quoth(["inspect", file, "--json"])).out).leftOut).toMatchObject([
			{ text: "You may also like", reason: "call-to-action" },
		]);
	});

	test("a file that cannot be read", async () => {
		expect(await quoth(["inspect", "/no/such.txt"])).toMatchObject({ code: 1, err: expect.stringContaining("ENOENT") });
		expect(await quoth(["inspect", join(folderWith({ "a.zip": "x" }), "a.zip")])).toMatchObject({
			code: 1,
			err: expect.stringContaining("an archive: unpack it"),
		});
	});
});

describe("serve", () => {
	test("it ingests the corpus when there is no index, prints its address, answers and stops", async () => {
		const { terminal, written, interrupt } = fakeTerminal();
		const index = join(temporaryFolder(), "index");
		const running = run(["serve", "--corpus", folderWith(VILLAGE), "--index", index, "--port", "0"], terminal);
		await expect.poll(() => written.out, { timeout: 20_000 }).toContain("http://127.0.0.1:");
		const address = /http:\S+/.exec(written.out)?.[0];
		const response = await fetch(`${address}/v1/ask`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ question: "Who built the bridge?" }),
		});
		expect(await response.json()).toMatchObject({ status: "answered" });
		expect(written.err).toContain("No index in");
		interrupt();
		expect(await running).toBe(0);
	});

	test("an index of an earlier version is made anew, another program's manifest is not touched", async () => {
		const index = folderWith({ "manifest.json": '{"format":"quoth-index","version":1}' });
		const { terminal, written, interrupt } = fakeTerminal();
		const running = run(["serve", "--corpus", folderWith(VILLAGE), "--index", index, "--port", "0"], terminal);
		await expect.poll(() => written.out, { timeout: 20_000 }).toContain("answers from 3 documents");
		interrupt();
		expect(await running).toBe(0);
		const other = folderWith({ "manifest.json": '{"name":"other"}' });
		expect(await quoth(["serve", "--corpus", folderWith(VILLAGE), "--index", other, "--port", "0"])).toMatchObject({
			code: 1,
			err: expect.stringContaining("index-incompatible"),
		});
	});

	test("a port in use", async () => {
		const other = createServer();
		await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
		const { port } = other.address() as AddressInfo;
		const { code, err } = await quoth(["serve", "--index", await indexOf(VILLAGE), "--port", String(port)]);
		other.close();
		expect(code).toBe(1);
		expect(err).toMatch(/Port \d+ on 127\.0\.0\.1 is in use[\s\S]*--port/);
	});
});

describe("usage", () => {
	test.each([
		[["--nonsense"], "--nonsense"],
		[["nonsense"], "nonsense"],
		[["ask", "Who?", "--nonsense"], "--nonsense"],
		[["ingest"], "folder"],
		[["serve", "--port", "abc"], "abc"],
		[["serve", "--port", "70000"], "65535"],
		[["ask", "Who?", "--max-quotes", "0"], "1 to 10"],
		[["serve", "--log-level", "loud"], "loud"],
		[["ingest", "x", "--hub", "ftp://x"], "ftp://x"],
		[[], "Usage"],
	])("%j exits 2 and says %s", async (args, said) => {
		const { code, out, err } = await quoth(args);
		expect([code, out]).toEqual([2, ""]);
		expect(err).toContain(said);
	});

	test("--help and --version go to stdout and exit 0; every command has examples", async () => {
		expect(await quoth(["--version"])).toMatchObject({ code: 0, out: "0.1.0\n" });
		expect(await quoth(["--help"])).toMatchObject({ code: 0, err: "" });
		for (const command of ["ingest", "ask", "serve", "inspect"]) {
			expect(await quoth([command, "--help"])).toMatchObject({ code: 0, out: expect.stringContaining("Examples:") });
		}
	});
});
