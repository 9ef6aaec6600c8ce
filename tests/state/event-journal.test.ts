import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { type JournalOptions, openEventJournal } from "../../src/state/event-journal.ts";
import { temporaryFolder } from "../support/folders.ts";

const open = (path: string, options: JournalOptions = {}) => openEventJournal(path, z.string(), { patience: 0, ...options });
const TURN = { question: "Who?", understoodAs: null, quotes: [{ text: "Jonas Fell built it." }] };

test("what was accepted and not done is open after a restart; what was done is known", async () => {
	const path = join(temporaryFolder(), "state", "events.jsonl");
	const first = await open(path);
	first.accept("a", "task a", ["also a"]);
	first.accept("b", "task b");
	first.begin("b");
	first.accept("c", "task c");
	first.done("a", "thread 1", TURN);
	first.close();
	const second = await open(path);
	expect(second.open().map(({ id, task, isBegun }) => [id, task, isBegun])).toEqual([
		["b", "task b", true],
		["c", "task c", false],
	]);
	expect([second.has("a"), second.has("also a"), second.has("x", "b"), second.has("x")]).toEqual([true, true, true, false]);
	expect([second.turnOf("thread 1"), second.turnOf("thread 2")]).toEqual([TURN, undefined]);
	second.close();
	expect(() => second.accept("d", "task d")).toThrow(expect.objectContaining({ code: "shutting-down" }));
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a line that a crash has cut says nothing, and spoils no other", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	const first = await open(path);
	first.accept("a", "task a");
	first.close();
	appendFileSync(path, '{"type":"accepted","id":"b","al');
	const second = await open(path);
	second.accept("c", "task c");
	second.close();
	const third = await open(path);
	expect(third.open().map(({ id }) => id)).toEqual(["a", "c"]);
	third.close();
	writeFileSync(path, "\u0000\u0000 not a journal\n");
	const fourth = await open(path);
	expect(fourth.open()).toEqual([]);
	fourth.close();
});

test("what is done is forgotten after a while, with the words of the question; what is open never is", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	let now = 0;
	const options = { remember: 1_000, rememberTurns: 5_000, conversations: 2, now: () => now };
	const first = await open(path, options);
	first.accept("a", "a secret question");
	first.accept("b", "another");
	first.done("a", "thread 1", TURN);
	first.done("missing", "thread 2", TURN);
	first.done("missing", "thread 3", TURN);
	first.close();
	now = 500;
	(await open(path, options)).close();
	expect(readFileSync(path, "utf8")).not.toContain("secret");
	now = 2_000;
	const second = await open(path, options);
	expect([second.has("a"), second.has("b")]).toEqual([false, true]);
	expect([second.turnOf("thread 1"), second.turnOf("thread 3")]).toEqual([undefined, TURN]); // two conversations are remembered
	second.close();
	now = 6_000;
	const third = await open(path, options);
	expect(third.turnOf("thread 3")).toBe(undefined);
	expect(third.open()).toHaveLength(1);
	third.close();
});

test("a journal of many events stays small, and one that cannot be read says so", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	let now = 0;
	const journal = await open(path, { remember: 10, now: () => now });
	for (let at = 0; at < 30_000; at += 1) {
		now = at;
		journal.accept(`event ${at}`, "task");
		journal.done(`event ${at}`);
	}
	journal.close();
	expect(readFileSync(path, "utf8").split("\n").length).toBeLessThan(21_000);
	await expect(open(temporaryFolder())).rejects.toThrow(expect.objectContaining({ code: "state-unreadable" }));
});

test("one process at a time has a journal", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	const first = await open(path);
	await expect(open(path)).rejects.toThrow(
		expect.objectContaining({ code: "state-locked", message: expect.stringContaining(String(process.pid)) }),
	);
	const waiting = open(path, { patience: 5_000 });
	first.accept("a", "task a");
	first.close();
	const second = await waiting;
	expect(second.open().map(({ id }) => id)).toEqual(["a"]);
	second.close();
	expect(existsSync(`${path}.lock`)).toBe(false);
});

test("lines of another version are kept, and told", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	writeFileSync(path, '{"type":"accepted","id":"a","also":[],"at":0,"task":{"of":"tomorrow"}}\n');
	const journal = await open(path);
	expect([journal.foreign, journal.open()]).toEqual([1, []]);
	journal.accept("b", "task b");
	journal.close();
	expect(readFileSync(path, "utf8")).toContain('"tomorrow"');
});

test("what is forgotten leaves the file after a while, without a restart; a turn that is too old is none", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	let now = 0;
	const journal = await open(path, { tidyEvery: 20, rememberTurns: 1_000, now: () => now });
	journal.accept("a", "a secret question");
	journal.done("a", "thread 1", TURN);
	await expect.poll(() => readFileSync(path, "utf8")).not.toContain("secret");
	expect(journal.turnOf("thread 1")).toEqual(TURN);
	now = 2_000;
	expect(journal.turnOf("thread 1")).toBe(undefined);
	journal.close();
});

test("a process whose journal was taken over accepts nothing more", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	const slow = await open(path, { tidyEvery: 60_000 });
	slow.accept("a", "task a");
	writeFileSync(`${path}.lock`, JSON.stringify({ pid: 1, host: "another", since: "today", token: "theirs" }));
	await new Promise((resolve) => setTimeout(resolve, 1_100));
	expect(() => slow.accept("b", "task b")).toThrow(expect.objectContaining({ code: "state-locked" }));
	slow.close();
	expect(existsSync(`${path}.lock`)).toBe(true);
});

test("what became of a task of another version is kept with it", async () => {
	const path = join(temporaryFolder(), "events.jsonl");
	writeFileSync(path, '{"type":"accepted","id":"a","also":[],"at":0,"task":{"of":"tomorrow"}}\n{"type":"done","id":"a"}\n');
	(await open(path)).close();
	expect(readFileSync(path, "utf8")).toContain('{"type":"done","id":"a"}');
});
