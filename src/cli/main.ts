#!/usr/bin/env node
import { run } from "./program.ts";

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.on(signal, () => {
		if (interrupt.signal.aborted) process.exit(130); // the second time at once
		interrupt.abort();
	});
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(0); // the reader has seen enough
	throw error;
});

process.exitCode = await run(process.argv.slice(2), {
	input: process.stdin,
	out: process.stdout,
	err: process.stderr,
	env: process.env,
	signal: interrupt.signal,
});
