import fc from "fast-check";
import { expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { type OpenApiDocument, openApiOf } from "../../src/http/openapi.ts";
import { createLogger } from "../../src/log.ts";
import { SCOPES } from "../../src/state/api-key.ts";
import { createFeedbackStore } from "../../src/state/feedback-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

/** Milliseconds; QUOTH_FUZZ_MS=600000 for ten minutes. */
const TIME = Number(process.env.QUOTH_FUZZ_MS ?? 5_000);

type Schema = {
	$ref?: string;
	type?: string | string[];
	enum?: unknown[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
	minimum?: number;
	maximum?: number;
};
type Operation = {
	parameters?: { name: string; in: string; schema: Schema }[];
	requestBody?: { content: Record<string, { schema: Schema }> };
};

/** Strings that break programs: control characters, lone surrogates, markup, paths, encodings. */
const nasty = fc.constantFrom(
	"",
	" ",
	"\u0000",
	"\ud800",
	"\u202eabc",
	"../../etc/passwd",
	"%00",
	"%c0%ae",
	"<script>alert(1)</script>",
	"' OR 1=1 --",
	"{{7*7}}",
	"__proto__",
	"constructor",
	"a".repeat(3_000),
	"🙈".repeat(200),
	"-1",
	"1e309",
	"NaN",
	"Who built the bridge?",
	'"Jonas Fell"',
	"bakery.txt",
);
const text = fc.oneof(nasty, fc.string(), fc.string({ unit: "binary" }));

/** Values of a schema, most of them right and some of them not. */
function valuesOf(schema: Schema, api: OpenApiDocument): fc.Arbitrary<unknown> {
	return fc.oneof({ weight: 8, arbitrary: rightValues(schema, api) }, { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), text) });
}

function rightValues(schema: Schema, api: OpenApiDocument): fc.Arbitrary<unknown> {
	if (schema.$ref !== undefined) {
		const name = schema.$ref.split("/").at(-1) as string;
		return valuesOf(api.components?.schemas?.[name] as Schema, api);
	}
	const options = schema.anyOf ?? schema.oneOf;
	if (options !== undefined) return fc.oneof(...options.map((option) => valuesOf(option, api)));
	if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
	const type = [schema.type].flat()[0];
	if (type === "array") return fc.array(valuesOf(schema.items ?? {}, api), { maxLength: 5 });
	if (type === "integer") return fc.integer({ min: (schema.minimum ?? 0) - 1, max: Math.min(schema.maximum ?? 1_000, 1_000_000) + 1 });
	if (type === "number") return fc.double();
	if (type === "boolean") return fc.boolean();
	if (type === "object") {
		const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, valuesOf(each, api)]));
		return fc.record(properties, { requiredKeys: fc.sample(fc.boolean(), 1)[0] ? (schema.required ?? []) : [] });
	}
	return text;
}

const oddHeaders = fc.record(
	{
		accept: fc.constantFrom("text/event-stream", "application/json", "*/*", "image/png;q=NaN", ""),
		origin: fc.constantFrom("null", "https://x.example", "not an origin"),
		"content-type": fc.constantFrom(
			"application/json",
			"application/json; charset=utf-16",
			"text/plain",
			"multipart/form-data; boundary=x",
		),
		"if-none-match": fc.constantFrom("*", '"x"', "W/"),
		authorization: fc.constantFrom("Bearer", "Bearer x", "Basic eDp5", "bearer sk_00000000_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
		host: fc.constantFrom("localhost", "[::1", "x:99999", ""),
		"x-forwarded-for": fc.constantFrom("1.2.3.4", "not an address", ",,,"),
		range: fc.constant("bytes=0-1"),
	},
	{ requiredKeys: [] },
);

const headers = fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders });

test(
	"no request, right or wrong, makes the server fail inside",
	async () => {
		const feedback = createFeedbackStore(temporaryFolder());
		const app = createApp(await quothOver(VILLAGE), createLogger("silent"), { feedback, anonymous: SCOPES });
		const api = openApiOf(app);
		const operations = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
			Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
		);
		expect(operations.length).toBeGreaterThan(12);
		const statuses = new Map<number, number>();
		const request = fc.constantFrom(...operations).chain(({ path, method, operation }) => {
			const parameters = Object.fromEntries((operation.parameters ?? []).map(({ name, schema }) => [name, valuesOf(schema, api)]));
			const body = Object.values(operation.requestBody?.content ?? {})[0];
			return fc.record({
				path: fc.constant(path),
				method: fc.oneof(
					{ weight: 9, arbitrary: fc.constant(method) },
					{ weight: 1, arbitrary: fc.constantFrom("PUT", "DELETE", "OPTIONS", "HEAD") },
				),
				inPath: fc.constant((operation.parameters ?? []).filter((each) => each.in === "path").map(({ name }) => name)),
				parameters: fc.record(parameters, {
					requiredKeys: (operation.parameters ?? []).filter((each) => each.in === "path").map(({ name }) => name),
				}),
				body:
					body === undefined
						? fc.constant(undefined)
						: fc.oneof(
								valuesOf(body.schema, api).map((value) => JSON.stringify(value)),
								text,
							),
				headers,
			});
		});
		const started = Date.now();
		let asked = 0;
		while (Date.now() - started < TIME) {
			await fc.assert(
				fc.asyncProperty(request, async ({ path, method, inPath, parameters, body, headers }) => {
					let url = path;
					for (const name of inPath) url = url.replace(`{${name}}`, encode(parameters[name]));
					const query = new URLSearchParams(
						Object.entries(parameters).flatMap(([name, value]) =>
							inPath.includes(name) ? [] : [[name, written(value)] as [string, string]],
						),
					);
					const hasBody = body !== undefined && !/^(?:GET|HEAD)$/.test(method);
					const response = await app.request(`${url}?${query}`, {
						method,
						headers: { ...(hasBody ? { "content-type": "application/json" } : {}), ...headers },
						...(hasBody ? { body } : {}),
					});
					const answered = await response.text();
					statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
					asked += 1;
					expect(response.status, answered).not.toBe(500);
					if (response.status >= 400 && method !== "HEAD") {
						const type = /^\/v1\/(?:chat|models)/.test(path) && response.status !== 405 ? "application/json" : "application/problem+json";
						expect([path, response.headers.get("content-type")]).toEqual([path, type]);
					}
				}),
				{ numRuns: 200 },
			);
		}
		expect(asked).toBeGreaterThan(200);
		for (const status of [200, 400, 404]) expect([status, (statuses.get(status) ?? 0) > 0]).toEqual([status, true]);
		if (process.env.QUOTH_FUZZ_MS !== undefined) process.stderr.write(`${asked} requests: ${JSON.stringify([...statuses])}\n`);
	},
	TIME + 60_000,
);

function encode(value: unknown): string {
	return encodeURIComponent(written(value)) || "x";
}

function written(value: unknown): string {
	return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();
}
