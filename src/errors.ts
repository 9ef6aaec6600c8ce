/**
 * Every way in which Quoth fails, with the HTTP status, the exit code of the command line and what to do about it.
 * An answer "not found" is not among them: it is a result.
 */
export const ERRORS = {
	"invalid-request": { status: 400, exit: 2, title: "The request is not valid", advice: "Correct the field that the message names." },
	"invalid-option": {
		status: 400,
		exit: 2,
		title: "An option is not valid",
		advice: "Run the command with --help for the options and their values.",
	},
	"document-not-found": { status: 404, exit: 1, title: "There is no such document", advice: "List the documents with GET /v1/documents." },
	"route-not-found": {
		status: 404,
		exit: 1,
		title: "There is nothing at this address",
		advice: "See the HTTP API page of the documentation.",
	},
	"method-not-allowed": {
		status: 405,
		exit: 1,
		title: "This address does not take that method",
		advice: "Use one of the methods in the Allow header.",
	},
	"request-too-large": {
		status: 413,
		exit: 1,
		title: "The request is too large",
		advice: "Shorten it: a question has at most 2,000 characters.",
	},
	"unsupported-media-type": { status: 415, exit: 1, title: "The request is not JSON", advice: "Send content-type: application/json." },
	"quote-not-verbatim": {
		status: 500,
		exit: 1,
		title: "A quote failed the verbatim check and was withheld",
		advice: "Ingest again; if it happens again, report it: this is a defect.",
	},
	internal: {
		status: 500,
		exit: 1,
		title: "Something went wrong inside Quoth",
		advice: "Look at the log; if it happens again, report it with the log's lines.",
	},
	"index-missing": { status: 503, exit: 1, title: "There is no index", advice: "Build one: quoth ingest <folder> --index <dir>." },
	"index-incompatible": {
		status: 503,
		exit: 1,
		title: "The index was made by another version or model",
		advice: "Ingest again, or name the model that the index was made with (--model).",
	},
	"index-damaged": { status: 503, exit: 1, title: "The index is damaged", advice: "Ingest again." },
	"model-unavailable": {
		status: 503,
		exit: 1,
		title: "The embedding model cannot be loaded",
		advice: "Check the model's name and the network; the bundled model needs neither.",
	},
	"corpus-missing": {
		status: 500,
		exit: 1,
		title: "The folder of documents cannot be read",
		advice: "Check the path and its permissions.",
	},
	"corpus-empty": {
		status: 500,
		exit: 1,
		title: "The folder holds no document that can be read",
		advice: "Put documents into it that can be read; the message names what was skipped and why.",
	},
	"file-unreadable": {
		status: 500,
		exit: 1,
		title: "The file cannot be read",
		advice: "Name one document that you may read.",
	},
	"write-failed": {
		status: 500,
		exit: 1,
		title: "The index could not be written",
		advice: "Check free space and permissions. The index that was there is unchanged.",
	},
	"index-locked": {
		status: 503,
		exit: 1,
		title: "Another ingestion is writing the index",
		advice: "Wait until it ends; without --no-wait the command does.",
	},
	"address-in-use": {
		status: 500,
		exit: 1,
		title: "The port is in use",
		advice: "Choose another one with --port, or stop the program that uses it.",
	},
} as const satisfies Record<string, { status: number; exit: number; title: string; advice: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure that says what it is (`code`), what happened (`message`) and, where there is one, its cause. */
export class QuothError extends Error {
	override readonly name = "QuothError";
	readonly code: ErrorCode;

	constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.code = code;
	}

	get status(): number {
		return ERRORS[this.code].status;
	}
}

/** The error as a `QuothError`; whatever is not one yet is `internal`. */
export function asQuothError(error: unknown): QuothError {
	if (error instanceof QuothError) return error;
	return new QuothError("internal", error instanceof Error ? error.message : String(error), { cause: error });
}

/** The operating system's code of a failed call (`ENOENT`, `EACCES`, …), or undefined. */
export function systemCode(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
