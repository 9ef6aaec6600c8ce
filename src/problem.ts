import { z } from "zod";
import { asQuothError, ERRORS, type ErrorCode, QuothError } from "./errors.ts";
import { fieldErrorsOf, inOneLine } from "./field-errors.ts";

/** Problem details as of RFC 9457, with our code and, for a bad request, what is wrong with which field. */
export const ProblemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.number().int(),
		detail: z.string(),
		code: z.string(),
		advice: z.string(),
		errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
	})
	.meta({ id: "Problem" });
export type Problem = z.infer<typeof ProblemSchema>;

/** What a caller is told. */
export function problemOf(error: unknown): Problem {
	if (error instanceof z.ZodError) {
		const errors = fieldErrorsOf(error, "(body)");
		return { ...problem("invalid-request", inOneLine(errors)), errors };
	}
	const { code, message } = asQuothError(error);
	return problem(code, UNTOLD.has(code) ? "The request could not be completed." : message);
}

/** Errors whose messages are for the log only: they may hold paths and more. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set(["internal", "state-unreadable"]);

function problem(code: ErrorCode, detail: string): Problem {
	const { status, title, advice } = ERRORS[code];
	return { type: `urn:quoth:problem:${code}`, title, status, detail, code, advice };
}

/** What else a response with this status says. */
const HEADERS: Partial<Record<ErrorCode, Record<string, string>>> = {
	"key-missing": { "www-authenticate": 'Bearer realm="quoth"' },
	"key-invalid": { "www-authenticate": 'Bearer realm="quoth", error="invalid_token"' },
	"scope-missing": { "www-authenticate": 'Bearer realm="quoth", error="insufficient_scope"' },
	overloaded: { "retry-after": "1" },
	"shutting-down": { "retry-after": "5" },
};

export function problemResponse(error: unknown, headers: Record<string, string> = {}): Response {
	const body = problemOf(error);
	const all = { ...HEADERS[body.code as ErrorCode], ...headers, "content-type": "application/problem+json" };
	return new Response(JSON.stringify(body), { status: body.status, headers: all });
}

export function notAllowed(method: string, path: string, allowed: readonly string[]): Response {
	return problemResponse(new QuothError("method-not-allowed", `${path} does not take ${method}.`), { allow: allowed.join(", ") });
}
