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

/** A schema of the document, as far as the pages made from it read it. */
export type Schema = {
	$ref?: string;
	type?: string | string[];
	const?: unknown;
	enum?: unknown[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	allOf?: Schema[];
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
	description?: string;
	default?: unknown;
	format?: string;
};
export type Content = Record<string, { schema: Schema }>;
export type Operation = {
	tags?: string[];
	summary?: string;
	description?: string;
	parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
	requestBody?: { content: Content };
	responses: Record<string, { description: string; content?: Content }>;
};

/** What the API does, address by address. */
export function operationsOf(document: OpenApiDocument): { path: string; method: string; operation: Operation }[] {
	return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
		Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
	);
}
