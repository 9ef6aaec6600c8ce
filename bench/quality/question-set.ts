import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Span } from "../../src/domain/span.ts";

/** A question with the places of its answer, as spans in UTF-16 code units. No places: the documents do not answer it. */
export type JudgedQuestion = {
	readonly id: string;
	readonly question: string;
	readonly gold: readonly { readonly uri: string; readonly span: Span }[];
};

export type QuestionSet = { readonly corpus: string; readonly questions: readonly JudgedQuestion[]; remove(): void };

type PassageRow = { id: string; doc: string; title: string; text: string };
type QuestionRow = { id: string; question: string; answers: { passage_id: string; text: string; start: number }[] };

function rows<T>(path: string): T[] {
	return readFileSync(path, "utf8")
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as T);
}

/** Offsets of the sets count code points; a text without astral characters has the same UTF-16 offsets. */
function spanAt(text: string, start: number, quote: string): Span {
	const from = Array.from(text).slice(0, start).join("").length;
	return { start: from, end: from + quote.length };
}

/**
 * A set of passages and questions as a folder of plain text documents, one for each article.
 * @param keep articles for which it is false are left out of the corpus; their questions stay, without an answer
 */
export function writeQuestionSet(folder: string, keep: (doc: string) => boolean = () => true): QuestionSet {
	const corpus = temporaryFolder("quoth-set-");
	const places = new Map<string, { uri: string; offset: number; text: string }>();
	const articles = new Map<string, { title: string; text: string }>();
	for (const { id, doc, title, text } of rows<PassageRow>(join(folder, "passages.jsonl"))) {
		if (!keep(doc)) continue;
		const flat = text.replace(/\s*\n\s*/g, (white) => " ".repeat(white.length));
		const article = articles.get(doc) ?? { title: title.replaceAll("_", " "), text: "" };
		const before = article.text === "" ? `${article.title}\n\n` : `${article.text}\n\n`;
		places.set(id, { uri: fileName(doc), offset: before.length, text: flat });
		articles.set(doc, { title: article.title, text: before + flat });
	}
	for (const [doc, { text }] of articles) writeFileSync(join(corpus, fileName(doc)), text);
	const questions = rows<QuestionRow>(join(folder, "questions.jsonl")).map(({ id, question, answers }) => ({
		id,
		question,
		gold: answers.flatMap((answer) => {
			const place = places.get(answer.passage_id);
			if (place === undefined) return [];
			const span = spanAt(place.text, answer.start, answer.text);
			return [{ uri: place.uri, span: { start: place.offset + span.start, end: place.offset + span.end } }];
		}),
	}));
	return { corpus, questions, remove: () => rmSync(corpus, { recursive: true, force: true }) };
}

type SeedRow = { id: string; question: string; gold: { doc: string; quote: string; start: number }[] };

/** The two seed articles as they are, and the questions on them. */
export function seedQuestions(folder: string): QuestionSet {
	const questions = rows<SeedRow>(join(folder, "questions.jsonl")).map(({ id, question, gold }) => ({
		id,
		question,
		gold: gold.map(({ doc, quote, start }) => ({ uri: doc, span: spanAt(readFileSync(join(folder, doc), "utf8"), start, quote) })),
	}));
	return { corpus: folder, questions, remove: () => {} };
}

/** Where the sets lie: beside the project, never in it. */
export function sharedFolder(): string | undefined {
	const folder = process.env.QUOTH_SHARED ?? join(import.meta.dirname, "../../../shared");
	return existsSync(folder) ? folder : undefined;
}

export function temporaryFolder(name: string): string {
	return mkdtempSync(join(tmpdir(), name));
}

/** Whether a quote answers: it holds the gold words, or most of the shorter of both when the gold is longer than a sentence. */
export function answers(quote: { uri: string; span: Span }, gold: JudgedQuestion["gold"]): boolean {
	return gold.some(({ uri, span }) => {
		if (uri !== quote.uri) return false;
		const shared = Math.min(span.end, quote.span.end) - Math.max(span.start, quote.span.start);
		return shared >= 0.5 * Math.min(span.end - span.start, quote.span.end - quote.span.start);
	});
}

function fileName(doc: string): string {
	return `${doc.replace(/[^\w-]+/g, "_")}.txt`;
}
