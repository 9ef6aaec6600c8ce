import { z } from "zod";
import { type Quote, QuoteSchema } from "./quote.ts";

/** Why the documents do not answer. */
export const ReasonSchema = z.object({
	code: z.enum([
		"small-talk",
		"not-a-question",
		"nothing-retrieved",
		"no-passage-answers",
		"phrase-not-found",
		"other-language",
		"unreadable-source",
	]),
	message: z.string().describe("The same in a sentence for a person"),
});
export type Reason = z.infer<typeof ReasonSchema>;

export const IndexInfoSchema = z.object({
	id: z.string(),
	builtAt: z.string().describe("ISO 8601, UTC"),
	embedder: z.string(),
});
export type IndexInfo = z.infer<typeof IndexInfoSchema>;

const answerFields = {
	id: z.string(),
	question: z.string(),
	understoodAs: z
		.string()
		.nullable()
		.describe(
			"The question that was answered: a follow-up as the history tells it, misspelt words as they are meant, without sentences that tell nothing of it; null where it was read as it stands",
		),
	status: z.enum(["answered", "not-found"]),
	confidence: z.number().min(0).max(1).describe("Estimated probability that the first quote answers the question"),
	reason: ReasonSchema.nullable().describe("Why nothing was found; null when answered"),
	quotes: z.array(QuoteSchema).describe("Verbatim, best first; empty when not found"),
	nearest: z.array(QuoteSchema).describe("When not found: the nearest passages. They are not an answer"),
	suggestions: z
		.array(z.string())
		.describe("Questions that these documents answer; given with a greeting or the question what can be asked"),
	searched: z.object({
		documents: z.number().int().nonnegative(),
		passages: z.number().int().nonnegative(),
	}),
	index: IndexInfoSchema,
};

/** What comes back for a question: quotes, or an honest "not found". Never anything else. */
export const AnswerSchema = z.object(answerFields).meta({ id: "Answer" });
export type Answer = z.infer<typeof AnswerSchema>;

const { quotes: _quotes, nearest: _nearest, ...answerHead } = answerFields;
const AnswerHeadSchema = z.object(answerHead);
type AnswerHead = z.infer<typeof AnswerHeadSchema>;

/** An answer as it streams: the head, then each quote, then the end. */
export const AnswerEventSchema = z
	.discriminatedUnion("type", [
		z.object({ type: z.literal("answer"), answer: AnswerHeadSchema }),
		z.object({ type: z.literal("quote"), quote: QuoteSchema }),
		z.object({ type: z.literal("nearest"), quote: QuoteSchema }),
		z.object({ type: z.literal("done"), quotes: z.number().int(), nearest: z.number().int() }),
	])
	.meta({ id: "AnswerEvent" });
export type AnswerEvent = z.infer<typeof AnswerEventSchema>;

/**
 * The answer that a stream of events tells.
 * @throws Error when the stream has no head or ends before its `done` event, so that a broken stream is never
 * taken for a complete answer.
 */
export async function foldAnswer(events: AsyncIterable<AnswerEvent> | Iterable<AnswerEvent>): Promise<Answer> {
	let head: AnswerHead | undefined;
	const quotes: Quote[] = [];
	const nearest: Quote[] = [];
	for await (const event of events) {
		if (event.type === "answer") head = event.answer;
		else if (event.type === "quote") quotes.push(event.quote);
		else if (event.type === "nearest") nearest.push(event.quote);
		else if (head !== undefined && event.quotes === quotes.length && event.nearest === nearest.length) {
			return inContractOrder(head, quotes, nearest);
		}
	}
	throw new Error("The stream of the answer ended before it was complete.");
}

function inContractOrder(head: AnswerHead, quotes: Quote[], nearest: Quote[]): Answer {
	const { id, question, understoodAs, status, confidence, reason, suggestions, searched, index } = head;
	return { id, question, understoodAs, status, confidence, reason, quotes, nearest, suggestions, searched, index };
}
