import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Span } from "../../src/domain/span.ts";

/**
 * A set as `sets/*.json` describes it: where it comes from, how it is laid out, which part of it is ingested, and what is expected of it.
 * The data lie beside the project, never in it.
 */
export const SetSchema = z.strictObject({
	title: z.string(),
	/** What it shows, in a sentence. */
	shows: z.string(),
	origin: z.string(),
	licence: z.string(),
	/**
	 * `questions`: passages with questions and answer spans. `collection`: documents with judged queries. `seeds`: two articles as they are.
	 * `folder`: documents of our own with questions and dialogues, part of the project.
	 * The others are scored by `ingestion.ts`.
	 */
	layout: z.enum(["questions", "collection", "seeds", "folder", "articles", "sentences", "encodings", "filings", "files"]),
	/** Relative to the folder of the sets; of a `folder` to bench/quality. */
	folder: z.string(),
	/** SHA-256 of the files that are read. */
	files: z.record(z.string(), z.string()),
	index: z
		.strictObject({
			/** `even`: articles with an odd number are left out, so that their questions have no answer. */
			articles: z.enum(["all", "even"]).default("all"),
		})
		.default({ articles: "all" }),
	/** Of a collection: the least gain that counts as relevant. */
	relevantFrom: z.number().default(1),
	/** For each figure: what is expected, by how much it may fall short, and whether less or more is better. */
	expected: z.record(
		z.string(),
		z.strictObject({ value: z.number(), tolerance: z.number().nonnegative(), better: z.enum(["more", "less"]).default("more") }),
	),
});
export type SetDescription = z.infer<typeof SetSchema>;

/** A question with the places of its answer, as spans in UTF-16 code units. No places: the documents do not answer it. */
export type JudgedQuestion = {
	readonly id: string;
	readonly question: string;
	readonly gold: readonly { readonly uri: string; readonly span: Span }[];
	/** Of a collection: the gain of each judged document, by uri. */
	readonly gains?: ReadonlyMap<string, number>;
};

/** A question of a folder, with the words that answer it as the text of their document has them. No words: the documents do not answer it. */
type FolderQuestion = { readonly question: string; readonly gold: readonly { readonly uri: string; readonly quote: string }[] };
/** Questions of which each but the last prepares the next; the words answer the last one. */
type Dialogue = { readonly turns: readonly string[]; readonly gold: FolderQuestion["gold"] };

export type QuestionSet = { readonly corpus: string; readonly questions: readonly JudgedQuestion[]; remove(): void };

/** The descriptions of all sets, by name. */
export function readSets(): Map<string, SetDescription> {
	const folder = join(import.meta.dirname, "sets");
	return new Map(
		readdirSync(folder)
			.filter((file) => file.endsWith(".json"))
			.sort()
			.map((file) => {
				const parsed = SetSchema.safeParse(JSON.parse(readFileSync(join(folder, file), "utf8")));
				if (!parsed.success) throw new Error(`bench/quality/sets/${file}: ${z.prettifyError(parsed.error)}`);
				return [file.replace(/\.json$/, ""), parsed.data];
			}),
	);
}

/**
 * The folder of a set.
 * @throws Error when a file is not the one that the description names
 */
export function requireSame(shared: string, { folder, files }: Pick<SetDescription, "folder" | "files">): string {
	const path = join(shared, folder);
	for (const [file, expected] of Object.entries(files)) {
		const actual = createHash("sha256")
			.update(readFileSync(join(path, file)))
			.digest("hex");
		if (actual !== expected) throw new Error(`${join(path, file)} has another checksum (${actual}) than the set's description says.`);
	}
	return path;
}

/**
 * The questions of a set, its documents written into a folder.
 * @throws Error when a file is not the one that the description names
 */
export function loadSet(shared: string, { layout, folder, files, index, relevantFrom }: SetDescription): QuestionSet {
	const path = requireSame(shared, { folder, files });
	if (layout === "seeds") return seedQuestions(path);
	if (layout === "collection") return writeCollection(path, relevantFrom);
	return writeQuestionSet(path, index.articles === "all" ? undefined : (doc) => Number(/\d+/.exec(doc)?.[0]) % 2 === 0);
}

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

/** A collection with judged queries: each document a file, its title above its text. Queries without a relevant document are left out. */
function writeCollection(folder: string, relevantFrom: number): QuestionSet {
	const corpus = temporaryFolder("quoth-set-");
	for (const { id, title, text } of rows<{ id: string; title: string; text: string }>(join(folder, "docs.jsonl"))) {
		writeFileSync(join(corpus, fileName(id)), title === "" ? text : `${title.replace(/\s+/g, " ")}\n\n${text}`);
	}
	const gains = new Map<string, Map<string, number>>();
	for (const line of readFileSync(join(folder, "qrels.tsv"), "utf8").trim().split("\n")) {
		const [query, , doc, gain] = line.split("\t") as [string, string, string, string];
		gains.set(query, (gains.get(query) ?? new Map()).set(fileName(doc), Number(gain)));
	}
	const questions = rows<{ id: string; text: string }>(join(folder, "queries.jsonl"))
		.map(({ id, text }) => ({ id, question: text, gold: [], gains: gains.get(id) ?? new Map<string, number>() }))
		.filter(({ gains }) => [...gains.values()].some((gain) => gain >= relevantFrom));
	return { corpus, questions, remove: () => rmSync(corpus, { recursive: true, force: true }) };
}

/** A folder of documents as people have them. What answers is known when the documents have been read: `locate` finds it in their texts. */
export function writeFolder(folder: string) {
	const corpus = temporaryFolder("quoth-set-");
	for (const { uri, text } of rows<{ uri: string; text: string }>(join(folder, "documents.jsonl"))) {
		mkdirSync(dirname(join(corpus, uri)), { recursive: true });
		writeFileSync(join(corpus, uri), text);
	}
	return {
		corpus,
		/** @param textOf the text of a document, by uri */
		locate(textOf: (uri: string) => string): {
			questions: JudgedQuestion[];
			dialogues: (JudgedQuestion & { before: readonly string[] })[];
		} {
			const goldOf = (gold: FolderQuestion["gold"]) =>
				gold.flatMap(({ uri, quote }) => spansOf(quote, textOf(uri)).map((span) => ({ uri, span })));
			const questions = rows<FolderQuestion>(join(folder, "questions.jsonl"));
			const dialogues = existsSync(join(folder, "dialogues.jsonl")) ? rows<Dialogue>(join(folder, "dialogues.jsonl")) : [];
			return {
				questions: questions.map(({ question, gold }, number) => ({ id: String(number), question, gold: goldOf(gold) })),
				dialogues: dialogues.map(({ turns, gold }, number) => ({
					id: String(number),
					before: turns.slice(0, -1),
					question: turns.at(-1) as string,
					gold: goldOf(gold),
				})),
			};
		},
		remove: () => rmSync(corpus, { recursive: true, force: true }),
	};
}

/** @throws Error when the text does not hold the words */
function spansOf(quote: string, text: string): Span[] {
	const spans: Span[] = [];
	for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) spans.push({ start: at, end: at + quote.length });
	if (spans.length === 0) throw new Error(`No document holds the words "${quote}" that are said to answer.`);
	return spans;
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
