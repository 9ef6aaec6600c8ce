import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { type Admission, createAdmission } from "../admission.ts";
import { checkShown } from "../check-shown.ts";
import { foldAnswer } from "../domain/answer.ts";
import { enter } from "../enter.ts";
import { QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { Quoth } from "../quoth.ts";
import { quotesInMarkdown, renderMarkdown } from "../render/markdown.ts";
import { sourceLink } from "../render/source-link.ts";
import { createDoor, failureText, takeOnlyPost } from "./door.ts";

export type MattermostOptions = {
	/** The tokens that Mattermost gave to its webhooks and commands, one for each. */
	readonly tokens: readonly string[];
	/** Address under which people reach the server; that of the request when left out. */
	readonly publicUrl?: string | undefined;
	readonly admission?: Admission;
};

/** What both a webhook and a command send, as a form or as JSON. */
const RequestSchema = z.object({
	token: z.string(),
	text: z.string().default(""),
	/** Of a webhook: the word that called it, which stands at the beginning of the text. */
	trigger_word: z.string().default(""),
	/** Of a command. */
	command: z.string().optional(),
	user_name: z.string().optional(),
});

const USAGE = "Ask a question in plain words, as in: `/ask Who wrote the first article?`";

/** The door for Mattermost's outgoing webhooks and slash commands: the answer is in the response. */
export function createMattermostApp(quoth: Quoth, logger: Logger, options: MattermostOptions): Hono {
	const { tokens, publicUrl, admission = createAdmission() } = options;
	const app = createDoor("Mattermost", logger);
	app.post("*", async (context) => {
		const { token, text, trigger_word, command } = await readRequest(context);
		if (!isKnown(token, tokens))
			throw new QuothError("token-invalid", "The token of the request is not one of those that Mattermost gave.");
		const question = (text.startsWith(trigger_word) ? text.slice(trigger_word.length) : text).trim();
		const place = command === undefined ? { response_type: "comment" } : { response_type: "ephemeral" };
		if (question === "" || question === "help") return context.json({ ...place, text: USAGE });
		return context.json({ ...place, text: await answerTo(question, context) });
	});

	takeOnlyPost(app);

	async function answerTo(question: string, context: Context): Promise<string> {
		try {
			const { quoth: pinned, leave } = await enter(admission, quoth, context.req.raw.signal);
			try {
				const answer = await foldAnswer(pinned.stream({ question }));
				const base = (publicUrl ?? new URL(context.req.url).origin).replace(/\/+$/, "");
				const { text, left } = renderMarkdown(answer, (quote, all) => sourceLink(quote, all, base), "mattermost");
				checkShown(pinned, answer, quotesInMarkdown(JSON.parse(JSON.stringify(text)), "mattermost"), left);
				return text;
			} finally {
				leave();
			}
		} catch (error) {
			return failureText(error, "Mattermost", logger);
		}
	}
	return app;
}

async function readRequest(context: Context): Promise<z.infer<typeof RequestSchema>> {
	const isJson = /^application\/json\b/i.test(context.req.header("content-type") ?? "");
	const body = await context.req.text();
	if (!isJson) return RequestSchema.parse(Object.fromEntries(new URLSearchParams(body)));
	try {
		return RequestSchema.parse(JSON.parse(body));
	} catch (cause) {
		if (cause instanceof SyntaxError) throw new QuothError("invalid-request", "The body is not valid JSON.", { cause });
		throw cause;
	}
}

/** In the same time whether it is nearly right or not at all. */
function isKnown(token: string, tokens: readonly string[]): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return tokens.filter((each) => timingSafeEqual(digest(each), digest(token))).length > 0;
}
