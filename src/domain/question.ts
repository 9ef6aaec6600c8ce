import { z } from "zod";

/** Longest question, in UTF-16 code units. */
export const MAX_QUESTION_LENGTH = 2_000;
/** Most quotes that one answer holds, and how many it holds unless asked for. */
export const MAX_QUOTES = 10;
export const DEFAULT_QUOTES = 3;
export const DEFAULT_MAX_ERROR = 0.2;

/** What a caller asks. */
export const QuestionSchema = z
	.strictObject({
		question: z
			.string()
			.max(MAX_QUESTION_LENGTH, `a question has at most ${MAX_QUESTION_LENGTH} characters`)
			.refine((text) => text.trim() !== "", { message: "the question is empty" })
			.describe("The question, in plain words"),
		maxQuotes: z.number().int().min(1).max(MAX_QUOTES).default(DEFAULT_QUOTES).describe("Most quotes in the answer"),
		documents: z.array(z.string()).min(1).max(1_000).optional().describe("Answer only from the documents with these ids or uris"),
		maxError: z
			.number()
			.min(0)
			.max(1)
			.default(DEFAULT_MAX_ERROR)
			.describe(
				"Share of the questions that the documents do not answer which may be answered all the same, as measured with articles of an encyclopaedia left out (of questions on the very subjects of the documents, two to three times as many): lower refuses more",
			),
		history: z
			.array(
				z.object({
					question: z.string().max(MAX_QUESTION_LENGTH),
					understoodAs: z.string().max(MAX_QUESTION_LENGTH).nullable().optional(),
					quotes: z.array(z.object({ text: z.string() })).default([]),
				}),
			)
			.max(50)
			.optional()
			.describe("The conversation so far, oldest first: earlier answers as they came, or their questions. A follow-up is read by the last"),
	})
	.meta({ id: "Question" });
export type Question = z.infer<typeof QuestionSchema>;
/** A question before defaults are filled in. */
export type QuestionInput = z.input<typeof QuestionSchema>;
