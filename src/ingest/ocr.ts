import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { QuothError } from "../errors.ts";
import type { Ocr } from "./parsers/parser.ts";

const run = promisify(execFile);
const RESOLUTION = 300; // dots per inch, as tesseract's authors advise
const LONGEST = 60_000; // milliseconds a page

/** @throws QuothError `invalid-option` when a program that OCR needs is not installed */
export async function requireOcr(): Promise<void> {
	for (const [program, argument] of [
		["pdftoppm", "-v"],
		["tesseract", "--version"],
	] as const) {
		try {
			await run(program, [argument]);
		} catch (cause) {
			throw new QuothError("invalid-option", `--ocr needs ${program}, which is not installed (Debian: poppler-utils and tesseract-ocr).`, {
				cause,
			});
		}
	}
}

/** Reads pages by pdftoppm (poppler) and tesseract. */
export function createOcr(): Ocr {
	return async (pdf, page) => {
		const folder = await mkdtemp(join(tmpdir(), "quoth-ocr-"));
		try {
			const file = join(folder, "document.pdf");
			await writeFile(file, pdf);
			await run(
				"pdftoppm",
				["-r", String(RESOLUTION), "-f", String(page), "-l", String(page), "-png", "-singlefile", file, join(folder, "page")],
				{ timeout: LONGEST },
			);
			await run("tesseract", [join(folder, "page.png"), join(folder, "page")], { timeout: LONGEST });
			return await readFile(join(folder, "page.txt"), "utf8");
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	};
}
