import type { Answer } from "../domain/answer.ts";

/** Why a question was not answered, as the server or the browser tells. */
export type Problem = {
	readonly code: string;
	/** Null where the page says it in the reader's language. */
	readonly detail: string | null;
	readonly advice: string | null;
	/** Seconds to wait before the next try. */
	readonly retryAfter: number | null;
};

/** An earlier question, as a follow-up is read by it. */
export type Earlier = Pick<Answer, "question" | "understoodAs"> & { readonly quotes: readonly { readonly text: string }[] };

export type FeedbackToGive = {
	readonly answerId: string;
	readonly rating: "up" | "down";
	readonly question: string;
	readonly quotes: string[];
};

export type AskOptions = {
	readonly history?: readonly Earlier[];
	readonly documents?: readonly string[] | null;
	readonly maxQuotes?: number | null;
};

/** Milliseconds after which an answer is not waited for any longer. */
const PATIENCE = 30_000;

/** The API as the widget uses it. @param base address of the server; @param key `pk_…` where it asks for one */
export function createClient(base: string, key: string | null) {
	const headers = { ...(key === null ? {} : { authorization: `Bearer ${key}` }) };

	async function send(path: string, init: RequestInit = {}): Promise<unknown> {
		let response: Response;
		try {
			response = await fetch(`${base}${path}`, { ...init, headers: { ...headers, ...init.headers }, credentials: "omit" });
		} catch (error) {
			const isSlow = error instanceof DOMException && error.name === "TimeoutError";
			throw new ClientError(isSlow ? "slow" : init.signal?.aborted ? "stopped" : "unreachable");
		}
		const body: unknown = await response.json().catch(() => null);
		if (response.ok && body !== null) return body;
		const { code, detail, advice } = (body ?? {}) as { code?: string; detail?: string; advice?: string };
		const wait = Number(response.headers.get("retry-after"));
		throw new ClientError(code ?? "unreachable", detail ?? null, advice ?? null, wait > 0 ? wait : null);
	}

	const post = (path: string, body: unknown, signal?: AbortSignal) =>
		send(path, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
			...(signal === undefined ? {} : { signal }),
		});

	return {
		/** @throws ClientError */
		async ask(question: string, { history, documents, maxQuotes }: AskOptions, signal: AbortSignal): Promise<Answer> {
			const asked = {
				question,
				...(history?.length ? { history } : {}),
				...(documents?.length ? { documents } : {}),
				...(maxQuotes ? { maxQuotes } : {}),
			};
			const body = await post("/v1/ask", asked, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
			const answer = body as Answer;
			if (!Array.isArray(answer.quotes) || !Array.isArray(answer.nearest)) throw new ClientError("unreachable");
			return answer;
		},
		/** Questions that the documents answer; none where they cannot be had: they are a help only. */
		async suggestions(documents: readonly string[]): Promise<string[]> {
			const query = documents.length === 0 ? "" : `?${new URLSearchParams(documents.map((each) => ["document", each]))}`;
			const body = await send(`/v1/suggestions${query}`).catch(() => ({ suggestions: [] }));
			return (body as { suggestions: string[] }).suggestions;
		},
		/** @throws ClientError */
		feedback: (feedback: FeedbackToGive) => post("/v1/feedback", feedback),
		/** @throws ClientError */
		get: send,
	};
}

export type Client = ReturnType<typeof createClient>;

export class ClientError extends Error {
	readonly problem: Problem;

	constructor(code: string, detail: string | null = null, advice: string | null = null, retryAfter: number | null = null) {
		super(detail ?? code);
		this.problem = { code, detail, advice, retryAfter };
	}
}
