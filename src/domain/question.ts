import { z } from "zod";

/** Longest question, in UTF-16 code units. */
export const MAX_QUESTION_LENGTH = 2_000;
/** Most quotes that one answer holds, and how many it holds unless asked for. */
export const MAX_QUOTES = 10;
export const DEFAULT_QUOTES = 3;

/** What a caller asks. */
export const QuestionSchema = z.strictObject({
	question: z
		.string()
		.max(MAX_QUESTION_LENGTH, `a question has at most ${MAX_QUESTION_LENGTH} characters`)
		.refine((text) => text.trim() !== "", { message: "the question is empty" })
		.describe("The question, in plain words"),
	maxQuotes: z.number().int().min(1).max(MAX_QUOTES).default(DEFAULT_QUOTES).describe("Most quotes in the answer"),
	documents: z.array(z.string()).min(1).max(1_000).optional().describe("Answer only from the documents with these ids or uris"),
	history: z
		.array(z.object({ question: z.string().max(MAX_QUESTION_LENGTH) }))
		.max(50)
		.optional()
		.describe("Earlier questions of the conversation. Accepted for compatibility; each question is still read on its own"),
});
export type Question = z.infer<typeof QuestionSchema>;
/** A question before defaults are filled in. */
export type QuestionInput = z.input<typeof QuestionSchema>;
