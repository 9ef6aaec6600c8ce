// npm run bench -- quality [set …] | speed [passages …] | formats [folder] | serve [load|memory] | slack | page: prints a table and adds the figures to bench/history.
import { appendFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureQuality } from "./quality/measure.ts";
import { measureFormats } from "./speed/formats.ts";
import { measureSpeed } from "./speed/measure.ts";
import { measurePage } from "./speed/page.ts";
import { measureServing } from "./speed/serve.ts";
import { measureSlack } from "./speed/slack.ts";

const [kind, ...rest] = process.argv.slice(2);
const KINDS: Readonly<Record<string, () => Promise<object>>> = {
	quality: () => quality(rest),
	speed: () => measureSpeed(rest.map(Number)),
	serve: () => measureServing(rest[0]),
	slack: measureSlack,
	page: async () => {
		const figures = await measurePage();
		console.log(figures);
		return figures;
	},
	formats: async () => {
		const figures = await measureFormats(rest[0]);
		console.log(figures);
		return figures;
	},
};
const measured = await KINDS[kind ?? ""]?.();
if (measured === undefined) {
	console.error("usage: npm run bench -- quality [set …] | speed [passages …] | formats [folder] | serve [load|memory] | slack | page");
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
