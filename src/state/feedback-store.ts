import { createReadStream, mkdirSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { MAX_QUESTION_LENGTH } from "../domain/question.ts";
import { systemCode } from "../errors.ts";
import { writeErrorOf } from "../search-index/write-error.ts";

const LONGEST_COMMENT = 2_000;

/** What a person says of an answer. The question is there when it is sent: answers are not kept. */
export const FeedbackInputSchema = z
	.strictObject({
		answerId: z.string().min(1).max(100).describe("The `id` of the answer"),
		rating: z.enum(["up", "down"]),
		comment: z.string().max(LONGEST_COMMENT).optional(),
		question: z.string().max(MAX_QUESTION_LENGTH).optional(),
		quotes: z.array(z.string().max(200)).max(20).optional().describe("The ids of the quotes that were shown"),
	})
	.meta({ id: "FeedbackInput" });

export const FeedbackSchema = FeedbackInputSchema.extend({
	at: z.iso.datetime(),
	index: z.string().describe("The index in use at that time"),
}).meta({ id: "Feedback" });
export type Feedback = z.infer<typeof FeedbackSchema>;

export type FeedbackStore = {
	/** @throws QuothError `write-failed` */
	add(feedback: Feedback): Promise<void>;
	/** The newest ones, newest first. */
	newest(count: number): Promise<Feedback[]>;
};

/** Feedback as lines of JSON in a folder of state, one for each. */
export function createFeedbackStore(folder: string): FeedbackStore {
	const path = join(folder, "feedback.jsonl");
	return {
		async add(feedback) {
			try {
				mkdirSync(folder, { recursive: true });
				await appendFile(path, `${JSON.stringify(feedback)}\n`, { mode: 0o600 });
			} catch (error) {
				throw writeErrorOf(`The feedback in ${path}`, error);
			}
		},
		async newest(count) {
			const last: Feedback[] = [];
			try {
				for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })) {
					const read = readLine(line);
					if (read !== undefined) last.push(read);
					if (last.length > count) last.shift();
				}
			} catch (error) {
				if (systemCode(error) !== "ENOENT") throw error;
			}
			return last.reverse();
		},
	};
}

/** A line that a full disk has cut is passed over. */
function readLine(line: string): Feedback | undefined {
	try {
		return FeedbackSchema.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
}
