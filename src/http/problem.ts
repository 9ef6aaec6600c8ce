import { z } from "zod";
import { asQuothError, ERRORS, type ErrorCode, QuothError } from "../errors.ts";

/** Problem details as of RFC 9457, with our code and, for a bad request, what is wrong with which field. */
export const ProblemSchema = z.object({
	type: z.string(),
	title: z.string(),
	status: z.number().int(),
	detail: z.string(),
	code: z.string(),
	advice: z.string(),
	errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;

/** What a caller is told. An internal error is not described: its message may hold what is not the caller's to see. */
export function problemOf(error: unknown): Problem {
	if (error instanceof z.ZodError) {
		const errors = error.issues.map((issue) => ({ field: issue.path.join(".") || "(body)", message: issue.message }));
		return { ...problem("invalid-request", errors.map(({ field, message }) => `${field}: ${message}`).join("; ")), errors };
	}
	const { code, message } = asQuothError(error);
	return problem(code, code === "internal" ? "The request could not be completed." : message);
}

function problem(code: ErrorCode, detail: string): Problem {
	const { status, title, advice } = ERRORS[code];
	return { type: `urn:quoth:problem:${code}`, title, status, detail, code, advice };
}

export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
	const body = problemOf(error);
	return new Response(JSON.stringify(body), { status: body.status, headers: { ...headers, "content-type": "application/problem+json" } });
}

export function notAllowed(method: string, path: string, allowed: readonly string[]): Response {
	return problemResponse(new QuothError("method-not-allowed", `${path} does not take ${method}.`), { allow: allowed.join(", ") });
}
