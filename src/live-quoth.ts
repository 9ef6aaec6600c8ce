import { stat } from "node:fs/promises";
import { join } from "node:path";
import { asQuothError, type ErrorCode, QuothError } from "./errors.ts";
import { type Models, openWithModels, type Quoth, type QuothConfig } from "./quoth.ts";
import { MANIFEST, readManifest } from "./search-index/manifest.ts";

/** An index that is followed: when an ingestion has made a new generation, questions go to that one. */
export type LiveQuoth = Quoth & {
	/**
	 * Opens what is in the folder now, where that is not open yet; questions that run stay with the generation they began with.
	 * @throws QuothError as `openQuoth` does; what was open stays open.
	 */
	refresh(): Promise<void>;
	/** What keeps it from answering, or from answering from the newest generation; null where all is well. */
	readonly trouble: { readonly answers: boolean; readonly error: QuothError } | null;
};

export type LiveOptions = {
	/** Milliseconds between two looks at the folder; 0 for none. */
	readonly every?: number;
	readonly onOpened?: (quoth: Quoth) => void;
	readonly onTrouble?: (error: QuothError) => void;
};

/** A second is soon enough after an ingestion, and a look is one call of `stat`. */
const EVERY = 1_000;
/** After failures that may pass the looks become rarer, up to this. */
const LONGEST_PAUSE = 60_000;
const LASTING: ReadonlySet<ErrorCode> = new Set(["index-missing", "index-damaged", "index-incompatible"]);

type Generation = { readonly quoth: Quoth; uses: number; isRetired: boolean };

/**
 * Follows an index. Nothing is open before the first `refresh`, and until then every question fails with `index-missing`.
 * The folder is looked at again and again rather than watched: notices of changes do not cross every volume of a container.
 */
export function createLiveQuoth(config: QuothConfig, { every = EVERY, onOpened, onTrouble }: LiveOptions = {}): LiveQuoth {
	let current: Generation | null = null;
	let models: Models | undefined;
	let seen = "";
	let trouble: QuothError | null = null;
	let refreshing: Promise<void> | null = null;
	let timer: NodeJS.Timeout | undefined;
	let isClosed = false;
	let pause = every;

	async function open(): Promise<void> {
		const stamp = await stampOf(config.index);
		try {
			if ((await readManifest(config.index)).id !== current?.quoth.info.id) {
				const opened = await openWithModels(config, models);
				if (isClosed) return opened.quoth.close();
				models = opened.models;
				retire(current);
				current = { quoth: opened.quoth, uses: 0, isRetired: false };
				onOpened?.(opened.quoth);
			}
			trouble = null;
			seen = stamp;
			pause = every;
		} catch (error) {
			trouble = asQuothError(error);
			// What is wrong with the files stays wrong until they change; anything else may pass.
			if (LASTING.has(trouble.code)) seen = stamp;
			else pause = Math.min(2 * pause, LONGEST_PAUSE);
			throw trouble;
		}
	}

	/** One after the other, so that whoever asks for it after a change sees that change. */
	function refresh(): Promise<void> {
		const mine: Promise<void> = (refreshing ?? Promise.resolve())
			.catch(() => {})
			.then(open)
			.finally(() => {
				if (refreshing === mine) refreshing = null;
			});
		refreshing = mine;
		return mine;
	}

	async function look(): Promise<void> {
		if (refreshing === null && (await stampOf(config.index)) !== seen) await refresh().catch((error) => onTrouble?.(error));
		follow();
	}

	function follow(): void {
		if (every > 0 && !isClosed) timer = setTimeout(() => void look(), pause).unref();
	}

	/** The generation in use, held open until it is given back. */
	function hold(): Generation {
		if (current === null) throw trouble ?? new QuothError("index-missing", "The index is not open yet.");
		current.uses += 1;
		return current;
	}

	function giveBack(generation: Generation): void {
		generation.uses -= 1;
		if (generation.isRetired && generation.uses === 0) generation.quoth.close();
	}

	function retire(generation: Generation | null): void {
		if (generation === null) return;
		generation.isRetired = true;
		if (generation.uses === 0) generation.quoth.close();
	}

	async function using<T>(work: (quoth: Quoth) => T | Promise<T>): Promise<T> {
		const generation = hold();
		try {
			return await work(generation.quoth);
		} finally {
			giveBack(generation);
		}
	}

	/** For what is done at once. */
	function now(): Quoth {
		const generation = hold();
		generation.uses -= 1;
		return generation.quoth;
	}

	follow();
	return {
		get info() {
			return now().info;
		},
		get documents() {
			return now().documents;
		},
		get trouble() {
			if (trouble !== null) return { answers: current !== null, error: trouble };
			return current === null ? { answers: false, error: new QuothError("index-missing", "The index is not open yet.") } : null;
		},
		refresh,
		ask: (question) => using((quoth) => quoth.ask(question)),
		async *stream(question) {
			const generation = hold();
			try {
				yield* generation.quoth.stream(question);
			} finally {
				giveBack(generation);
			}
		},
		search: (text, count) => using((quoth) => quoth.search(text, count)),
		suggest: (idsOrUris) => using((quoth) => quoth.suggest(idsOrUris)),
		ledger: () => using((quoth) => quoth.ledger()),
		fileState: (idOrUri) => using((quoth) => quoth.fileState(idOrUri)),
		document: (idOrUri) => now().document(idOrUri),
		check: (quote) => now().check(quote),
		fileOf: (idOrUri) => now().fileOf(idOrUri),
		pin() {
			const generation = hold();
			let isReleased = false;
			return {
				...generation.quoth,
				release() {
					if (!isReleased) giveBack(generation);
					isReleased = true;
				},
			};
		},
		close() {
			isClosed = true;
			clearTimeout(timer);
			retire(current);
			current = null;
		},
	};
}

/** Changes whenever the manifest is replaced. */
async function stampOf(folder: string): Promise<string> {
	try {
		const { ino, size, mtimeMs } = await stat(join(folder, MANIFEST));
		return `${ino} ${size} ${mtimeMs}`;
	} catch {
		return "";
	}
}
