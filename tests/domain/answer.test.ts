import { expect, test } from "vitest";
import { QuestionSchema } from "../../src/domain/question.ts";
import { SpanSchema } from "../../src/domain/span.ts";

test.each([
	[{}, "question"],
	[{ question: "" }, "question"],
	[{ question: "  \n" }, "question"],
	[{ question: 7 }, "question"],
	[{ question: "x".repeat(2_001) }, "question"],
	[{ question: "x", maxQuotes: 0 }, "maxQuotes"],
	[{ question: "x", maxQuotes: 1.5 }, "maxQuotes"],
	[{ question: "x", documents: [] }, "documents"],
	[{ question: "x", history: ["y"] }, "history.0"],
	[{ question: "x", maxQoutes: 2 }, ""],
])("%j names the field at fault", (value, field) => {
	const parsed = QuestionSchema.safeParse(value);
	expect(parsed.success).toBe(false);
	expect(parsed.error?.issues[0]?.path.join(".")).toBe(field);
});

test("a span is half-open and does not run backwards", () => {
	expect(SpanSchema.safeParse({ start: 3, end: 3 }).success).toBe(true);
	expect(SpanSchema.safeParse({ start: 3, end: 2 }).success).toBe(false);
	expect(SpanSchema.safeParse({ start: -1, end: 2 }).success).toBe(false);
});
