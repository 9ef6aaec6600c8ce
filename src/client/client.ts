import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Answer, AnswerEvent } from "../domain/answer.ts";
import type { Candidate } from "../domain/candidate.ts";
import type { Document, DocumentSummary } from "../domain/document.ts";
import type { Job } from "../domain/job.ts";
import type { FileState, LedgerEntry } from "../domain/ledger.ts";
import type { QuestionInput } from "../domain/question.ts";

export type { Answer, AnswerEvent, Candidate, Document, DocumentSummary, FileState, Job, LedgerEntry, QuestionInput };

export type ClientOptions = {
	/** Address of the server, such as `http://localhost:8420`. */
	readonly baseUrl: string;
	/** `sk_…`, or in a browser `pk_…`; none where the server asks for none. */
	readonly key?: string | undefined;
	/** In place of the global `fetch`. */
	readonly fetch?: typeof fetch;
};

export type CallOptions = { readonly signal?: AbortSignal };
export type ListQuery = {
	readonly q?: string;
	readonly format?: string;
	readonly language?: string;
	readonly limit?: number;
	readonly offset?: number;
};
export type LedgerQuery = { readonly outcome?: LedgerEntry["outcome"]; readonly limit?: number; readonly offset?: number };
export type Feedback = {
	readonly answerId: string;
	readonly rating: "up" | "down";
	readonly comment?: string;
	readonly question?: string;
	readonly quotes?: readonly string[];
};
export type KeptFeedback = Feedback & { readonly at: string; readonly index: string };
export type FileToAdd = { readonly name: string; readonly content: string | Blob | Uint8Array<ArrayBuffer> };

/** A problem as the server tells it (RFC 9457), or `unreachable` when there was no answer to read. */
export class QuothClientError extends Error {
	override readonly name = "QuothClientError";
	/** HTTP status; 0 when there was no response. */
	readonly status: number;
	readonly code: string;
	readonly advice: string | null;
	/** What is wrong with which field. */
	readonly errors: readonly { readonly field: string; readonly message: string }[];
	/** Seconds to wait before the next try. */
	readonly retryAfter: number | null;

	constructor(status: number, problem: Record<string, unknown>, retryAfter: number | null = null, options?: ErrorOptions) {
		super(typeof problem.detail === "string" ? problem.detail : `The server answered with status ${status}.`, options);
		this.status = status;
		this.code = typeof problem.code === "string" ? problem.code : "unreachable";
		this.advice = typeof problem.advice === "string" ? problem.advice : null;
		this.errors = Array.isArray(problem.errors) ? problem.errors : [];
		this.retryAfter = retryAfter;
	}
}

/**
 * The HTTP API with types, for browsers and servers: it needs `fetch` and nothing else. Every method throws `QuothClientError`, or what the
 * signal was aborted with.
 */
