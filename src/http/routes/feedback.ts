import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { QuothError } from "../../errors.ts";
import { FeedbackInputSchema, FeedbackSchema } from "../../state/feedback-store.ts";
import type { Env } from "../caller.ts";
import type { Service } from "../options.ts";
import { requireJson, requireScope } from "../require.ts";
import { INDEX_PROBLEMS, json, problems } from "../route.ts";

const give = createRoute({
	method: "post",
	path: "/v1/feedback",
	operationId: "giveFeedback",
	tags: ["Feedback"],
	summary: "Says whether an answer helped",
	middleware: [requireScope("ask"), requireJson()],
	request: { body: { required: true, content: { "application/json": { schema: FeedbackInputSchema } } } },
	responses: {
		201: json(FeedbackSchema, "What was kept"),
		...problems("invalid-request", "request-too-large", "unsupported-media-type", "write-failed", "route-not-found", ...INDEX_PROBLEMS),
	},
});

const read = createRoute({
	method: "get",
	path: "/v1/feedback",
	operationId: "listFeedback",
	tags: ["Feedback"],
	summary: "What people said of answers, newest first",
	middleware: requireScope("admin"),
	request: { query: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }) },
	responses: {
		200: json(z.object({ feedback: z.array(FeedbackSchema) }), "The feedback"),
		...problems("invalid-request", "route-not-found"),
	},
});

export function addFeedbackRoutes(app: OpenAPIHono<Env>, { feedback, quoth }: Service): void {
	const store = () => {
		if (feedback === undefined) throw new QuothError("route-not-found", "This server keeps no feedback.");
		return feedback;
	};
	app.openapi(give, async (context) => {
		const kept = { ...context.req.valid("json"), at: new Date().toISOString(), index: quoth.info.id };
		await store().add(kept);
		return context.json(kept, 201);
	});
	app.openapi(read, async (context) => context.json({ feedback: await store().newest(context.req.valid("query").limit) }, 200));
}
