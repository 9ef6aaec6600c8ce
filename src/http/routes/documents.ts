import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { DocumentSchema, type DocumentSummary, DocumentSummarySchema, FORMATS } from "../../domain/document.ts";
import { FileStateSchema, LedgerEntrySchema, OUTCOMES } from "../../domain/ledger.ts";
import { QuothError } from "../../errors.ts";
import type { Env } from "../caller.ts";
import type { Service } from "../options.ts";
import { requireScope } from "../require.ts";
import { DocumentParams, INDEX_PROBLEMS, json, problems } from "../route.ts";

/** What a browser of another website must see of an unchanged document too. */
const revalidated = etag({
	retainedHeaders: [
		...RETAINED_304_HEADERS,
		"access-control-allow-origin",
		"access-control-expose-headers",
		"ratelimit",
		"ratelimit-policy",
	],
});

const ETAG = z.object({ ETag: z.string() });

const paging = {
	limit: z.coerce.number().int().min(1).max(1_000).optional().describe("At most so many; all unless told"),
	offset: z.coerce.number().int().min(0).default(0).describe("How many to pass over"),
};

const list = createRoute({
	method: "get",
	path: "/v1/documents",
	operationId: "listDocuments",
	tags: ["Documents"],
	summary: "The documents, without their texts",
	middleware: [requireScope("ask"), revalidated] as const,
	request: {
		query: z.object({
			q: z.string().max(200).optional().describe("Only those whose title, author, publisher or path holds these words"),
			format: z.enum(FORMATS).optional(),
			language: z.string().max(35).optional().describe("BCP 47 tag, such as en"),
			...paging,
		}),
	},
	responses: {
		200: json(
			z.object({
				documents: z.array(DocumentSummarySchema),
				total: z.number().int().describe("How many there are, on all pages"),
				formats: z.array(z.enum(FORMATS)).describe("The formats of all documents in the index"),
				languages: z.array(z.string()).describe("Their languages"),
			}),
			"The documents in the order of their paths",
		),
		304: { description: "Not modified since the `ETag` in `If-None-Match`" },
		...problems("invalid-request", ...INDEX_PROBLEMS),
	},
});

const one = createRoute({
	method: "get",
	path: "/v1/documents/{id}",
	operationId: "getDocument",
	tags: ["Documents"],
	summary: "One document with its text",
	middleware: [requireScope("ask"), revalidated] as const,
	request: { params: DocumentParams },
	responses: {
		200: { ...json(DocumentSchema, "The document; all offsets are UTF-16 code units of its `text`"), headers: ETAG },
		304: { description: "Not modified since the `ETag` in `If-None-Match`" },
		...problems("document-not-found", ...INDEX_PROBLEMS),
	},
});

const file = createRoute({
	method: "get",
	path: "/v1/documents/{id}/file",
	operationId: "getFileState",
	tags: ["Documents"],
	summary: "Whether a document's file is still the one that was read",
	middleware: requireScope("ask"),
	request: { params: DocumentParams },
	responses: {
		200: json(
			z.object({ state: FileStateSchema, version: z.string(), builtAt: z.iso.datetime().describe("When the index was built") }),
			"How the file is now",
		),
		...problems("document-not-found", ...INDEX_PROBLEMS),
	},
});

const ledger = createRoute({
	method: "get",
	path: "/v1/ledger",
	operationId: "getLedger",
	tags: ["Documents"],
	summary: "What the last ingestion did with every file",
	middleware: requireScope("ingest"),
	request: {
		query: z.object({ outcome: z.enum(OUTCOMES).optional().describe("Only files with this outcome"), ...paging }),
	},
	responses: {
		200: json(
			z.object({
				index: z.string().nullable().describe("The index that it made; null where there is no ledger"),
				finishedAt: z.iso.datetime().nullable(),
				total: z.number().int(),
				outcomes: z.record(z.string(), z.number().int()).describe("How many files there are of each outcome"),
				entries: z.array(LedgerEntrySchema),
			}),
			"The ledger",
		),
		...problems("invalid-request", ...INDEX_PROBLEMS),
	},
});

export function addDocumentRoutes(app: OpenAPIHono<Env>, { quoth }: Service): void {
	app.openapi(list, (context) => {
		const { q, format, language, limit, offset } = context.req.valid("query");
		const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
		const all = quoth.documents;
		const found = all.filter(
			(document) =>
				(format === undefined || document.format === format) &&
				(language === undefined || document.language === language) &&
				words.every((word) => described(document).includes(word)),
		);
		const formats = FORMATS.filter((each) => all.some((document) => document.format === each));
		const languages = [...new Set(all.flatMap((document) => document.language ?? []))].sort();
		context.header("etag", `"${quoth.info.id}"`);
		return context.json({ documents: page(found, offset, limit), total: found.length, formats, languages }, 200);
	});

	app.openapi(one, (context) => {
		const document = quoth.document(context.req.valid("param").id);
		if (document === undefined) throw notFound(context.req.valid("param").id);
		context.header("etag", `"${document.version}"`);
		return context.json(document, 200);
	});

	app.openapi(file, async (context) => {
		const { id } = context.req.valid("param");
		const document = quoth.documents.find((each) => each.id === id || each.uri === id);
		if (document === undefined) throw notFound(id);
		return context.json({ state: await quoth.fileState(id), version: document.version, builtAt: quoth.info.builtAt }, 200);
	});

	app.openapi(ledger, async (context) => {
		const { outcome, limit, offset } = context.req.valid("query");
		const last = await quoth.ledger();
		const entries = last?.entries ?? [];
		const outcomes = Object.fromEntries(OUTCOMES.map((each) => [each, entries.filter((entry) => entry.outcome === each).length]));
		const found = entries.filter((entry) => outcome === undefined || entry.outcome === outcome);
		return context.json(
			{
				index: last?.index ?? null,
				finishedAt: last?.finishedAt ?? null,
				total: found.length,
				outcomes,
				entries: page(found, offset, limit),
			},
			200,
		);
	});
}

function notFound(id: string): QuothError {
	return new QuothError("document-not-found", `There is no document "${id}".`);
}

function page<T>(all: readonly T[], offset: number, limit = all.length): T[] {
	return all.slice(offset, offset + limit);
}

function described({ title, author, publisher, uri }: DocumentSummary): string {
	return [title, author, publisher, uri].join("\n").toLowerCase();
}
