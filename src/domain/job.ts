import { z } from "zod";
import { LedgerEntrySchema } from "./ledger.ts";

/** A change of the documents on its way into the index. */
export const JobSchema = z
	.object({
		id: z.string(),
		kind: z.enum(["add", "remove"]),
		status: z.enum(["waiting", "running", "done", "failed"]).describe("failed: the documents and the index are as they were before"),
		files: z.array(z.string()).describe("The files that it adds or removes, relative to the corpus folder"),
		createdAt: z.iso.datetime(),
		finishedAt: z.iso.datetime().nullable(),
		progress: z
			.object({
				share: z.number().min(0).max(1).describe("Share of the bytes to be read that were read"),
				files: z.number().int().nonnegative(),
				passages: z.number().int().nonnegative(),
				at: z.string().describe("What is being done"),
			})
			.nullable(),
		ledger: z.array(LedgerEntrySchema).describe("What became of each of the files; empty before the end"),
		problem: z.object({ code: z.string(), message: z.string() }).nullable(),
	})
	.meta({ id: "Job" });
export type Job = z.infer<typeof JobSchema>;
export type JobProgress = NonNullable<Job["progress"]>;
