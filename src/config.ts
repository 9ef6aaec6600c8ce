import { BUNDLED_MODEL } from "./embedding/embedder.ts";
import { QuothError } from "./errors.ts";

/** One setting: its option on the command line, its environment variable, what it means. The docs are made from this table. */
export type Setting = {
	readonly flag: string;
	readonly env: string;
	readonly description: string;
	/** Undefined: off, or as the description says. */
	readonly fallback?: string;
	readonly parse: (value: string) => unknown;
};

const text = (value: string): string => value;

function wholeNumber(name: string, from: number, to: number) {
	return (value: string): number => {
		const number = Number(value);
		if (/^\d+$/.test(value) && number >= from && number <= to) return number;
		throw new QuothError("invalid-option", `${name} takes a whole number from ${from} to ${to}, not "${value}".`);
	};
}

function share(name: string) {
	return (value: string): number => {
		const number = Number(value);
		if (/^\d*\.?\d+$/.test(value) && number <= 1) return number;
		throw new QuothError("invalid-option", `${name} takes a number from 0 to 1, not "${value}".`);
	};
}

function oneOf(name: string, values: readonly string[]) {
	return (value: string): string => {
		if (values.includes(value)) return value;
		throw new QuothError("invalid-option", `${name} is one of ${values.join(", ")}, not "${value}".`);
	};
}

function address(name: string) {
	return (value: string): string => {
		if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
		throw new QuothError("invalid-option", `${name} takes an http or https address, not "${value}".`);
	};
}

export const SETTINGS = {
	index: { flag: "--index <dir>", env: "QUOTH_INDEX", description: "folder of the index", fallback: "index", parse: text },
	model: {
		flag: "--model <name>",
		env: "QUOTH_MODEL",
		description: `embedding model: owner/name of the hub, or ./folder; ingestion uses the bundled ${BUNDLED_MODEL} unless told, asking the one of the index`,
		parse: text,
	},
	aliases: {
		flag: "--aliases <file>",
		env: "QUOTH_ALIASES",
		description: "names that mean the same, or do not (YAML); aliases.yaml in the folder of documents unless told",
		parse: text,
	},
	reranker: {
		flag: "--reranker <name>",
		env: "QUOTH_RERANKER",
		description: "cross-encoder that ranks the foremost sentences anew: owner/name of the hub, or ./folder; none unless told",
		parse: text,
	},
	modelCache: {
		flag: "--model-cache <dir>",
		env: "QUOTH_MODEL_CACHE",
		description: "where downloaded models are kept; ~/.cache/quoth/models unless told",
		parse: text,
	},
	hub: {
		flag: "--hub <url>",
		env: "QUOTH_HUB",
		description: "where models are downloaded from; https://huggingface.co unless told",
		parse: address("--hub"),
	},
	port: {
		flag: "--port <n>",
		env: "QUOTH_PORT",
		description: "port to listen on; 0 for any free one",
		fallback: "8420",
		parse: wholeNumber("--port", 0, 65_535),
	},
	host: {
		flag: "--host <address>",
		env: "QUOTH_HOST",
		description: "address to listen on; 0.0.0.0 lets other machines in",
		fallback: "127.0.0.1",
		parse: text,
	},
	logLevel: {
		flag: "--log-level <level>",
		env: "QUOTH_LOG_LEVEL",
		description: "fatal, error, warn, info, debug, trace or silent; questions are never logged",
		fallback: "warn",
		parse: oneOf("--log-level", ["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
	},
	maxError: {
		flag: "--max-error <share>",
		env: "QUOTH_MAX_ERROR",
		description: "share of the questions that the documents do not answer which may be answered all the same; lower refuses more",
		fallback: "0.23",
		parse: share("--max-error"),
	},
	maxQuotes: {
		flag: "--max-quotes <n>",
		env: "QUOTH_MAX_QUOTES",
		description: "most quotes in an answer",
		fallback: "3",
		parse: wholeNumber("--max-quotes", 1, 10),
	},
} as const satisfies Record<string, Setting>;
