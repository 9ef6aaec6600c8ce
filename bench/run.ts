// npm run bench -- quality [set …] | speed [passages …]: prints a table and adds the figures to bench/history.
import { appendFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureQuality } from "./quality/measure.ts";
import { measureSpeed } from "./speed/measure.ts";

const [kind, ...rest] = process.argv.slice(2);
const measured = kind === "quality" ? await quality(rest) : kind === "speed" ? await measureSpeed(rest.map(Number)) : undefined;
if (measured === undefined) {
	console.error("usage: npm run bench -- quality [set …] | speed [passages …]");
	process.exitCode = 2;
} else {
	const record = {
		date: new Date().toISOString(),
		kind,
		node: process.version,
		cpu: `${cpus().length} x ${cpus()[0]?.model}`,
		figures: measured,
	};
	appendFileSync(join(import.meta.dirname, "history", `${kind}.jsonl`), `${JSON.stringify(record)}\n`);
}

async function quality(sets: readonly string[]): Promise<object> {
	const { figures, ok } = await measureQuality(sets);
	if (!ok) process.exitCode = 1;
	return figures;
}
