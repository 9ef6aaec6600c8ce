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

function listOfOrigins(name: string) {
	return (value: string): string[] =>
		value
			.split(",")
			.map((each) => each.trim())
			.filter((each) => each !== "")
			.map((each) => {
				const isOrigin = URL.canParse(each) && /^https?:$/.test(new URL(each).protocol) && new URL(each).origin === each.replace(/\/$/, "");
				if (isOrigin) return new URL(each).origin;
				throw new QuothError("invalid-option", `${name} takes origins such as https://www.example.org, not "${each}".`);
			});
}

function listOfChannels(name: string) {
	return (value: string): string[] =>
		value
			.split(",")
			.flatMap((each) => each.trim() || [])
			.map((each) => {
				if (/^[CG][A-Z0-9]{2,}$/.test(each)) return each;
				throw new QuothError(
					"invalid-option",
					`${name} takes ids such as C012AB3CD (in Slack, at the end of a channel's details), not "${each}".`,
				);
			});
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
	state: {
		flag: "--state <dir>",
		env: "QUOTH_STATE",
		description: "folder of what a server keeps: keys (hashed), feedback, and what Slack sent",
		fallback: "state",
		parse: text,
	},
	auth: {
		flag: "--auth <when>",
		env: "QUOTH_AUTH",
		description: "whether a key is needed: required, open (none, whoever reaches the server), or auto: open on a loopback address only",
		fallback: "auto",
		parse: oneOf("--auth", ["auto", "required", "open"]),
	},
	origins: {
		flag: "--origins <list>",
		env: "QUOTH_ORIGINS",
		description: "websites that may call the API from a browser, separated by commas; a publishable key allows its own beside them",
		fallback: "",
		parse: listOfOrigins("--origins"),
	},
	rateLimit: {
		flag: "--rate-limit <n>",
		env: "QUOTH_RATE_LIMIT",
		description:
			"requests a minute for each key, or address without one; 0 for no limit. Requests from this machine without a key are not counted",
		fallback: "600",
		parse: wholeNumber("--rate-limit", 0, 1_000_000),
	},
	maxConcurrent: {
		flag: "--max-concurrent <n>",
		env: "QUOTH_MAX_CONCURRENT",
		description: "questions and searches at once, those that wait included; more are told to come back (503)",
		fallback: "256",
		parse: wholeNumber("--max-concurrent", 1, 100_000),
	},
	maxUpload: {
		flag: "--max-upload <megabytes>",
		env: "QUOTH_MAX_UPLOAD",
		description: "largest upload of documents, all files together",
		fallback: "64",
		parse: wholeNumber("--max-upload", 1, 1_024),
	},
	publicUrl: {
		flag: "--public-url <url>",
		env: "QUOTH_PUBLIC_URL",
		description: "address under which others reach the server, for links to sources; that of the request unless told",
		parse: address("--public-url"),
	},
	trustProxy: {
		flag: "--trust-proxy <n>",
		env: "QUOTH_TRUST_PROXY",
		description: "proxies in front of the server, whose X-Forwarded-For tells the caller's address; 0 for none",
		fallback: "0",
		parse: wholeNumber("--trust-proxy", 0, 10),
	},
	metricsPort: {
		flag: "--metrics-port <n>",
		env: "QUOTH_METRICS_PORT",
		description: "port of /metrics for Prometheus, on the same address; none unless told",
		parse: wholeNumber("--metrics-port", 0, 65_535),
	},
	slackChannels: {
		flag: "--slack-channels <ids>",
		env: "QUOTH_SLACK_CHANNELS",
		description: "Slack channels in which each message is a question, without a mention: their ids, separated by commas",
		fallback: "",
		parse: listOfChannels("--slack-channels"),
	},
	slackApi: {
		flag: "--slack-api <url>",
		env: "QUOTH_SLACK_API",
		description: "address of Slack's API, as behind a proxy or for government; https://slack.com/api/ unless told",
		parse: address("--slack-api"),
	},
	logQuestions: {
		flag: "--log-questions <when>",
		env: "QUOTH_LOG_QUESTIONS",
		description: "whether the log holds the questions: yes or no",
		fallback: "no",
		parse: oneOf("--log-questions", ["yes", "no"]),
	},
	logLevel: {
		flag: "--log-level <level>",
		env: "QUOTH_LOG_LEVEL",
		description: "fatal, error, warn, info, debug, trace or silent; a line for each request from info on",
		fallback: "warn",
		parse: oneOf("--log-level", ["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
	},
	maxError: {
		flag: "--max-error <share>",
		env: "QUOTH_MAX_ERROR",
		description:
			"share of the questions that the documents do not answer which may be answered all the same, as measured with articles of an encyclopaedia left out (of questions on the very subjects of the documents, two to three times as many); lower refuses more",
		fallback: "0.2",
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

/** What no command line may hold, since others on the machine can read it: environment variables only. */
export const SECRETS = {
	slackSigningSecret: {
		env: "QUOTH_SLACK_SIGNING_SECRET",
		description: "signing secret of the Slack app (Basic Information); with the token it switches the bot on",
	},
	slackBotToken: { env: "QUOTH_SLACK_BOT_TOKEN", description: "bot token of the Slack app (Install App), xoxb-…" },
	mattermostTokens: {
		env: "QUOTH_MATTERMOST_TOKENS",
		description: "tokens of Mattermost's webhooks and slash commands, separated by commas; they switch that door on",
	},
} as const;

export type Secrets = { readonly [name in keyof typeof SECRETS]?: string };

/** The secrets that are set; an empty one is none. */
export function readSecrets(env: Readonly<Record<string, string | undefined>>): Secrets {
	const set = Object.entries(SECRETS).map(([name, { env: variable }]) => [name, env[variable]?.trim()]);
	return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== ""));
}
