import type { z } from "zod";

/** What is wrong with one field. */
export type FieldError = { readonly field: string; readonly message: string };

/**
 * What is wrong with each field of something that was given.
 * @param whole what it is called itself
 */
export function fieldErrorsOf({ issues }: z.ZodError, whole: string): FieldError[] {
	return issues.map((issue) => ({ field: issue.path.join(".") || whole, message: messageOf(issue) }));
}

/** All of it in one line. */
export function inOneLine(errors: readonly FieldError[]): string {
	return errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
}

/** Zod's own words for a wrong type or name are for programmers. */
function messageOf(issue: z.core.$ZodIssue): string {
	if (issue.code === "unrecognized_keys") return `there is no field ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
	const received = issue.code === "invalid_type" ? /received (\w+)$/.exec(issue.message)?.[1] : undefined;
	if (issue.code !== "invalid_type" || received === undefined) return issue.message;
	const expected = `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
	return received === "undefined" ? `is missing: ${expected} is expected` : `${expected} is expected, not ${received}`;
}
