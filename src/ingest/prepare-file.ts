import type { NewDocument } from "../domain/document.ts";
import type { Passage } from "../domain/passage.ts";
import { sliceSpan } from "../domain/span.ts";
import { detectLanguage, languageOf, primaryLanguage } from "../text/languages.ts";
import { indexTermsOf } from "../text/terms.ts";
import { type FileToParse, type ParsedDocument, parseDocuments } from "./parse-document.ts";
import { splitPassages } from "./split-passages.ts";

/** Goes up with every change of passages, sentences or terms: unchanged files are prepared again then. */
export const PREPARATION = 6;

/** A document as it enters the index, but for its vectors. */
export type PreparedDocument = {
	readonly document: NewDocument;
	readonly passages: readonly Passage[];
	/** For each passage its index terms, one a line: a string is sent between threads faster than a list. */
	readonly terms: readonly string[];
};

/** What became of a file: its documents, or the reason why there are none. */
export type PreparedFile = {
	readonly documents: readonly PreparedDocument[];
	readonly problem: string | null;
	readonly pagesWithoutText: readonly number[];
	readonly warnings: readonly string[];
	/** Whether reading it again may end better: it took too long, or too much memory. */
	readonly mayRetry?: boolean;
};

/** Parses a file and splits it into passages with their terms. */
export async function prepareFile(file: FileToParse): Promise<PreparedFile> {
	const parsed = await parseDocuments(file);
	if ("problem" in parsed) return failed(parsed.problem);
	const documents = await Promise.all(parsed.map(prepareDocument));
	const withPassages = documents.filter(({ passages }) => passages.length > 0);
	return {
		documents: withPassages,
		problem: withPassages.length === 0 ? "nothing in it but page furniture" : null,
		pagesWithoutText: parsed.flatMap(({ pagesWithoutText }) => pagesWithoutText),
		warnings: parsed.flatMap(({ warnings }) => warnings),
	};
}

export function failed(problem: string, mayRetry = false): PreparedFile {
	return { documents: [], problem, pagesWithoutText: [], warnings: [], mayRetry };
}

async function prepareDocument({ document: parsed, blocks }: ParsedDocument): Promise<PreparedDocument> {
	const language = primaryLanguage(parsed.language) === null ? await detectLanguage(parsed.text) : parsed.language;
	const passages = splitPassages(parsed, blocks);
	const document = { ...parsed, language, passages: passages.length };
	return {
		document,
		passages,
		terms: passages.map((passage) => indexTermsOf(inContext(document, passage), languageOf(document)).join("\n")),
	};
}

/** A passage as it is matched: below the title of its document and its headings. Only the passage itself is ever quoted. */
export function inContext({ title, text }: Pick<NewDocument, "title" | "text">, { place, span }: Passage): string {
	return [title, ...place.headings, sliceSpan(text, span)].join("\n");
}
