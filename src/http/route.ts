import { z } from "@hono/zod-openapi";
import { ERRORS, type ErrorCode } from "../errors.ts";
import { ProblemSchema } from "../problem.ts";

/** A body of JSON. */
export function json<T extends z.ZodType>(schema: T, description: string) {
	return { description, content: { "application/json": { schema } } };
}

type ProblemResponse = {
	description: string;
	headers?: z.ZodObject;
	content: { "application/problem+json": { schema: typeof ProblemSchema } };
};

/** What a problem of this status says beside its body. */
const HEADERS: Readonly<Record<number, z.ZodObject>> = {
	401: z.object({ "WWW-Authenticate": z.string() }),
	429: z.object({ "Retry-After": z.string().describe("Seconds"), RateLimit: z.string(), "RateLimit-Policy": z.string() }),
};

/** What a request may meet that needs the index. */
export const INDEX_PROBLEMS = ["index-missing", "index-incompatible", "index-damaged", "model-unavailable"] as const;

/** What any request to the API may meet. */
const ANYWHERE = [
	"key-missing",
	"key-invalid",
	"scope-missing",
	"origin-not-allowed",
	"host-not-allowed",
	"rate-limited",
	"state-unreadable",
	"internal",
] as const;

/** The responses for errors, by status: which codes they may bear. What any request may meet is added. */
export function problems(...codes: readonly ErrorCode[]): Record<number, ProblemResponse> {
	return problemsOf([...codes, ...ANYWHERE]);
}

/** The same for these codes and no others. */
export function problemsOf(all: readonly ErrorCode[]): Record<number, ProblemResponse> {
	return Object.fromEntries(
		[...groups(all)].map(([status, those]) => [
			status,
			{
				description: those.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join(". "),
				...(HEADERS[status] && { headers: HEADERS[status] }),
				content: { "application/problem+json": { schema: ProblemSchema } },
			},
		]),
	);
}

function groups(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
	const byStatus = new Map<number, ErrorCode[]>();
	for (const code of codes) byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
	return byStatus;
}

/** The address of a document: its id, or its path. */
export const DocumentParams = z.object({
	id: z
		.string()
		.min(1)
		.openapi({ param: { name: "id", in: "path" } })
		.describe("The document's id, or its URL-encoded uri"),
});
