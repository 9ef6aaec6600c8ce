import type { Context } from "hono";
import { MAX_QUESTION_LENGTH, type QuestionInput, QuestionSchema } from "../domain/question.ts";
import type { Quote } from "../domain/quote.ts";
import { QuothError } from "../errors.ts";
import { quotesInMarkdown } from "../render/markdown.ts";
import { sourceLink } from "../render/source-link.ts";
import type { Service } from "./options.ts";

/**
 * The last message of a user as a question, with the one before it and its quotes as its history.
 * @param messages oldest first; those of the assistant in the Markdown that it was given
 * @throws QuothError `invalid-request` where no user says anything; ZodError for a question that is none
 */
export function readConversation(messages: readonly { readonly role: string; readonly text: string }[]): QuestionInput {
	const turns: { question: string; quotes: { text: string }[] }[] = [];
	for (const { role, text } of messages) {
		const last = turns.at(-1);
		if (role === "user") turns.push({ question: text, quotes: [] });
		else if (role === "assistant" && last !== undefined) last.quotes = quotesInMarkdown(text).map((quote) => ({ text: quote }));
	}
	const asked = turns.pop();
	if (asked === undefined) throw new QuothError("invalid-request", "messages: there is no message of a user.");
	const history = turns.filter(({ question }) => question.trim() !== "" && question.length <= MAX_QUESTION_LENGTH).slice(-1);
	return QuestionSchema.parse({ question: asked.question, ...(history.length > 0 ? { history } : {}) });
}

/** Links to sources as they can be followed from elsewhere. */
export function linkerFor(context: Context, { publicUrl }: Pick<Service, "publicUrl">): (quote: Quote, all: readonly Quote[]) => string {
	const base = (publicUrl ?? new URL(context.req.url).origin).replace(/\/+$/, "");
	return (quote, all) => sourceLink(quote, all, base);
}
