import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";
import { lockFile } from "../search-index/file-lock.ts";
import { writeErrorOf } from "../search-index/write-error.ts";

/** What was asked last in a conversation, and with what it was answered. */
export const TurnSchema = z.object({
	question: z.string(),
	understoodAs: z.string().nullable(),
	quotes: z.array(z.object({ text: z.string() })),
});
export type Turn = z.infer<typeof TurnSchema>;

/** An event that is not done. `isBegun`: what cannot be taken back may have happened. */
export type Entry<Task> = { readonly id: string; readonly task: Task; readonly at: number; readonly isBegun: boolean };

/**
 * What came in, and what became of it. Whatever is accepted is open until it is done, also when the process ends in between: it is open
 * again when the journal is opened again. A crash of the machine itself may take the last entries with it.
 */
export type EventJournal<Task> = {
	/** Whether an event is known by one of these names. */
	has(...ids: readonly string[]): boolean;
	/** @param also other names of the same event. @throws QuothError `write-failed`: then it is not accepted */
	accept(id: string, task: Task, also?: readonly string[]): void;
	/** Says that from now on what is done cannot be taken back. @throws QuothError `write-failed` */
	begin(id: string): void;
	/** @param turn what is remembered of the conversation. @throws QuothError `write-failed`; it counts as done in this process all the same */
	done(id: string, conversation?: string, turn?: Turn): void;
	/** What was accepted and is not done, oldest first. */
	open(): readonly Entry<Task>[];
	turnOf(conversation: string): Turn | undefined;
	/** Lines of another version, which it keeps and cannot read. */
	readonly foreign: number;
	close(): void;
};

export type JournalOptions = {
	/** Milliseconds for which an event is known: at least as long as its sender may repeat it. */
	readonly remember?: number;
	/** How many conversations are remembered, and for how many milliseconds. */
	readonly conversations?: number;
	readonly rememberTurns?: number;
	/** Milliseconds after which what is forgotten is taken out of the file. */
	readonly tidyEvery?: number;
	/** Milliseconds to wait for a process that holds the journal, as in a restart. */
	readonly patience?: number;
	/** Ends the waiting. */
	readonly signal?: AbortSignal | undefined;
	readonly now?: () => number;
};

const DAY = 24 * 60 * 60 * 1000;
const TIDY_EVERY = 10 * 60 * 1000;
const PATIENCE = 15_000;
/** Milliseconds between two looks at the lock. */
const LOOK_EVERY = 1_000;
/** Lines that are gathered, at the least, before what is forgotten is left out. */
const MOST_LINES = 20_000;

type Known = { readonly at: number; readonly names: readonly string[]; isBegun: boolean; isDone: boolean };