export function createClient({ baseUrl, key, fetch: send = fetch }: ClientOptions) {
	const base = baseUrl.replace(/\/+$/, "");

	async function request(method: string, path: string, { signal, body, accept }: CallOptions & { body?: unknown; accept?: string } = {}) {
		const headers: Record<string, string> = { accept: accept ?? "application/json" };
		if (key !== undefined) headers.authorization = `Bearer ${key}`;
		const isForm = body instanceof FormData;
		if (body !== undefined && !isForm) headers["content-type"] = "application/json";
		const init: RequestInit = { method, headers };
		if (signal !== undefined) init.signal = signal;
		if (body !== undefined) init.body = isForm ? body : JSON.stringify(body);
		const response = await send(`${base}${path}`, init).catch((cause: unknown) => {
			if (signal?.aborted) throw cause;
			throw new QuothClientError(0, { detail: `${base} cannot be reached.` }, null, { cause });
		});
		if (response.ok) return response;
		const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
		const wait = Number(response.headers.get("retry-after"));
		throw new QuothClientError(response.status, problem, wait > 0 ? wait : null);
	}

	async function json<T>(method: string, path: string, options: CallOptions & { body?: unknown } = {}): Promise<T> {
		const response = await request(method, path, options);
		try {
			return (await response.json()) as T;
		} catch (cause) {
			if (options.signal?.aborted) throw cause;
			throw new QuothClientError(response.status, { detail: "The answer of the server broke off, or is no JSON." }, null, { cause });
		}
	}

	async function* events(method: string, path: string, options: CallOptions & { body?: unknown }): AsyncGenerator<string> {
		const response = await request(method, path, { ...options, accept: "text/event-stream" });
		if (response.body === null) return;
		const reader = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
		try {
			for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value.data;
		} finally {
			await reader.cancel().catch(() => {});
		}
	}

	const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

	return {
		/** Answers a question: quotes with their sources, or not found. */
		ask: (question: QuestionInput, options?: CallOptions) => json<Answer>("POST", "/v1/ask", { ...options, body: question }),
		/** The same event by event. It throws when the stream ends before its `done`: what came until then is no answer. */
		async *stream(question: QuestionInput, options?: CallOptions): AsyncGenerator<AnswerEvent> {
			let isDone = false;
			for await (const data of events("POST", "/v1/ask", { ...options, body: question })) {
				const event = JSON.parse(data) as AnswerEvent;
				isDone ||= event.type === "done";
				yield event;
			}
			if (!isDone) throw new QuothClientError(200, { detail: "The stream of the answer ended before it was complete." });
		},
		/** The passages retrieved for a text, best first. */
		search: (q: string, { count, ...options }: CallOptions & { count?: number } = {}) =>
			json<{ query: string; candidates: (Candidate & { document: DocumentSummary; text: string })[] }>(
				"GET",
				`/v1/search${query({ q, count })}`,
				options,
			),
		/** Questions that these documents answer; all documents when left out. */
		suggestions: (documents: readonly string[] = [], options?: CallOptions) =>
			json<{ suggestions: string[] }>("GET", `/v1/suggestions${query({ document: documents })}`, options),
		documents: (asked: ListQuery = {}, options?: CallOptions) =>
			json<{ documents: DocumentSummary[]; total: number; formats: string[]; languages: string[] }>(
				"GET",
				`/v1/documents${query(asked)}`,
				options,
			),
		/** A document with its text. @param idOrUri its id, or its path */
		document: (idOrUri: string, options?: CallOptions) => json<Document>("GET", at("/v1/documents", idOrUri), options),
		/** Whether the file of a document is still the one that was read. */
		fileState: (idOrUri: string, options?: CallOptions) =>
			json<{ state: FileState; version: string; builtAt: string }>("GET", `${at("/v1/documents", idOrUri)}/file`, options),
		ledger: (asked: LedgerQuery = {}, options?: CallOptions) =>
			json<{ index: string | null; finishedAt: string | null; total: number; outcomes: Record<string, number>; entries: LedgerEntry[] }>(
				"GET",
				`/v1/ledger${query(asked)}`,
				options,
			),
		/** Adds files to the documents: a job that `followJob` follows. */
		addDocuments(files: readonly FileToAdd[], { replace, ...options }: CallOptions & { replace?: boolean } = {}) {
			const form = new FormData();
			for (const { name, content } of files) form.append("files", new File([content], name));
			if (replace !== undefined) form.set("replace", String(replace));
			return json<Job>("POST", "/v1/documents", { ...options, body: form });
		},
		removeDocument: (idOrUri: string, options?: CallOptions) => json<Job>("DELETE", at("/v1/documents", idOrUri), options),
		job: (id: string, options?: CallOptions) => json<Job>("GET", at("/v1/jobs", id), options),
		jobs: (options?: CallOptions) => json<{ jobs: Job[] }>("GET", "/v1/jobs", options),
		/** A job now and whenever it moves on, until it has ended. */
		async *followJob(id: string, options?: CallOptions): AsyncGenerator<Job> {
			for await (const data of events("GET", at("/v1/jobs", id), { ...options })) yield JSON.parse(data) as Job;
		},
		giveFeedback: (feedback: Feedback, options?: CallOptions) => json<KeptFeedback>("POST", "/v1/feedback", { ...options, body: feedback }),
		feedback: ({ limit, ...options }: CallOptions & { limit?: number } = {}) =>
			json<{ feedback: KeptFeedback[] }>("GET", `/v1/feedback${query({ limit })}`, options),
		/** Whether the process runs. */
		health: (options?: CallOptions) => json<{ status: "ok" }>("GET", "/healthz", options),
		/** Whether questions are answered, and from which index. */
		ready: (options?: CallOptions) =>
			json<{
				status: "ready";
				index: Answer["index"] & { documents: number; passages: number };
				warning?: { code: string; message: string };
			}>("GET", "/readyz", options),
	};
}

export type QuothClient = ReturnType<typeof createClient>;

function query(values: Record<string, string | number | readonly string[] | undefined>): string {
	const pairs = Object.entries(values).flatMap(([name, value]) =>
		value === undefined ? [] : [value].flat().map((each) => [name, String(each)] as [string, string]),
	);
	return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
