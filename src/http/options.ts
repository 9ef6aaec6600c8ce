import type { Admission } from "../admission.ts";
import type { IngestionJobs } from "../ingestion-jobs.ts";
import type { LiveQuoth } from "../live-quoth.ts";
import type { Quoth } from "../quoth.ts";
import type { Scope } from "../state/api-key.ts";
import type { FeedbackStore } from "../state/feedback-store.ts";
import type { KeyStore } from "../state/key-store.ts";
import type { Asset } from "./assets.ts";
import type { Metrics } from "./metrics.ts";

/** How the server is run. Left out, whoever reaches it may ask, and no more. */
export type AppOptions = {
	/** Scripts and styles of the pages. */
	readonly assets?: ReadonlyMap<string, Asset>;
	readonly keys?: KeyStore | undefined;
	/** What is allowed without a key; nothing where the list is empty. To ask, when left out. */
	readonly anonymous?: readonly Scope[];
	/** Whether the caller must name the server by a loopback name: without keys, that keeps foreign websites from reaching it under a name of theirs. */
	readonly loopbackOnly?: boolean;
	/** Websites that may call the API from a browser, beside those of the publishable keys. */
	readonly origins?: readonly string[];
	/** Requests a minute for each key, or address without one; 0 for no limit. */
	readonly rateLimit?: number;
	/** Questions and searches at once, those that wait included. */
	readonly maxConcurrent?: number;
	/** Address under which others reach the server, for links to sources; that of the request when left out. */
	readonly publicUrl?: string | undefined;
	/** Proxies in front of the server. */
	readonly trustProxy?: number;
	readonly feedback?: FeedbackStore | undefined;
	/** Changes of the documents; none are taken when left out. */
	readonly jobs?: IngestionJobs | undefined;
	/** Bytes of one upload. */
	readonly maxUpload?: number;
	readonly metrics?: Metrics | undefined;
	/** What speaks the Model Context Protocol at /mcp; nothing does when left out. */
	readonly mcp?: { fetch(request: Request): Promise<Response> } | undefined;
	readonly logQuestions?: boolean;
	/** The turns of those who ask, where they are shared with other doors; `maxConcurrent` of its own when left out. */
	readonly admission?: Admission;
	/** Whether the server is about to end. */
	readonly isClosing?: () => boolean;
};

/** What the routes work with. */
export type Service = Required<Pick<AppOptions, "maxConcurrent" | "maxUpload" | "logQuestions">> &
	Pick<AppOptions, "jobs" | "feedback" | "metrics" | "isClosing" | "publicUrl"> & {
		readonly quoth: Quoth & Partial<Pick<LiveQuoth, "trouble">>;
		readonly assets: ReadonlyMap<string, Asset>;
	};
