import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { EventEmitter, on } from "node:events";
import { fileURLToPath } from "node:url";
import type { Job, JobProgress } from "./domain/job.ts";
import type { LedgerEntry } from "./domain/ledger.ts";
import { asQuothError, QuothError } from "./errors.ts";
import { type Change, createStaging, type UploadedFile } from "./ingest/change-corpus.ts";
import type { IngestMessage, IngestRequest } from "./ingest/ingest-process.ts";

export type JobsConfig = Omit<IngestRequest, "report"> & {
	/** Called when the index is another one, before the job is done. */
	readonly onIndexed: () => Promise<void>;
	readonly onFailed?: (error: QuothError) => void;
};

/** Changes of the documents, one after the other, each with an ingestion of what changed. */
export type IngestionJobs = {
	/**
	 * Puts files into the folder of documents and ingests them.
	 * @param replace whether a file may take the place of one of the same name
	 * @throws QuothError `invalid-request`, `document-exists` or `write-failed`: nothing was changed then.
	 */
	add(files: readonly UploadedFile[], replace: boolean): Job;
	/** Takes a file out of the folder, and its documents out of the index. @throws QuothError `document-not-found` */
	remove(uri: string): Job;
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
/** The sources, as tests run them, take what `npm run build` made of the process. */
const PROCESS = fileURLToPath(
	new URL(import.meta.url.endsWith(".ts") ? "../dist/ingest/ingest-process.js" : "./ingest/ingest-process.js", import.meta.url),
);

export function createIngestionJobs({ onIndexed, onFailed, ...request }: JobsConfig): IngestionJobs {
	const staging = createStaging(request.folder, request.index);
	const jobs = new Map<string, Job>();
	const changed = new EventEmitter().setMaxListeners(0);
	let queue: Promise<void> = Promise.resolve();
	let waiting = 0;
	let child: ChildProcess | null = null;
	let isClosed = false;

	function update(id: string, change: Partial<Job>): void {
		jobs.set(id, { ...require(id), ...change });
		changed.emit(id);
	}

	function require(id: string): Job {
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
		waiting += 1;
		queue = queue
			.then(() => perform(job.id, change))
			.finally(() => {
				waiting -= 1;
			});
		return job;
	}

	async function perform(id: string, change: Change): Promise<void> {
		if (isClosed) return;
		update(id, { status: "running" });
		try {
			change.apply();
			const ledger = await ingestInProcess(change.uris, (progress) => update(id, { progress }));
			await onIndexed();
			change.finish();
			update(id, { status: "done", finishedAt: new Date().toISOString(), ledger: [...ledger] });
		} catch (error) {
			if (isClosed) return; // the change stands, and is ingested at the next start
			const failure = asQuothError(error);
			change.undo();
			onFailed?.(failure);
			const { code, message } = failure;
			update(id, { status: "failed", finishedAt: new Date().toISOString(), problem: { code, message } });
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
			running.once("exit", (code, signal) => {
				child = null;
				reject(new QuothError("internal", `The ingestion ended early (${signal ?? `exit code ${code}`}).`));
			});
			running.send({ ...request, report } satisfies IngestRequest);
		});
	}

	function requireRoom(): void {
		if (waiting >= MOST_WAITING) throw new QuothError("overloaded", `${waiting} changes of the documents are waiting already.`);
	}

	staging.leftUndone().forEach(start);
	return {
		add(files, replace) {
			requireRoom();
			return start(staging.add(files, replace));
		},
		remove(uri) {
			requireRoom();
			return start(staging.remove(uri));
		},
		job: require,
		get jobs() {
			return [...jobs.values()].reverse();
		},
		async *follow(id, signal) {
			const moves = on(changed, id, { signal });
			let job = require(id);
			yield job;
			try {
				while (job.finishedAt === null && !(await moves.next()).done) {
					job = require(id);
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
			if (child?.connected) child.disconnect();
			await queue;
		},
	};
}
