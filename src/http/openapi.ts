import type { OpenAPIHono } from "@hono/zod-openapi";
import { VERSION } from "../version.ts";
import type { Env } from "./caller.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono<Env>["getOpenAPI31Document"]>;

/** The API as an OpenAPI 3.1 document, made from the schemas that check its requests. */
export function openApiOf(app: OpenAPIHono<Env>): OpenApiDocument {
	return app.getOpenAPI31Document({
		openapi: "3.1.0",
		info: {
			title: "Quoth",
			version: VERSION,
			description:
				"Answers questions with the documents' own words. Spans count UTF-16 code units: `text.slice(span.start, span.end)` in JavaScript; in Python `text.encode('utf-16-le')[2 * start : 2 * end].decode('utf-16-le')`. Errors are problem details (RFC 9457) with a `code`.",
			license: { name: "MIT" },
		},
		security: [{ key: [] }, {}],
	});
}
