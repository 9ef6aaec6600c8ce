// The contract of every parser, on hostile text, on bytes that are nothing, and on a good file of its own cut short.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allParsers, findParser, knownExtensions, reasonNotRead } from "../../../src/ingest/parsers/registry.ts";
import { HOSTILE, testParser } from "../../contracts/parser.ts";
import { column, docxOf, epubOf, odtOf, pdfOf, pptxOf } from "../../support/office.ts";

const GOOD: Record<string, Uint8Array> = {
	pdf: pdfOf([column(["The mill opened in 1987.", "It grinds grain."])]),
	docx: docxOf(["# The mill", "The mill opened in 1987."]),
	pptx: pptxOf([{ title: "The mill", lines: ["It opened in 1987."], notes: "Say it slowly." }]),
	odt: odtOf(["# The mill", "The mill opened in 1987."]),
	epub: epubOf({ "The mill": "The mill opened in 1987." }),
	rtf: Uint8Array.from(Buffer.from("{\\rtf1\\ansi The mill opened in 1987.\\par}")),
	mail: Uint8Array.from(Buffer.from("From: Ada <ada@example.org>\nSubject: The mill\n\nThe mill opened in 1987.\n")),
};
const NOISE = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919 + (at >> 3)) & 0xff);
const MODEL = new Uint8Array(readFileSync(new URL("../../../package.json", import.meta.url)));

for (const parser of await allParsers()) {
	const good = GOOD[parser.format];
	testParser(parser, {
		...HOSTILE,
		noise: NOISE,
		"another format": MODEL,
		...(good === undefined
			? {}
			: { good, "cut short": good.subarray(0, good.length / 2), "its head alone": good.subarray(0, 20), "a byte changed": changed(good) }),
	});
}

function changed(good: Uint8Array): Uint8Array {
	const copy = good.slice();
	copy[copy.length >> 1] = (copy[copy.length >> 1] as number) ^ 0xff;
	return copy;
}

describe("the parser of a file", () => {
	test("by its ending, in any case; every ending is known once", async () => {
		expect((await findParser("a/B.PDF"))?.format).toBe("pdf");
		expect((await findParser("a.mbox"))?.format).toBe("mail");
		expect(await findParser("a.xyz")).toBeUndefined();
		expect(new Set(knownExtensions()).size).toBe(knownExtensions().length);
	});

	test("by its first bytes where they say something else", async () => {
		expect((await findParser("report.txt", Buffer.from("%PDF-1.7 …")))?.format).toBe("pdf");
		expect((await findParser("letter.md", Buffer.from("{\\rtf1")))?.format).toBe("rtf");
		expect(await findParser("archive.bin", Buffer.from("%PDF-1.7 …"))).toBeUndefined();
	});

	test("why there is none", () => {
		expect(reasonNotRead("a.zip")).toContain("unpack it");
		expect(reasonNotRead("a.DOC")).toContain("save it as .docx");
		expect(reasonNotRead("notes")).toContain("no ending that tells its type");
		expect(reasonNotRead("a.xyz")).toContain('unknown file type ".xyz"');
	});
});
