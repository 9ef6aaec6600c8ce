import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { systemCode } from "../errors.ts";
import { isAlive } from "./process-alive.ts";

const BEAT = 5_000; // milliseconds between the signs of life of a holder
const DEAD = 120_000; // a holder that gave none for so long is gone
const POLL = 250;

const HolderSchema = z.object({ pid: z.number(), host: z.string(), since: z.string(), token: z.string().default("") });
/** The process that holds a lock. */
export type Holder = z.infer<typeof HolderSchema>;

export type FileLockOptions = {
	/** Milliseconds to wait for another holder. */
	readonly patience: number;
	readonly onWait?: (holder: Holder) => void;
	readonly signal?: AbortSignal | undefined;
	/** The error of a lock that another holds. */
	readonly onHeld: (holder: Holder) => Error;
	/** The error of a folder that cannot be written to. */
	readonly onUnwritable: (cause: unknown) => Error;
};

export type FileLock = {
	release(): void;
	/** Whether it is held still: a process that stood still for two minutes is taken for gone, and another has the lock then. */
	isHeld(): boolean;
};

/**
 * Makes this the only process that holds a file. The lock of a process that is gone is taken over.
 * @throws what `onHeld` and `onUnwritable` make
 */
export async function lockFile(path: string, options: FileLockOptions): Promise<FileLock> {
	const { patience, onWait, signal, onHeld, onUnwritable } = options;
	const own: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token: randomUUID() };
	const end = Date.now() + patience;
	for (;;) {
		signal?.throwIfAborted();
		if (tryLock(path, own, onUnwritable) && holderOf(path)?.token === own.token) return keep(path, own);
		const holder = holderOf(path);
		if (holder === undefined || isGone(holder, path)) {
			if (holder !== undefined) takeAway(path, holder);
			await wait(0, undefined, { signal }); // released in the meantime, or to be taken over
			continue;
		}
		if (Date.now() >= end) throw onHeld(holder);
		onWait?.(holder);
		await wait(POLL, undefined, { signal });
	}
}

function tryLock(path: string, own: Holder, onUnwritable: FileLockOptions["onUnwritable"]): boolean {
	try {
		mkdirSync(dirname(path), { recursive: true });
	} catch (error) {
		throw onUnwritable(error);
	}
	try {
		writeFileSync(path, JSON.stringify(own), { flag: "wx" });
		held.add(path);
		return true;
	} catch (error) {
		if (systemCode(error) === "EEXIST") return false;
		throw onUnwritable(error);
	}
}

/** Locks of this process: one that names this process but is not among them was left by another with the same number. */
const held = new Set<string>();

function keep(path: string, own: Holder): FileLock {
	const isHeld = () => holderOf(path)?.token === own.token;
	const beat = setInterval(() => {
		const now = new Date();
		try {
			if (isHeld()) utimesSync(path, now, now);
		} catch {
			// removed by hand
		}
	}, BEAT);
	beat.unref();
	return {
		isHeld,
		release() {
			clearInterval(beat);
			held.delete(path);
			takeAway(path, own);
		},
	};
}

/** Removes the lock of a holder. It is moved aside, which only one of several can do; if it was another's by then, it is put back. */
function takeAway(path: string, holder: Holder): void {
	const aside = `${path}.${randomUUID()}`;
	try {
		if (holderOf(path)?.token !== holder.token) return;
		renameSync(path, aside);
		if (holderOf(aside)?.token !== holder.token) linkSync(aside, path);
	} catch {
		// taken away by another in the meantime
	} finally {
		rmSync(aside, { force: true });
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
