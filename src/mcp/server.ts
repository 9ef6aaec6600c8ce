import { type CallToolResult, McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Admission } from "../admission.ts";
import { checkShown } from "../check-shown.ts";
import { AnswerSchema, foldAnswer } from "../domain/answer.ts";
import type { DocumentSummary } from "../domain/document.ts";
import { MAX_QUESTION_LENGTH, QuestionSchema } from "../domain/question.ts";
import { enter } from "../enter.ts";
import { QuothError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { problemOf } from "../problem.ts";
import type { Quoth } from "../quoth.ts";
import { quotesInMarkdown, renderMarkdown } from "../render/markdown.ts";
import { sourceLink } from "../render/source-link.ts";
import { VERSION } from "../version.ts";
import { findVerbatim } from "./find-verbatim.ts";

export type McpOptions = {
	readonly quoth: Quoth;
	readonly logger: Logger;
	readonly admission: Admission;
	/** Address under which people reach the sources; where there is no server, links lead to the resources here. */
	readonly publicUrl?: string | undefined;
};

/** Where documents lie among the resources: what links begin with where there is no server. */
const RESOURCES = "quoth://documents/";
const MOST_LISTED = 1_000;
const LONGEST_CHECKED = 5_000;
const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;
const INSTRUCTIONS =
	"Answers questions with verbatim quotes from a fixed set of documents, each with its source, or says that they do not answer. Ask whole questions in plain words with `ask`. Show the quotes as they are, with their links; a status of `not-found` means that the documents do not say it, and its `nearest` passages are no answer. Before repeating a quotation, `check_quote` tells whether the documents hold it word for word.";

const PlaceSchema = z.object({
	documentId: z.string(),
	uri: z.string(),
	title: z.string(),
	start: z.number().int().describe("In UTF-16 code units of the document's text"),
	end: z.number().int(),
	url: z.string(),
});

const CheckSchema = z.object({
	verbatim: z.boolean().describe("Whether the documents hold the text, character for character"),
	places: z.array(PlaceSchema).describe("Where; the first 20"),
	nearest: z
		.array(z.object({ text: z.string(), title: z.string(), url: z.string() }))
		.describe("When not: passages that are the most like it, as they are"),
});

const FoundSchema = z.object({ results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string(), text: z.string() })) });
const FetchedSchema = z.object({
	id: z.string(),
	title: z.string(),
	text: z.string(),
	url: z.string(),
	metadata: z.record(z.string(), z.string()),
});

