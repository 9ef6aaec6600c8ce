import { join, resolve } from "node:path";
import { QuothError } from "../errors.ts";
import { type Holder, lockFile } from "./file-lock.ts";
import { asWriteError } from "./write-error.ts";

const LOCK = "ingest.lock";

export type LockOptions = {
	/** Whether to wait for another ingestion, or to fail at once. */
	readonly wait: boolean;
	readonly onWait?: (message: string) => void;
	readonly signal?: AbortSignal | undefined;
};

/**
 * Makes this the only ingestion into a folder. The lock of a process that is gone is taken over.
 * @returns releases it
 * @throws QuothError `index-locked` where it may not wait, `write-failed` where the folder cannot be written to
 */
export async function lockIndex(indexFolder: string, { wait, onWait, signal }: LockOptions): Promise<() => void> {
	const folder = resolve(indexFolder);
	const who = ({ pid, host, since }: Holder) => `process ${pid} on ${host} has been ingesting into ${folder} since ${since}`;
	const lock = await lockFile(join(folder, LOCK), {
		patience: wait ? Number.POSITIVE_INFINITY : 0,
		onWait: (holder) => onWait?.(`waiting: ${who(holder)}`),
		signal,
		onHeld: (holder) => new QuothError("index-locked", `The index is being written: ${who(holder)}.`),
		onUnwritable: (cause) => asWriteError(indexFolder, cause),
	});
	return lock.release;
}
