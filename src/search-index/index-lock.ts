import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";
import { isAlive } from "./process-alive.ts";
import { asWriteError } from "./write-error.ts";

const LOCK = "ingest.lock";
const BEAT = 5_000; // milliseconds between the signs of life of a holder
const DEAD = 120_000; // a holder that gave none for so long is gone
const POLL = 250;

const HolderSchema = z.object({ pid: z.number(), host: z.string(), since: z.string(), token: z.string().default("") });
type Holder = z.infer<typeof HolderSchema>;

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
export async function lockIndex(indexFolder: string, { wait: mayWait, onWait, signal }: LockOptions): Promise<() => void> {
	const path = join(resolve(indexFolder), LOCK);
	const own: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: randomUUID() };
	for (;;) {
		signal?.throwIfAborted();
		if (tryLock(indexFolder, path, own)) return keep(path, own);
		const holder = holderOf(path);
		if (holder === undefined || isGone(holder, path)) {
			if (holder !== undefined) takeAway(path, holder);
			await wait(0, undefined, { signal }); // released in the meantime, or to be taken over
			continue;
		}
		const who = `process ${holder.pid} on ${holder.host} has been ingesting into ${resolve(indexFolder)} since ${holder.since}`;
		if (!mayWait) throw new QuothError("index-locked", `The index is being written: ${who}.`);
		onWait?.(`waiting: ${who}`);
		await wait(POLL, undefined, { signal });
	}
}

function tryLock(indexFolder: string, path: string, own: Holder): boolean {
	try {
		mkdirSync(indexFolder, { recursive: true });
	} catch (error) {
		throw asWriteError(indexFolder, error);
	}
	try {
		writeFileSync(path, JSON.stringify(own), { flag: "wx" });
		held.add(path);
		return true;
	} catch (error) {
		if (systemCode(error) === "EEXIST") return false;
		throw asWriteError(indexFolder, error);
	}
}

/** Locks of this process: one that names this process but is not among them was left by another with the same number. */
const held = new Set<string>();

function keep(path: string, own: Holder): () => void {
	const beat = setInterval(() => {
		const now = new Date();
		try {
			utimesSync(path, now, now);
		} catch {
			// removed by hand: the manifest's rename is atomic all the same
		}
	}, BEAT);
	beat.unref();
	return () => {
		clearInterval(beat);
		held.delete(path);
		takeAway(path, own);
	};
}

/** Removes the lock of a holder, and no other's: it is moved aside first, which only one of several can do. */
function takeAway(path: string, holder: Holder): void {
	const aside = `${path}.${randomUUID()}`;
	try {
		if (holderOf(path)?.token !== holder.token) return;
		renameSync(path, aside);
		rmSync(aside, { force: true });
	} catch {
		// taken away by another in the meantime
	}
}

/** Undefined when there is no lock any more; a lock that cannot be read yet is being written. */
function holderOf(path: string): Holder | undefined {
	try {
		const read = HolderSchema.safeParse(JSON.parse(readFileSync(path, "utf8") || "{}"));
		return read.success ? read.data : unknownHolder(path);
	} catch (error) {
		return systemCode(error) === "ENOENT" ? undefined : unknownHolder(path);
	}
}

function unknownHolder(path: string): Holder | undefined {
	try {
		return { pid: 0, host: "?", since: statSync(path).mtime.toISOString(), token: "" };
	} catch {
		return undefined;
	}
}

function isGone({ pid, host }: Holder, path: string): boolean {
	if (host === hostname() && (pid === process.pid ? !held.has(path) : !isAlive(pid))) return true;
	try {
		// A number that another program has now gives no sign of life either.
		return Date.now() - statSync(path).mtimeMs > (host === "?" ? BEAT : DEAD);
	} catch {
		return false;
	}
}
