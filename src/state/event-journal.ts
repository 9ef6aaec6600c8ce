import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { QuothError, systemCode } from "../errors.ts";
import { replaceFile } from "../search-index/replace-file.ts";
import { writeErrorOf } from "../search-index/write-error.ts";

/** What was asked last in a conversation, and with what it was answered. */
export const TurnSchema = z.object({
	question: z.string(),
	understoodAs: z.string().nullable(),
	quotes: z.array(z.object({ text: z.string() })),
});
export type Turn = z.infer<typeof TurnSchema>;

export type Entry<Task> = { readonly id: string; readonly task: Task; readonly at: number; readonly isBegun: boolean };

/**
 * What came in, and what became of it. Whatever is accepted is done once, also when the process ends in between: what was not done
 * then is open when the journal is opened again. A crash of the machine itself may take the last entries with it.
 */
export type EventJournal<Task> = {
	/** Whether an event is known by one of these names. */
	has(...ids: readonly string[]): boolean;
	/** @param also other names of the same event. @throws QuothError `write-failed`: then it is not accepted */
	accept(id: string, task: Task, also?: readonly string[]): void;
	/** Says that what is done cannot be taken back from now on. */
	begin(id: string): void;
	/** @param turn what is remembered of the conversation */
	done(id: string, conversation?: string, turn?: Turn): void;
	/** What was accepted and is not done, oldest first. */
	open(): readonly Entry<Task>[];
	turnOf(conversation: string): Turn | undefined;
	close(): void;
};

export type JournalOptions = {
	/** Milliseconds for which an event is known: at least as long as its sender may repeat it. */
	readonly remember?: number;
	/** How many conversations are remembered, and for how many milliseconds. */
	readonly conversations?: number;
	readonly rememberTurns?: number;
	readonly now?: () => number;
};

const DAY = 24 * 60 * 60 * 1000;
/** Lines that are gathered, at the least, before what is forgotten is left out. */
const MOST_LINES = 20_000;

type Known = { readonly at: number; readonly names: readonly string[]; isBegun: boolean; isDone: boolean };

/** @throws QuothError `state-unreadable` or `write-failed` */
export function openEventJournal<Task>(
	path: string,
	schema: z.ZodType<Task>,
	{ remember = DAY, conversations = 5_000, rememberTurns = 30 * DAY, now = Date.now }: JournalOptions = {},
): EventJournal<Task> {
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
	let file = -1;
	let lines = 0;
	let limit = MOST_LINES;
	let isTorn = false;

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

	function forget(): void {
		for (const [id, { at, names: all, isDone }] of known) {
			if (!isDone || now() - at <= remember) continue;
			known.delete(id);
			for (const name of all) names.delete(name);
		}
		for (const [conversation, { at }] of turns) {
			if (turns.size > conversations || now() - at > rememberTurns) turns.delete(conversation);
		}
	}

	function* current(): Generator<Line> {
		for (const [id, { at, names: all, isBegun, isDone }] of known) {
			yield { type: "accepted", id, also: all.slice(1), at, ...(isDone ? {} : { task: tasks.get(id) as Task }) } as Line;
			if (isBegun && !isDone) yield { type: "begun", id };
		}
		for (const [conversation, { at, turn }] of turns) yield { type: "turn", conversation, at, turn };
	}

	function compact(): void {
		forget();
		const kept = [...current()];
		try {
			mkdirSync(dirname(path), { recursive: true });
			replaceFile(path, kept.map((line) => `${JSON.stringify(line)}\n`).join(""), 0o600);
			if (file !== -1) closeSync(file);
			file = -1; // what it pointed to is no longer the journal
			file = openSync(path, "a", 0o600);
		} catch (error) {
			throw writeErrorOf(`The journal ${path}`, error);
		}
		limit = Math.max(MOST_LINES, 2 * kept.length);
		lines = kept.length;
		isTorn = false;
	}

	function write(line: Line): void {
		if (file === -1) throw new QuothError("shutting-down", "The journal is closed.");
		const bytes = Buffer.from(`${isTorn ? "\n" : ""}${JSON.stringify(line)}\n`);
		try {
			for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
		} catch (error) {
			isTorn = true;
			throw writeErrorOf(`The journal ${path}`, error);
		}
		isTorn = false;
		lines += 1;
		take(line);
		if (lines > limit) tidy();
	}

	/** The line is written: that the rest cannot be made shorter is no failure of it. */
	function tidy(): void {
		try {
			compact();
		} catch {
			limit = 2 * lines; // later again
		}
	}

	for (const written of readLines(path)) {
		const line = LineSchema.safeParse(parsed(written));
		if (line.success) take(line.data); // one that a crash or a full disk has cut says nothing
	}
	compact();

	return {
		has: (...ids) => ids.some((id) => names.has(id)),
		accept(id, task, also = []) {
			write({ type: "accepted", id, also: [...also], at: now(), task } as Line);
		},
		begin: (id) => write({ type: "begun", id }),
		done(id, conversation, turn) {
			if (conversation !== undefined && turn !== undefined) write({ type: "turn", conversation, at: now(), turn });
			write({ type: "done", id });
		},
		open: () => [...tasks].map(([id, task]) => ({ id, task, at: known.get(id)?.at ?? 0, isBegun: known.get(id)?.isBegun ?? false })),
		turnOf: (conversation) => turns.get(conversation)?.turn,
		close() {
			if (file !== -1) closeSync(file);
			file = -1;
		},
	};
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
