import { Worker } from "node:worker_threads";
import type { FileToParse } from "./parse-document.ts";
import { failed, type PreparedFile } from "./prepare-file.ts";

/** What a worker is sent. */
export type FileRequest = Omit<FileToParse, "ocr"> & { readonly ocr: boolean };

/** Threads that prepare files. */
export type ParsePool = {
	/** Waits for a thread, and sends it the file; its bytes are gone here then. Never rejects: what goes wrong is the result's problem. */
	prepare(file: FileRequest): Promise<PreparedFile>;
	close(): Promise<void>;
};

/** What no document needs: the thread is ended then, and the next file gets a new one. */
export type Limits = {
	/** Milliseconds for a file, … */
	readonly time: number;
	/** … and for each of its megabytes. */
	readonly timePerMegabyte: number;
	/** Megabytes of JavaScript heap. */
	readonly memory: number;
};

const LIMITS: Limits = { time: 30_000, timePerMegabyte: 2_000, memory: 768 };
const OCR_TIME = 60; // times as long
const STOPPED = "not read: the ingestion was stopped";

type Job = { readonly file: FileRequest; readonly resolve: (prepared: PreparedFile) => void };
type Thread = { readonly worker: Worker; job: Job | null; timer: NodeJS.Timeout | null; readonly detach: () => void };

/** Threads load JavaScript only: run from the sources, as tests are, they take what `npm run build` made of them. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "../../dist/ingest/parse-worker.js" : "./parse-worker.js", import.meta.url);

/** Threads that wait for the next ingestion: to start one takes half a second. They do not keep the process from ending. */
const idle: Worker[] = [];
const MOST_IDLE = 2;

export function createParsePool(size: number, limits: Limits = LIMITS): ParsePool {
	const threads = new Set<Thread>();
	const waiting: Job[] = [];
	let closed = false;

	function start(): Thread {
		const worker = idle.pop() ?? startWorker(limits);
		const onMessage = ({ prepared }: { prepared: PreparedFile }) => finish(thread, prepared);
		const onError = (error: Error) => lose(thread, whyLost(error, limits));
		const onExit = (code: number) => lose(thread, `its parser ended (exit code ${code})`);
		worker.on("message", onMessage).on("error", onError).on("exit", onExit);
		// Not all listeners: some are the worker's own.
		const detach = () => void worker.off("message", onMessage).off("error", onError).off("exit", onExit);
		const thread: Thread = { worker, job: null, timer: null, detach };
		threads.add(thread);
		return thread;
	}

	function finish(thread: Thread, prepared: PreparedFile): void {
		const { job } = thread;
		if (thread.timer !== null) clearTimeout(thread.timer);
		[thread.job, thread.timer] = [null, null];
		thread.worker.unref();
		job?.resolve(prepared);
		next();
	}

	function lose(thread: Thread, problem: string): void {
		if (!threads.delete(thread)) return;
		finish(thread, failed(problem, true));
		void thread.worker.terminate();
	}

	function next(): void {
		if (closed) return;
		const job = waiting[0];
		if (job === undefined) return;
		const thread = [...threads].find((each) => each.job === null) ?? (threads.size < size ? start() : undefined);
		if (thread === undefined) return;
		waiting.shift();
		thread.job = job;
		const time = (limits.time + (limits.timePerMegabyte * job.file.bytes.length) / 1e6) * (job.file.ocr ? OCR_TIME : 1);
		thread.timer = setTimeout(() => lose(thread, `took longer than ${Math.round(time / 1000)} s to read`), time);
		thread.worker.ref();
		thread.worker.postMessage(job.file, [job.file.bytes.buffer as ArrayBuffer]);
		next();
	}

	return {
		prepare: (file) =>
			new Promise((resolve) => {
				if (closed) return resolve(failed(STOPPED, true));
				waiting.push({ file, resolve });
				next();
			}),
		async close() {
			closed = true;
			for (const job of waiting.splice(0)) job.resolve(failed(STOPPED, true));
			const ending = [...threads].map(async (thread) => {
				threads.delete(thread);
				thread.detach();
				if (thread.timer !== null) clearTimeout(thread.timer);
				if (thread.job === null && limits === LIMITS && idle.length < MOST_IDLE) {
					idle.push(thread.worker);
					return;
				}
				thread.job?.resolve(failed(STOPPED, true));
				await thread.worker.terminate();
			});
			await Promise.all(ending);
		},
	};
}

/** A thread that ends while it waits is forgotten, and its error with it: nothing was lost. */
function startWorker({ memory }: Limits): Worker {
	const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: memory } });
	const forget = () => {
		const at = idle.indexOf(worker);
		if (at >= 0) idle.splice(at, 1);
	};
	return worker.on("error", forget).on("exit", forget);
}

function whyLost(error: Error, { memory }: Limits): string {
	const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
	return isMemory ? `needs more than ${memory} MB of memory to read` : `cannot be parsed: ${error.message}`;
}
