import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import type { Admission } from "../../admission.ts";
import { type AnswerEvent, AnswerEventSchema, AnswerSchema, foldAnswer } from "../../domain/answer.ts";
import { CandidateSchema } from "../../domain/candidate.ts";
import { DocumentSummarySchema } from "../../domain/document.ts";
import { MAX_QUESTION_LENGTH, QuestionSchema } from "../../domain/question.ts";
import { enter } from "../../enter.ts";
import type { Quoth } from "../../quoth.ts";
import { renderSse } from "../../render/sse.ts";
import type { Env } from "../caller.ts";
import type { Service } from "../options.ts";
import { requireJson, requireScope } from "../require.ts";
import { INDEX_PROBLEMS, json, problems } from "../route.ts";
import { wantsEvents } from "../wants-events.ts";

const ask = createRoute({
	method: "post",
	path: "/v1/ask",
	operationId: "ask",
	tags: ["Asking"],
	summary: "Answers a question",
	description:
		"Quotes with their sources, or not found: that is an answer too. With `Accept: text/event-stream` the same as server-sent events, each named by its `type`: an answer is complete when `done` has come with the counts that were received. What fails, fails before the first event, as a problem with its status.",
	middleware: [requireScope("ask"), requireJson()],
	request: { body: { required: true, description: "The question", content: { "application/json": { schema: QuestionSchema } } } },
	responses: {
		200: {
			description: "The answer",
			content: { "application/json": { schema: AnswerSchema }, "text/event-stream": { schema: AnswerEventSchema } },
		},
		...problems(
			"invalid-request",
			"document-not-found",
			"request-too-large",
			"unsupported-media-type",
			"quote-not-verbatim",
			...INDEX_PROBLEMS,
			"overloaded",
			"request-aborted",
		),
	},
});

const search = createRoute({
	method: "get",
	path: "/v1/search",
	operationId: "search",
	tags: ["Asking"],
	summary: "The passages retrieved for a text",
	description: "Best first, with the scores that put them there.",
	middleware: requireScope("ask"),
	request: {
		query: z.object({
			q: z
				.string("give the text to search for as ?q=")
				.trim()
				.min(1, "the text to search for is empty")
				.max(MAX_QUESTION_LENGTH)
				.describe("The text to search for"),
			count: z.coerce.number().int().min(1).max(100).default(10).describe("How many passages"),
		}),
	},
	responses: {
		200: json(
			z.object({
				query: z.string(),
				candidates: z.array(z.object({ ...CandidateSchema.shape, document: DocumentSummarySchema, text: z.string() })),
			}),
			"The passages",
		),
		...problems("invalid-request", ...INDEX_PROBLEMS, "overloaded", "request-aborted"),
	},
});

const suggest = createRoute({
	method: "get",
	path: "/v1/suggestions",
	operationId: "suggest",
	tags: ["Asking"],
	summary: "Questions that the documents answer",
	description: "Made from the documents' sentences, and each tried out before it is suggested.",
	middleware: requireScope("ask"),
	request: {
		query: z.object({
			document: z
				.union([z.string().min(1), z.array(z.string().min(1)).max(100)])
				.optional()
				.describe("Of this document only: its id or uri; may be given more than once"),
		}),
	},
	responses: {
		200: json(z.object({ suggestions: z.array(z.string()) }), "Up to four questions"),
		...problems("document-not-found", "invalid-request", ...INDEX_PROBLEMS, "overloaded", "request-aborted"),
	},
});

export function addAskRoutes(app: OpenAPIHono<Env>, service: Service, admission: Admission): void {
	app.openapi(ask, async (context) => {
		const question = context.req.valid("json");
		if (service.logQuestions) context.set("question", question.question);
		const { quoth, leave } = await enter(admission, service.quoth, context.req.raw.signal);
		try {
			const started = performance.now();
			const events: AnswerEvent[] = [];
			for await (const event of quoth.stream(question)) events.push(event);
			const answer = await foldAnswer(events);
			service.metrics?.countAnswer(answer.status, (performance.now() - started) / 1000);
			if (!wantsEvents(context)) {
				const payload = JSON.stringify(answer);
				checkPayload(quoth, payload);
				return context.body(payload, 200, { "content-type": "application/json" });
			}
			// All is found before the first event can leave; a reader that is slow to take them holds no one's turn.
			const messages = events.map(renderSse);
			for (const { data } of messages) checkPayload(quoth, data);
			return streamSSE(context, async (stream) => {
				for (const message of messages) await stream.writeSSE(message);
			});
		} finally {
			leave();
		}
	});

	app.openapi(search, async (context) => {
		const { q, count } = context.req.valid("query");
		if (service.logQuestions) context.set("question", q);
		const { quoth, leave } = await enter(admission, service.quoth, context.req.raw.signal);
		try {
			const found = await quoth.search(q, count);
			return context.json({ query: q, candidates: found.map(({ candidate, document, text }) => ({ ...candidate, document, text })) }, 200);
		} finally {
			leave();
		}
	});

	app.openapi(suggest, async (context) => {
		const { document } = context.req.valid("query");
		const { quoth, leave } = await enter(admission, service.quoth, context.req.raw.signal);
		try {
			return context.json({ suggestions: [...(await quoth.suggest(document === undefined ? undefined : [document].flat()))] }, 200);
		} finally {
			leave();
		}
	});
}

/** The quotes in what is about to be sent, read from its characters, are what the documents say. @throws QuothError `quote-not-verbatim` */
function checkPayload(quoth: Quoth, payload: string): void {
	const { quotes, nearest, quote } = JSON.parse(payload);
	const sent = Array.isArray(quotes) ? [...quotes, ...nearest] : quote === undefined ? [] : [quote];
	for (const each of sent) quoth.check(each);
}
