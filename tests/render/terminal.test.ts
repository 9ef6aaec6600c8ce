import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../../src/domain/answer.ts";
import { renderAnswer, showControls } from "../../src/render/terminal.ts";
import { NOWHERE } from "../support/places.ts";

function answerWith(text: string, changes: Partial<Answer> = {}): Answer {
	const quote = {
		id: "d:0",
		text,
		documentId: "d",
		passageId: "d-1",
		span: { start: 10, end: 10 + text.length },
		matches: [],
		score: 1,
		context: { before: "", after: "" },
		exact: "exact" as const,
		original: null,
		source: {
			...NOWHERE,
			title: "The mill",
			uri: "mill.txt",
			author: "Ada Lund",
			publisher: null,
			published: "2021",
			url: null,
			language: null,
			version: "0123456789ab",
			headings: ["History"],
			page: 3,
		},
	};
	return {
		id: "a",
		question: "?",
		understoodAs: null,
		status: "answered",
		confidence: 0.93,
		reason: null,
		quotes: [quote],
		nearest: [],
		suggestions: [],
		searched: { documents: 1, passages: 4 },
		index: { id: "i", builtAt: "2026-01-01T00:00:00Z", embedder: "e" },
		...changes,
	};
}

test("quote, source, confidence", () => {
	expect(renderAnswer(answerWith("The mill grinds."), { color: false })).toBe(
		`[1] │ The mill grinds.
      The mill · Ada Lund · 2021 · page 3, under History · mill.txt, characters 10–26

confidence 93 %, searched 4 passages in 1 document
`,
	);
});

test("not found looks different and labels what is near", () => {
	const { quotes } = answerWith("The mill grinds.");
	const shown = renderAnswer(
		answerWith("", {
			status: "not-found",
			reason: { code: "no-passage-answers", message: "Nothing answers." },
			quotes: [],
			nearest: quotes,
		}),
		{ color: false },
	);
	expect(shown).toContain("Not found in these documents.\nNothing answers. (searched 4 passages in 1 document)");
	expect(shown).toContain("not an answer");
	expect(shown).not.toContain("[1]");
});

test("every character of a quote comes back from behind the bar", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
			const shown = renderAnswer(answerWith(text), { color: false }).split("\n");
			const lines = shown.slice(0, text.split("\n").length).map((line) => line.slice("[1] │ ".length));
			expect(lines.join("\n")).toBe(showControls(text));
		}),
	);
});

test("a document cannot drive the terminal", () => {
	const shown = renderAnswer(answerWith("a\u001b[2Jb\u0007\u009bc\r\u202ed"), { color: true });
	expect(shown).toContain("a␛[2Jb␇\\u009bc␍\\u202ed");
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
	expect(shown.replace(/\u001b\[\d+m/g, "")).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
});
