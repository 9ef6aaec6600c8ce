// From a file to the first quote: each folder holds documents and, in expected.json, questions with the words that must come first.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { quothOver } from "../support/quoth.ts";

type Case = { question: string; first?: string; notFound?: boolean };

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(folders.map((entry) => entry.name))("%s", (name) => {
	const folder = join(import.meta.dirname, name);
	const cases: Case[] = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
	const files = Object.fromEntries(
		readdirSync(folder)
			.filter((file) => file !== "expected.json")
			.map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))]),
	);

	test.each(cases)("$question", async ({ question, first, notFound }) => {
		const quoth = await quothOver(files);
		const answer = await quoth.ask({ question });
		expect(answer.status).toBe(notFound ? "not-found" : "answered");
		if (first !== undefined) expect(answer.quotes[0]?.text).toBe(first);
		for (const quote of [...answer.quotes, ...answer.nearest]) {
			expect(quoth.document(quote.documentId)?.text.slice(quote.span.start, quote.span.end)).toBe(quote.text);
		}
	});
});

test("there are cases", () => {
	expect(folders.length).toBeGreaterThan(3);
});
