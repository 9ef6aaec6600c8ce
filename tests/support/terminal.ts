import { Readable, Writable } from "node:stream";
import type { Terminal } from "../../src/cli/terminal.ts";

/** A terminal that remembers what was written to it. */
export function fakeTerminal(options: { tty?: boolean; input?: readonly string[]; env?: Record<string, string> } = {}) {
	const written = { out: "", err: "" };
	const stream = (name: "out" | "err") =>
		Object.assign(
			new Writable({
				write(chunk, _encoding, done) {
					written[name] += String(chunk);
					done();
				},
			}),
			{ isTTY: options.tty ?? false },
		);
	const interrupt = new AbortController();
	const terminal: Terminal = {
		input: Object.assign(Readable.from((options.input ?? []).map((line) => `${line}\n`)), { isTTY: options.tty ?? false }),
		out: stream("out"),
		err: stream("err"),
		env: options.env ?? {},
		signal: interrupt.signal,
	};
	return { terminal, written, interrupt: () => interrupt.abort() };
}
