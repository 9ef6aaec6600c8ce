import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { EventEmitter, on, once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Job, JobProgress } from "./domain/job.ts";
import type { LedgerEntry } from "./domain/ledger.ts";
import { asQuothError, QuothError } from "./errors.ts";
import { type Change, createStaging, type UploadedFile } from "./ingest/change-corpus.ts";
import type { IngestMessage, IngestRequest } from "./ingest/ingest-process.ts";

export type JobsConfig = Omit<IngestRequest, "report"> & {
	/** Called when the index is another one, before the job is done. */
	readonly onIndexed: () => Promise<void>;
	/** Told what went wrong: a job that failed, or what was left to do after one that did not. */
	readonly onTrouble?: (error: QuothError) => void;
};

/** Changes of the documents, one after the other, each with an ingestion of what changed. */
export type IngestionJobs = {
	/**
	 * Puts files into the folder of documents and ingests them.
	 * @param replace whether a file may take the place of one of the same name
	 * @throws QuothError `invalid-request`, `document-exists` or `write-failed`: nothing was changed then.
	 */
	add(files: readonly UploadedFile[], replace: boolean): Promise<Job>;
	/** @throws QuothError `overloaded` when no more changes can wait */
	requireRoom(): void;
	/** Takes a file out of the folder, and its documents out of the index. @throws QuothError `document-not-found` */
	remove(uri: string): Promise<Job>;
	/** @throws QuothError `job-not-found` */
	job(id: string): Job;
	/** The jobs that are known, newest first. */
	readonly jobs: readonly Job[];
	/** A job as it is now and whenever it moves on, until it has ended. */
	follow(id: string, signal: AbortSignal): AsyncGenerator<Job>;
	/** Stops: what was accepted stays in the folder and is ingested when the server starts again. */
	close(): Promise<void>;
};

const MOST_KNOWN = 100;
const MOST_WAITING = 20;
/** Milliseconds that an ingestion may take to stop: killed, it leaves the index as it was too. */
const PATIENCE = 5_000;
/** The sources, as tests run them, take what `npm run build` made of the process. */
const PROCESS = fileURLToPath(
	new URL(import.meta.url.endsWith(".ts") ? "../dist/ingest/ingest-process.js" : "./ingest/ingest-process.js", import.meta.url),
);

export function createIngestionJobs({ onIndexed, onTrouble, ...request }: JobsConfig): IngestionJobs {
	const staging = createStaging(request.folder, request.index);
	const jobs = new Map<string, Job>();
	const changed = new EventEmitter().setMaxListeners(0);
	let queue: Promise<void> = Promise.resolve();
	const waiting = new Set<Change>();
	const ending = new AbortController();
	/** One upload is accepted after the other, so that two of one name are told apart. */
	let accepting: Promise<unknown> = Promise.resolve();
	let child: ChildProcess | null = null;
	let isClosed = false;

	function update(id: string, change: Partial<Job>): void {
		jobs.set(id, { ...find(id), ...change });
		changed.emit(id);
	}

	function find(id: string): Job {
		const job = jobs.get(id);
		if (job === undefined) throw new QuothError("job-not-found", `There is no job "${id}".`);
		return job;
	}

	function start(change: Change): Job {
		const job: Job = {
			id: randomUUID(),
			kind: change.kind,
			status: "waiting",
			files: [...change.uris],
			createdAt: new Date().toISOString(),
			finishedAt: null,
			progress: null,
			ledger: [],
			problem: null,
		};
		jobs.set(job.id, job);
		const oldest = [...jobs.values()].find(({ finishedAt }) => finishedAt !== null);
		if (jobs.size > MOST_KNOWN && oldest !== undefined) jobs.delete(oldest.id);
		waiting.add(change);
		queue = queue.then(() => perform(job.id, change)).finally(() => waiting.delete(change));
		return job;
	}

	/** Never rejects: whatever happens, the job ends and the next one begins. */
	async function perform(id: string, change: Change): Promise<void> {
		if (isClosed) return;
		update(id, { status: "running" });
		let ledger: readonly LedgerEntry[];
		try {
			change.apply();
			ledger = await ingestInProcess(change.uris, (progress) => update(id, { progress }));
		} catch (error) {
			if (isClosed) return; // the change stands, and is ingested at the next start
			const { code, message } = asQuothError(error);
			attempt(change.undo);
			onTrouble?.(asQuothError(error));
			update(id, { status: "failed", finishedAt: new Date().toISOString(), problem: { code, message } });
			return;
		}
		await onIndexed().catch((error: unknown) => onTrouble?.(asQuothError(error))); // the index is made all the same
		attempt(change.finish);
		update(id, { status: "done", finishedAt: new Date().toISOString(), ledger: [...ledger] });
	}

	function attempt(work: () => void): void {
		try {
			work();
		} catch (error) {
			onTrouble?.(asQuothError(error));
		}
	}

	function ingestInProcess(report: readonly string[], onProgress: (progress: JobProgress) => void): Promise<readonly LedgerEntry[]> {
		return new Promise((resolve, reject) => {
			// Without a loader that the server itself may run under.
			const running = fork(PROCESS, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
			child = running;
			running.on("message", (message: IngestMessage) => {
				if (message.type === "progress") {
					const { share, files, passages, at } = message.progress;
					onProgress({ share, files, passages, at });
				} else if (message.type === "done") resolve(message.ledger);
				else reject(new QuothError(message.code, message.message));
			});
			running.once("error", reject);
			// Its last message may come after its exit: only when the channel is closed too is nothing more to be heard.
			const exited = once(running, "exit");
			const silent = once(running, "disconnect");
			Promise.all([exited, silent]).then(([[code, signal]]) => {
				child = null;
				reject(new QuothError("internal", `The ingestion ended early (${signal ?? `exit code ${code}`}).`));
			}, reject);
			running.send({ ...request, report } satisfies IngestRequest);
		});
	}

	function requireRoom(): void {
		if (waiting.size >= MOST_WAITING) throw new QuothError("overloaded", `${waiting.size} changes of the documents are waiting already.`);
	}

	staging.leftUndone().forEach(start);
	return {
		requireRoom,
		async add(files, replace) {
			requireRoom();
			const accepted = accepting.then(async () => {
				const coming = replace ? [] : [...waiting].filter(({ kind }) => kind === "add").flatMap(({ uris }) => uris);
				return start(await staging.add(files, replace, coming));
			});
			accepting = accepted.catch(() => {});
			return accepted;
		},
		async remove(uri) {
			requireRoom();
			return start(await staging.remove(uri));
		},
		job: find,
		get jobs() {
			return [...jobs.values()].reverse();
		},
		async *follow(id, gone) {
			const signal = AbortSignal.any([gone, ending.signal]);
			const moves = on(changed, id, { signal });
			let job = find(id);
			yield job;
			try {
				while (job.finishedAt === null && !(await moves.next()).done) {
					job = find(id);
					yield job;
				}
			} catch (error) {
				if (!signal.aborted) throw error;
			} finally {
				await moves.return?.();
			}
		},
		async close() {
			isClosed = true;
			ending.abort();
			if (child?.connected) child.disconnect();
			const killing = setTimeout(() => child?.kill("SIGKILL"), PATIENCE);
			await queue;
			clearTimeout(killing);
		},
	};
}
