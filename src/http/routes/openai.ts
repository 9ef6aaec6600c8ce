import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import type { Admission } from "../../admission.ts";
import { checkShown } from "../../check-shown.ts";
import { foldAnswer } from "../../domain/answer.ts";
import type { QuestionInput } from "../../domain/question.ts";
import { enter } from "../../enter.ts";
import { QuothError } from "../../errors.ts";
import { problemOf } from "../../problem.ts";
import { quotesInMarkdown, renderMarkdown } from "../../render/markdown.ts";
import { headOf, MODEL, renderChunks, renderCompletion, usageOf } from "../../render/openai.ts";
import type { Env } from "../caller.ts";
import { linkerFor, readConversation } from "../conversation.ts";
import type { Service } from "../options.ts";
import { requireJson, requireScope } from "../require.ts";
import { INDEX_PROBLEMS, json, problems } from "../route.ts";

const TextSchema = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);

const CompletionRequestSchema = z.looseObject({
	model: z.string().optional().describe("Any: there is one, `quoth`"),
	messages: z.array(z.looseObject({ role: z.string(), content: TextSchema.nullish() })).min(1),
	stream: z.boolean().nullish(),
	stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
	n: z.number().int().nullish().describe("1: there is one answer"),
	tool_choice: z.unknown().optional().describe("Tools are never called; `required` is refused"),
	response_format: z.looseObject({ type: z.string() }).nullish().describe("Text only"),
});
type CompletionRequest = z.infer<typeof CompletionRequestSchema>;

const complete = createRoute({
	method: "post",
	path: "/v1/chat/completions",
	operationId: "createChatCompletion",
	tags: ["OpenAI-compatible"],
	summary: "Answers the last message of a user, in the shape of OpenAI's chat completions",
	description:
		"The quotes as Markdown with numbered links to their sources, which are in `annotations` too (indices in UTF-16 code units); the whole answer is in `quoth`. Earlier messages give a follow-up its context. Sampling options are ignored, tools never called; `usage` is an estimate of four characters a token. Errors have OpenAI's shape.",
	middleware: [requireScope("ask"), requireJson()],
	request: { body: { required: true, content: { "application/json": { schema: CompletionRequestSchema } } } },
	responses: {
		200: {
			description: "A chat completion; with `stream` its chunks",
			content: {
				"application/json": { schema: z.looseObject({ id: z.string(), object: z.literal("chat.completion") }) },
				"text/event-stream": { schema: z.looseObject({ id: z.string(), object: z.literal("chat.completion.chunk") }) },
			},
		},
		...problems("invalid-request", "request-too-large", "unsupported-media-type", "quote-not-verbatim", "overloaded", ...INDEX_PROBLEMS),
	},
});

const ModelSchema = z.object({ id: z.string(), object: z.literal("model"), created: z.number().int(), owned_by: z.string() });

const models = createRoute({
	method: "get",
	path: "/v1/models",
	operationId: "listModels",
	tags: ["OpenAI-compatible"],
	summary: "The models there are: one",
	middleware: requireScope("ask"),
	responses: {
		200: json(z.object({ object: z.literal("list"), data: z.array(ModelSchema) }), "The list"),
		...problems("index-missing"),
	},
});

/** The door for programs that speak to OpenAI's API: the same answers in its shape. */
export function addOpenAiRoutes(app: OpenAPIHono<Env>, service: Service, admission: Admission): void {
	app.openapi(complete, async (context) => {
		const request = context.req.valid("json");
		const question = readQuestion(request);
		if (service.logQuestions) context.set("question", question.question);
		const { quoth, leave } = await enter(admission, service.quoth, context.req.raw.signal);
		try {
			const answer = await foldAnswer(quoth.stream(question));
			const rendered = renderMarkdown(answer, linkerFor(context, service));
			const head = headOf(answer);
			const usage = usageOf(JSON.stringify(request.messages), rendered.text);
			if (request.stream !== true) {
				const payload = JSON.stringify(renderCompletion(head, answer, rendered, usage));
				const sent = JSON.parse(payload);
				checkShown(quoth, sent.quoth, quotesInMarkdown(sent.choices[0].message.content));
				return context.body(payload, 200, { "content-type": "application/json" });
			}
			const chunks = [...renderChunks(head, answer, rendered, request.stream_options?.include_usage ? usage : null)].map((each) =>
				JSON.stringify(each),
			);
			const sent = chunks.map((each) => JSON.parse(each).choices[0]?.delta.content ?? "").join("");
			checkShown(quoth, answer, quotesInMarkdown(sent));
			return streamSSE(context, async (stream) => {
				for (const data of [...chunks, "[DONE]"]) await stream.writeSSE({ data });
			});
		} finally {
			leave();
		}
	});

	app.openapi(models, (context) => {
		const created = Math.floor(Date.parse(service.quoth.info.builtAt) / 1000);
		return context.json({ object: "list" as const, data: [{ id: MODEL, object: "model" as const, created, owned_by: MODEL }] }, 200);
	});
}

/** Whether an error on this address is told as OpenAI does. */
export function speaksOpenAi(path: string): boolean {
	return path === complete.path || path === models.path || path.startsWith(`${models.path}/`);
}

const TYPES: Record<number, string> = {
	401: "authentication_error",
	403: "permission_error",
	404: "not_found_error",
	429: "rate_limit_error",
};

/** The same problem in OpenAI's words. */
export function openAiError(error: unknown): { error: { message: string; type: string; param: string | null; code: string } } {
	const { status, code, detail, advice, errors } = problemOf(error);
	const type = TYPES[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
	return { error: { message: `${detail} ${advice}`, type, param: errors?.[0]?.field ?? null, code } };
}

/** The last message of a user, with what was said before. @throws QuothError `invalid-request` */
function readQuestion(request: CompletionRequest): QuestionInput {
	const { n, tool_choice, response_format, messages } = request;
	if ((n ?? 1) !== 1) throw refusal("n", "there is one answer, so n can only be 1");
	if (tool_choice === "required" || (typeof tool_choice === "object" && tool_choice !== null))
		throw refusal("tool_choice", "tools are never called");
	if (response_format != null && response_format.type !== "text") throw refusal("response_format", "answers are quotations, in text only");
	return readConversation(messages.map(({ role, content }, at) => ({ role, text: textOf(content, `messages.${at}.content`) })));
}

function textOf(content: CompletionRequest["messages"][number]["content"], field: string): string {
	if (content == null) return "";
	if (typeof content === "string") return content;
	const other = content.find(({ type }) => type !== "text" && type !== "refusal");
	if (other !== undefined) throw refusal(field, `parts of the type "${other.type}" cannot be read; send text`);
	return content.map(({ text }) => text ?? "").join("\n");
}

function refusal(field: string, why: string): QuothError {
	return new QuothError("invalid-request", `${field}: ${why}.`);
}
