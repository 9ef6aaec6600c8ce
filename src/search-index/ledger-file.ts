import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Ledger, LedgerSchema } from "../domain/ledger.ts";
import { QuothError, systemCode } from "../errors.ts";
import { replaceFile } from "./replace-file.ts";
import { asWriteError } from "./write-error.ts";

/** What the last ingestion did with every file: a line that names the index that it made, then a line for each file. */
export const LEDGER = "ledger.jsonl";

const HeadSchema = LedgerSchema.omit({ entries: true });

/**
 * Replaces the ledger of an index, whole.
 * @throws QuothError `write-failed`
 */
export function writeLedger(indexFolder: string, { entries, ...head }: Ledger): void {
	try {
		replaceFile(join(indexFolder, LEDGER), [head, ...entries].map((line) => `${JSON.stringify(line)}\n`).join(""));
	} catch (error) {
		throw asWriteError(indexFolder, error);
	}
}

/**
 * The ledger of the last ingestion; null where there is none.
 * @throws QuothError `index-damaged`
 */
export async function readLedger(indexFolder: string): Promise<Ledger | null> {
	const path = join(indexFolder, LEDGER);
	const stamp = await stat(path).then(
		({ ino, size, mtimeMs }) => `${path} ${ino} ${size} ${mtimeMs}`,
		() => "",
	);
	if (stamp !== "" && remembered?.stamp === stamp) return remembered.ledger;
	const ledger = await parseLedger(path);
	remembered = ledger === null ? null : { stamp, ledger };
	return ledger;
}

/** The ledger that was read last: it is asked for page by page. */
let remembered: { readonly stamp: string; readonly ledger: Ledger } | null = null;

async function parseLedger(path: string): Promise<Ledger | null> {
	let lines: string[];
	try {
		lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
	} catch (error) {
		if (systemCode(error) === "ENOENT") return null;
		throw new QuothError("index-damaged", `${path} cannot be read (${systemCode(error) ?? error}).`, { cause: error });
	}
	try {
		const [head, ...entries] = lines.map((line) => JSON.parse(line));
		return LedgerSchema.parse({ ...head, entries });
	} catch (cause) {
		throw new QuothError("index-damaged", `${path} is not a ledger of this version.`, { cause });
	}
}

/** The folder that the last ingestion read; null where nothing tells. */
export async function readCorpusPath(indexFolder: string): Promise<string | null> {
	try {
		const file = await open(join(indexFolder, LEDGER));
		try {
			for await (const line of file.readLines()) return HeadSchema.parse(JSON.parse(line)).corpus;
			return null;
		} finally {
			await file.close();
		}
	} catch {
		return null;
	}
}
