import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { IndexInfoSchema } from "../../domain/answer.ts";
import { QuothError } from "../../errors.ts";
import type { Env } from "../caller.ts";
import type { Service } from "../options.ts";
import { json, problemsOf } from "../route.ts";

const live = createRoute({
	method: "get",
	path: "/healthz",
	operationId: "getHealth",
	security: [],
	tags: ["Health"],
	summary: "Says that the process runs",
	responses: { 200: json(z.object({ status: z.literal("ok") }), "It runs") },
});

const ready = createRoute({
	method: "get",
	path: "/readyz",
	operationId: "getReadiness",
	security: [],
	tags: ["Health"],
	summary: "Says that questions are answered, and from which index",
	responses: {
		200: json(
			z.object({
				status: z.literal("ready"),
				index: IndexInfoSchema.extend({
					documents: z.number().int(),
					passages: z.number().int(),
					vectorSearch: z.enum(["exact", "hnsw"]),
				}),
				warning: z
					.object({ code: z.string(), message: z.string() })
					.optional()
					.describe("Why a newer index is not in use: the one above still is"),
			}),
			"It is ready",
		),
		...problemsOf(["index-missing", "index-damaged", "index-incompatible", "model-unavailable", "shutting-down"]),
	},
});

export function addHealthRoutes(app: OpenAPIHono<Env>, { quoth, isClosing }: Service): void {
	app.openapi(live, (context) => context.json({ status: "ok" as const }, 200));
	app.openapi(ready, (context) => {
		if (isClosing?.()) throw new QuothError("shutting-down", "No more requests are taken; those that run are finished.");
		const trouble = quoth.trouble ?? null;
		if (trouble !== null && !trouble.answers) throw trouble.error;
		const warning = trouble === null ? {} : { warning: { code: trouble.error.code, message: trouble.error.message } };
		return context.json({ status: "ready" as const, index: quoth.info, ...warning }, 200);
	});
}
