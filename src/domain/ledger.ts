import { z } from "zod";

/** What became of a file. */
export const OUTCOMES = ["read", "unchanged", "changed", "removed", "skipped", "failed"] as const;

/** One line of the ledger: every file that an ingestion met has one. */
export const LedgerEntrySchema = z
	.object({
		uri: z.string().describe("Path relative to the corpus folder"),
		outcome: z.enum(OUTCOMES).describe("read: new in the index; changed: read again; skipped: not for reading; failed: could not be read"),
		reason: z.string().nullable().describe("Why it was skipped or failed"),
		bytes: z.number().int().nonnegative(),
		documents: z.number().int().nonnegative(),
		passages: z.number().int().nonnegative(),
		pages: z.number().int().nonnegative().describe("Pages of a PDF file; 0 for other formats"),
		pagesWithoutText: z.array(z.number().int().positive()),
		leftOutShare: z.number().min(0).max(1).describe("Characters that were left out as page furniture, as a share of all that were read"),
		warnings: z.array(z.string()).describe("What of the file is not in the index"),
		contentHash: z.string().nullable().describe("SHA-256 of the file's bytes, where they were read"),
		preparedBy: z.string().nullable().describe("What made its passages: a file is read again when this changes"),
	})
	.meta({ id: "LedgerEntry" });
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>;

/** What the last ingestion did with every file. */
export const LedgerSchema = z.object({
	index: z.string().describe("The index that it made"),
	corpus: z.string().describe("The folder that it read"),
	finishedAt: z.iso.datetime(),
	entries: z.array(LedgerEntrySchema),
});
export type Ledger = Omit<z.infer<typeof LedgerSchema>, "entries"> & { readonly entries: readonly LedgerEntry[] };

/** Whether a file is still the one that was read. */
export const FileStateSchema = z
	.enum(["unchanged", "changed", "missing", "unknown"])
	.describe("unknown: the folder of documents cannot be read from here");
export type FileState = z.infer<typeof FileStateSchema>;
