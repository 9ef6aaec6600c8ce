import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type LedgerEntry, LedgerEntrySchema } from "../domain/ledger.ts";
import { QuothError, systemCode } from "../errors.ts";
import { replaceFile } from "./replace-file.ts";
import { asWriteError } from "./write-error.ts";

/** What the last ingestion did with every file: a line that names the index that it made, then a line for each file. */
export const LEDGER = "ledger.jsonl";

const HeadSchema = z.object({ index: z.string(), corpus: z.string(), finishedAt: z.iso.datetime() });

export type Ledger = z.infer<typeof HeadSchema> & { readonly entries: readonly LedgerEntry[] };

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
	let lines: string[];
	try {
		lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
	} catch (error) {
		if (systemCode(error) === "ENOENT") return null;
		throw new QuothError("index-damaged", `${path} cannot be read (${systemCode(error) ?? error}).`, { cause: error });
	}
	try {
		const [head, ...entries] = lines.map((line) => JSON.parse(line));
		return { ...HeadSchema.parse(head), entries: z.array(LedgerEntrySchema).parse(entries) };
	} catch (cause) {
		throw new QuothError("index-damaged", `${path} is not a ledger of this version.`, { cause });
	}
}
