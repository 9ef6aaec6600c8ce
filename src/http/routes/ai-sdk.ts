import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import type { Admission } from "../../admission.ts";
import { checkShown } from "../../check-shown.ts";
import { foldAnswer } from "../../domain/answer.ts";
import { enter } from "../../enter.ts";
import { quotesInMarkdown, renderMarkdown } from "../../render/markdown.ts";
import { renderUiMessage, UI_MESSAGE_STREAM } from "../../render/ui-message-stream.ts";
import type { Env } from "../caller.ts";
import { linkerFor, readConversation } from "../conversation.ts";
import type { Service } from "../options.ts";
import { requireJson, requireScope } from "../require.ts";
import { INDEX_PROBLEMS, problems } from "../route.ts";

const ChatSchema = z.looseObject({
	messages: z
		.array(z.looseObject({ role: z.string(), parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })) }))
		.min(1)
		.describe("UI messages of the AI SDK; the parts of the type `text` are read"),
});

const chat = createRoute({
	method: "post",
	path: "/api/chat",
	operationId: "chat",
	tags: ["AI SDK"],
	summary: "Answers the last message of a user as a UI message stream of the AI SDK",
	description:
		"What `useChat` speaks: the quotes as Markdown in `text` parts, their sources as `source-url` and `source-document`, the whole answer as `data-quoth`.",
	middleware: [requireScope("ask"), requireJson()],
	request: { body: { required: true, content: { "application/json": { schema: ChatSchema } } } },
	responses: {
		200: { description: "The stream", content: { "text/event-stream": { schema: z.looseObject({ type: z.string() }) } } },
		...problems("invalid-request", "request-too-large", "unsupported-media-type", "quote-not-verbatim", "overloaded", ...INDEX_PROBLEMS),
	},
});

/** The door for user interfaces made with the AI SDK. */
export function addAiSdkRoutes(app: OpenAPIHono<Env>, service: Service, admission: Admission): void {
	app.openapi(chat, async (context) => {
		const { messages } = context.req.valid("json");
		const question = readConversation(messages.map(({ role, parts }) => ({ role, text: textOf(parts) })));
		if (service.logQuestions) context.set("question", question.question);
		const { quoth, leave } = await enter(admission, service.quoth, context.req.raw.signal);
		try {
			const answer = await foldAnswer(quoth.stream(question));
			const parts = [...renderUiMessage(answer, renderMarkdown(answer, linkerFor(context, service)))].map((part) => JSON.stringify(part));
			checkShown(quoth, answer, quotesInMarkdown(parts.map((part) => JSON.parse(part).delta ?? "").join("")));
			for (const [name, value] of Object.entries(UI_MESSAGE_STREAM)) context.header(name, value);
			return streamSSE(context, async (stream) => {
				for (const data of [...parts, "[DONE]"]) await stream.writeSSE({ data });
			});
		} finally {
			leave();
		}
	});
}

function textOf(parts: readonly { readonly type: string; readonly text?: string | undefined }[]): string {
	return parts.flatMap(({ type, text }) => (type === "text" && text !== undefined ? [text] : [])).join("\n");
}