/** @throws QuothError `state-locked`, `state-unreadable` or `write-failed` */
export async function openEventJournal<Task>(
	path: string,
	schema: z.ZodType<Task>,
	options: JournalOptions = {},
): Promise<EventJournal<Task>> {
	const {
		remember = DAY,
		conversations = 5_000,
		rememberTurns = 30 * DAY,
		tidyEvery = TIDY_EVERY,
		patience = PATIENCE,
		signal,
		now = Date.now,
	} = options;
	const LineSchema = z.discriminatedUnion("type", [
		z.object({ type: z.literal("accepted"), id: z.string(), also: z.array(z.string()), at: z.number(), task: schema.optional() }),
		z.object({ type: z.literal("begun"), id: z.string() }),
		z.object({ type: z.literal("done"), id: z.string() }),
		z.object({ type: z.literal("turn"), conversation: z.string(), at: z.number(), turn: TurnSchema }),
	]);
	type Line = z.infer<typeof LineSchema>;

	const known = new Map<string, Known>();
	const names = new Set<string>();
	const tasks = new Map<string, Task>();
	const turns = new Map<string, { readonly at: number; readonly turn: Turn }>();
	const foreign: string[] = [];
	let file = -1;
	let lines = 0;
	let limit = MOST_LINES;
	let isTorn = false;
	let isTidy = true;
	let looked = Number.NEGATIVE_INFINITY;

	function take(line: Line): void {
		if (line.type === "turn") {
			turns.delete(line.conversation); // the last one is the newest
			turns.set(line.conversation, line);
		} else if (line.type === "accepted") {
			const all = [line.id, ...line.also];
			known.set(line.id, { at: line.at, names: all, isBegun: false, isDone: line.task === undefined });
			for (const name of all) names.add(name);
			if (line.task !== undefined) tasks.set(line.id, line.task as Task);
		} else {
			const entry = known.get(line.id);
			if (entry === undefined) return;
			if (line.type === "begun") entry.isBegun = true;
			else {
				entry.isDone = true;
				tasks.delete(line.id);
			}
		}
	}

	/** What became of a task of another version is kept with it. */
	const isOurs = (line: Line) => line.type === "accepted" || line.type === "turn" || known.has(line.id);

	const isOld = ({ at }: { readonly at: number }) => now() - at > rememberTurns;

	function forget(): void {
		for (const [id, { at, names: all, isDone }] of known) {
			if (!isDone || now() - at <= remember) continue;
			known.delete(id);
			for (const name of all) names.delete(name);
		}
		for (const [conversation, turn] of turns) if (turns.size > conversations || isOld(turn)) turns.delete(conversation);
	}

	function* current(): Generator<string> {
		for (const [id, { at, names: all, isBegun, isDone }] of known) {
			yield JSON.stringify({ type: "accepted", id, also: all.slice(1), at, ...(isDone ? {} : { task: tasks.get(id) }) });
			if (isBegun && !isDone) yield JSON.stringify({ type: "begun", id });
		}
		for (const [conversation, { at, turn }] of turns) yield JSON.stringify({ type: "turn", conversation, at, turn });
		yield* foreign;
	}

	/** Writes what is left beside the journal and puts it in its place; the file that was written is the one that is written on. */
	function compact(): void {
		forget();
		const kept = [...current()];
		const aside = `${path}.${process.pid}.tmp`;
		let fresh = -1;
		try {
			mkdirSync(dirname(path), { recursive: true });
			fresh = openSync(aside, "w", 0o600);
			writeAll(fresh, kept.map((line) => `${line}\n`).join(""));
			fsyncSync(fresh);
			renameSync(aside, path);
		} catch (error) {
			if (fresh !== -1) closeSync(fresh);
			rmSync(aside, { force: true });
			throw writeErrorOf(`The journal ${path}`, error);
		}
		if (file !== -1) closeSync(file);
		file = fresh;
		limit = Math.max(MOST_LINES, 2 * kept.length);
		lines = kept.length;
		isTorn = false;
		isTidy = true;
	}

	/** What is written stays written when the rest cannot be made shorter. */
	function tidy(): void {
		try {
			requireLock();
			compact();
		} catch {
			limit = 2 * lines; // later again
		}
	}

	/** What is written into a journal that another process has taken over would be lost. */
	function requireLock(): void {
		const time = performance.now();
		if (time - looked < LOOK_EVERY) return;
		if (!lock.isHeld()) throw new QuothError("state-locked", `Another process has taken over ${path}: this one stood still for too long.`);
		looked = time;
	}

	function write(line: Line): void {
		if (file === -1) throw new QuothError("shutting-down", "The journal is closed.");
		requireLock();
		try {
			writeAll(file, `${isTorn ? "\n" : ""}${JSON.stringify(line)}\n`);
		} catch (error) {
			isTorn = true;
			throw writeErrorOf(`The journal ${path}`, error);
		}
		isTorn = false;
		isTidy = false;
		lines += 1;
		take(line);
		if (lines > limit) tidy();
	}

	const lock = await lockFile(`${path}.lock`, {
		patience,
		signal,
		onHeld: ({ pid, host, since }) => new QuothError("state-locked", `Process ${pid} on ${host} has had ${path} since ${since}.`),
		onUnwritable: (cause) => writeErrorOf(`The lock of ${path}`, cause),
	});
	try {
		for (const written of readLines(path)) {
			const json = parsed(written);
			const line = LineSchema.safeParse(json);
			if (line.success && isOurs(line.data)) take(line.data);
			else if (json !== undefined) foreign.push(written); // one that a crash or a full disk has cut says nothing
		}
		compact();
	} catch (error) {
		lock.release();
		throw error;
	}
	const tidying = setInterval(() => {
		if (!isTidy) tidy();
	}, tidyEvery).unref();

	return {
		has: (...ids) => ids.some((id) => names.has(id)),
		accept(id, task, also = []) {
			write({ type: "accepted", id, also: [...also], at: now(), task } as Line);
		},
		begin: (id) => write({ type: "begun", id }),
		done(id, conversation, turn) {
			try {
				if (conversation !== undefined && turn !== undefined) write({ type: "turn", conversation, at: now(), turn });
				write({ type: "done", id });
			} finally {
				take({ type: "done", id });
			}
		},
		open: () => [...tasks].map(([id, task]) => ({ id, task, at: known.get(id)?.at ?? 0, isBegun: known.get(id)?.isBegun ?? false })),
		turnOf(conversation) {
			const found = turns.get(conversation);
			return found === undefined || isOld(found) ? undefined : found.turn;
		},
		get foreign() {
			return foreign.length;
		},
		close() {
			clearInterval(tidying);
			if (file === -1) return;
			closeSync(file);
			file = -1;
			lock.release();
		},
	};
}

function writeAll(file: number, text: string): void {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function readLines(path: string): string[] {
	try {
		return readFileSync(path, "utf8").split("\n");
	} catch (cause) {
		if (systemCode(cause) === "ENOENT") return [];
		throw new QuothError("state-unreadable", `The journal ${path} cannot be read (${systemCode(cause)}).`, { cause });
	}
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
