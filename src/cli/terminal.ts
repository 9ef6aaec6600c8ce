import type { Readable, Writable } from "node:stream";

/** The outside world of the command line, handed in so that tests can stand in for it. */
export type Terminal = {
	readonly input: Readable & { isTTY?: boolean };
	/** Results go to `out`, progress and complaints to `err`. */
	readonly out: Writable & { isTTY?: boolean };
	readonly err: Writable & { isTTY?: boolean };
	readonly env: Record<string, string | undefined>;
	/** Aborted on Ctrl-C. */
	readonly signal: AbortSignal;
};

export function wantsColor(terminal: Terminal): boolean {
	return terminal.out.isTTY === true && !terminal.env.NO_COLOR && terminal.env.TERM !== "dumb";
}

/** Progress on one line that is written over; on anything but a terminal a line every few seconds. */
export function createProgress(stream: Terminal["err"]): { show(line: string): void; end(): void } {
	let last = 0;
	let shown = false;
	return {
		show(line) {
			const now = Date.now();
			if (now - last < (stream.isTTY ? 100 : 3_000)) return;
			last = now;
			shown = true;
			stream.write(stream.isTTY ? `\r\u001b[K${line.slice(0, 100)}` : `${line}\n`);
		},
		end() {
			if (shown && stream.isTTY) stream.write("\r\u001b[K");
			shown = false;
		},
	};
}
