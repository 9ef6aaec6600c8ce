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
	"key-missing": {
		status: 401,
		exit: 1,
		title: "A key is needed",
		advice: "Send one as `Authorization: Bearer …`; `quoth keys create` makes one.",
	},
	"key-invalid": {
		status: 401,
		exit: 1,
		title: "The key is not valid",
		advice: "Check that it was copied whole and was not revoked: `quoth keys list`.",
	},
	"signature-invalid": {
		status: 401,
		exit: 1,
		title: "The request is not signed as Slack signs",
		advice: "Set QUOTH_SLACK_SIGNING_SECRET to the signing secret of the Slack app, and check the clock of this machine.",
	},
	"token-invalid": {
		status: 401,
		exit: 1,
		title: "The token is not one of those that are known",
		advice: "Put the token that Mattermost gave to the integration into QUOTH_MATTERMOST_TOKENS.",
	},
	"scope-missing": {
		status: 403,
		exit: 1,
		title: "The key does not allow this",
		advice: "Use a key with the scope that the message names: `quoth keys create --scopes …`.",
	},
	"origin-not-allowed": {
		status: 403,
		exit: 1,
		title: "Requests from that website are not allowed",
		advice: "Allow its origin with --origins, or make a publishable key for it: `quoth keys create --origin …`.",
	},
	"host-not-allowed": {
		status: 403,
		exit: 1,
		title: "The server is not known by that name",
		advice: "Without keys it answers to localhost only. Behind a proxy set --trust-proxy, or --auth required.",
	},
	"ingestion-off": {
		status: 403,
		exit: 1,
		title: "Documents cannot be changed through this server",
		advice: "Start it with --corpus, the folder that holds the documents.",
	},
	"document-not-found": {
		status: 404,
		exit: 1,
		title: "There is no such document",
		advice: "List the documents: `quoth inspect --index <dir>`, or GET /v1/documents.",
	},
	"route-not-found": {
		status: 404,
		exit: 1,
		title: "There is nothing at this address",
		advice: "See the HTTP API page of the documentation.",
	},
	"job-not-found": {
		status: 404,
		exit: 1,
		title: "There is no such job",
		advice: "The last hundred jobs are known, until the server is started again. GET /v1/ledger says what became of every file.",
	},
	"key-not-found": { status: 404, exit: 1, title: "There is no such key", advice: "List the keys with `quoth keys list`." },
	"method-not-allowed": {
		status: 405,
		exit: 1,
		title: "This address does not take that method",
		advice: "Use one of the methods in the Allow header.",
	},
	"document-exists": {
		status: 409,
		exit: 1,
		title: "There is a document of that name",
		advice: "Send it with replace=true to put it in its place, or give it another name.",
	},
	"document-shares-file": {
		status: 409,
		exit: 1,
		title: "The document is one of several in a file",
		advice: "Remove the file, by its path, with all of its documents.",
	},
	"request-too-large": {
		status: 413,
		exit: 1,
		title: "The request is too large",
		advice: "Shorten it: a question has at most 2,000 characters; what may be uploaded at once is set by --max-upload.",
	},
	"unsupported-media-type": {
		status: 415,
		exit: 1,
		title: "The request is of another content type",
		advice: "Send content-type: application/json, or multipart/form-data to upload files.",
	},
	"request-aborted": { status: 499, exit: 1, title: "The caller went away", advice: "Nothing needs to be done." },
	"rate-limited": {
		status: 429,
		exit: 1,
		title: "Too many requests",
		advice: "Wait as long as the Retry-After header says. The limit is set by --rate-limit.",
	},
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
	overloaded: {
		status: 503,
		exit: 1,
		title: "The server is busy",
		advice: "Try again as the Retry-After header says. How many requests may wait is set by --max-concurrent.",
	},
	"shutting-down": { status: 503, exit: 1, title: "The server is shutting down", advice: "Try again in a moment." },
	"index-missing": { status: 503, exit: 1, title: "There is no index", advice: "Build one: quoth ingest <folder> --index <dir>." },
	"index-incompatible": {
		status: 503,
		exit: 1,
		title: "The index was made by another version or model",
		advice: "Ingest again, or name the model that the index was made with (--model).",
	},
	"index-damaged": { status: 503, exit: 1, title: "The index is damaged", advice: "Ingest again." },
	"index-closed": { status: 503, exit: 1, title: "The index was closed", advice: "Open it again; ask nothing of it after close()." },
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
		title: "Something could not be written to the disk",
		advice: "Check free space and permissions. What was there before is unchanged.",
	},
	"index-locked": {
		status: 503,
		exit: 1,
		title: "Another ingestion is writing the index",
		advice: "Wait until it ends; without --no-wait the command does.",
	},
	"state-locked": {
		status: 503,
		exit: 1,
		title: "Another process uses the folder of state",
		advice: "Stop it, or give this one a folder of its own with --state.",
	},
	"state-unreadable": {
		status: 500,
		exit: 1,
		title: "What the server keeps cannot be read",
		advice: "Mend or remove the file that the message or the log names; without the file of keys new ones must be made.",
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