/** One server for a connection or a request: the same answers as elsewhere, as tools and resources. */
export function createMcpServer({ quoth, logger, admission, publicUrl }: McpOptions): McpServer {
	const server = new McpServer({ name: "quoth", title: "Quoth", version: VERSION }, { instructions: INSTRUCTIONS });
	const base = publicUrl?.replace(/\/+$/, "") ?? "quoth:/"; // then a link to a document is the address of a resource
	const pageOf = (id: string) => `${base}/documents/${encodeURIComponent(id)}`;

	/** Takes a turn and the index as it is then; a failure is told as one, never as an answer. */
	async function using<T extends object>(
		work: (pinned: Quoth) => Promise<{ content: T; text: string }>,
		signal: AbortSignal,
	): Promise<CallToolResult> {
		try {
			const { quoth: pinned, leave } = await enter(admission, quoth, signal);
			try {
				const { content, text } = await work(pinned);
				return { content: [{ type: "text", text }], structuredContent: content as Record<string, unknown> };
			} finally {
				leave();
			}
		} catch (error) {
			const { detail, code, status } = problemOf(error);
			if (status >= 500 && !signal.aborted) logger.error({ err: error, code }, "MCP: a call failed");
			const advice = code === "document-not-found" ? " `search` gives the ids of documents." : "";
			return { isError: true, content: [{ type: "text", text: `${detail}${advice} (${code})` }] };
		}
	}

	server.registerTool(
		"ask",
		{
			title: "Ask the documents",
			description: "Answers a question with verbatim, cited quotes from the documents, or says that they do not answer it.",
			// Spelled out: with a name of its own the schema would be a reference, which not every client follows.
			inputSchema: z.strictObject(QuestionSchema.shape),
			outputSchema: z.object(AnswerSchema.shape),
			annotations: READ_ONLY,
		},
		(question, context) =>
			using(async (pinned) => {
				const answer = await foldAnswer(pinned.stream(question));
				const { text } = renderMarkdown(answer, (quote, all) => sourceLink(quote, all, base));
				const sent = JSON.parse(JSON.stringify({ answer, text }));
				checkShown(pinned, sent.answer, quotesInMarkdown(sent.text));
				return { content: answer, text };
			}, context.mcpReq.signal),
	);

	server.registerTool(
		"check_quote",
		{
			title: "Check a quotation",
			description: "Says whether the documents hold a text word for word, and where; if not, which passages are the most like it.",
			inputSchema: z.object({
				text: z
					.string()
					.max(LONGEST_CHECKED)
					.refine((text) => text.trim() !== "", { message: "the quotation is empty" })
					.refine((text) => text.isWellFormed(), { message: "the quotation begins or ends within a character" })
					.describe("The quotation, without the marks around it"),
				document: z.string().optional().describe("Only in the document with this id or uri"),
			}),
			outputSchema: CheckSchema,
			annotations: READ_ONLY,
		},
		({ text, document }, context) =>
			using(async (pinned) => {
				const places = (await findVerbatim(pinned, text, document, context.mcpReq.signal)).map((place) => ({
					...place,
					url: `${pageOf(place.documentId)}#char=${place.start},${place.end}`,
				}));
				const like = places.length > 0 ? [] : await pinned.search(text.slice(0, MAX_QUESTION_LENGTH), 3);
				const nearest = like.map((found) => ({ text: found.text, title: found.document.title, url: pageOf(found.document.id) }));
				const content: z.infer<typeof CheckSchema> = { verbatim: places.length > 0, places, nearest };
				return { content, text: JSON.stringify(content) };
			}, context.mcpReq.signal),
	);

	server.registerTool(
		"search",
		{
			title: "Search the documents",
			description: "The documents whose passages fit a query best, each with its best passage. Read one whole with `fetch`.",
			inputSchema: z.object({ query: z.string().trim().min(1).max(MAX_QUESTION_LENGTH) }),
			outputSchema: FoundSchema,
			annotations: READ_ONLY,
		},
		({ query }, context) =>
			using(async (pinned) => {
				const found = new Map<string, z.infer<typeof FoundSchema>["results"][number]>();
				for (const { document, text, candidate } of await pinned.search(query, 20)) {
					const { start, end } = candidate.passage.span;
					if (!found.has(document.id))
						found.set(document.id, { id: document.id, title: document.title, url: `${pageOf(document.id)}#char=${start},${end}`, text });
				}
				const content = { results: [...found.values()].slice(0, 10) };
				return { content, text: JSON.stringify(content) };
			}, context.mcpReq.signal),
	);

	server.registerTool(
		"fetch",
		{
			title: "Read a document",
			description: "The whole text of a document.",
			inputSchema: z.object({ id: z.string().min(1).describe("Of a result of `search`") }),
			outputSchema: FetchedSchema,
			annotations: READ_ONLY,
		},
		({ id }, context) =>
			using(async (pinned) => {
				const { text, ...summary } = documentOf(pinned, id);
				const content = { id: summary.id, title: summary.title, text, url: pageOf(summary.id), metadata: metadataOf(summary) };
				return { content, text: JSON.stringify(content) };
			}, context.mcpReq.signal),
	);

	server.registerResource(
		"document",
		new ResourceTemplate(`${RESOURCES}{+id}`, {
			list: () => ({
				resources: quoth.documents
					.slice(0, MOST_LISTED)
					.map(({ id, title, uri }) => ({ uri: `${RESOURCES}${id}`, name: uri, title, mimeType: "text/plain" })),
			}),
		}),
		{ title: "Document", description: "The text of a document, as quotes are cut from it", mimeType: "text/plain" },
		(uri) => {
			const document = quoth.document(idIn(uri)); // a link to a quote has a query and a fragment beside
			if (document === undefined) throw new ResourceNotFoundError(uri.href);
			return { contents: [{ uri: uri.href, mimeType: "text/plain", text: document.text }] };
		},
	);
	return server;
}

function idIn({ pathname }: URL): string {
	try {
		return decodeURIComponent(pathname.replace(/^\//, ""));
	} catch {
		return ""; // no address of ours
	}
}

function documentOf(quoth: Quoth, id: string) {
	const document = quoth.document(id);
	if (document === undefined) throw new QuothError("document-not-found", `There is no document "${id}" in the index.`);
	return document;
}

/** What is known of a document, in words. */
function metadataOf({ uri, author, publisher, published, language, format }: DocumentSummary): Record<string, string> {
	const known = Object.entries({ uri, author, publisher, published, language, format });
	return Object.fromEntries(known.flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, String(value)]])));
}
