import type { Answer } from "./domain/answer.ts";
import { QuothError } from "./errors.ts";
import type { Quoth } from "./quoth.ts";

/**
 * The last look at a message before it leaves: what it shows are the answer's quotes from the first on, and these are what the documents say.
 * @param shown the quotations in the message, read from its characters as they leave
 * @param left how many were left out, as the renderer says
 * @throws QuothError `quote-not-verbatim`
 */
export function checkShown(quoth: Quoth, answer: Answer, shown: readonly string[], left = 0): void {
	const all = [...answer.quotes, ...answer.nearest];
	if (shown.length + left !== all.length || !shown.every((text, at) => text === all[at]?.text))
		throw new QuothError("quote-not-verbatim", "The message does not hold the quotes as they are.");
	for (const quote of all) quoth.check(quote);
}
