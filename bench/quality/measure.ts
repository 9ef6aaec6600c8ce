import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INGESTION } from "./ingestion.ts";
import { loadSet, readSets, requireSame, type SetDescription, sharedFolder, writeFolder } from "./question-set.ts";
import { renderReport, type SetResult } from "./report.ts";
import { askAll, askDialogues, openSet, score, scoreCollection, scoreDialogues } from "./score.ts";

/** Where the report for people is written. */
const REPORT = join(import.meta.dirname, "../report");

/**
 * Ingests, asks and scores each set, and prints what was expected of it beside what came out: OK or FAIL.
 * @param names of the sets; all of them when there are none
 * @returns the figures of each set
 * @throws Error for an unknown name, or where the sets are not there
 */
export async function measureQuality(names: readonly string[]): Promise<{ figures: Record<string, Record<string, number>>; ok: boolean }> {
	const known = readSets();
	const unknown = names.filter((name) => !known.has(name));
	if (unknown.length > 0) throw new Error(`There is no set ${unknown.join(", ")}; there are ${[...known.keys()].join(", ")}.`);
	const results: SetResult[] = [];
	for (const [name, description] of known) {
		if (names.length > 0 && !names.includes(name)) continue;
		const result = description.layout === "folder" ? await measureFolder(name, description) : await measureSet(shared(), name, description);
		results.push(result);
		console.log(`\n${description.title} (${name})\n${tableOf(result)}`);
	}
	mkdirSync(REPORT, { recursive: true });
	writeFileSync(join(REPORT, "quality.html"), renderReport(results));
	const rows = results.flatMap(({ checks }) => checks);
	const failed = rows.filter(({ ok }) => !ok).length;
	console.log(`\n${rows.length - failed} OK, ${failed} FAIL. Every wrong answer: bench/report/quality.html`);
	return { figures: Object.fromEntries(results.map(({ name, figures }) => [name, figures])), ok: failed === 0 };
}

function shared(): string {
	const folder = sharedFolder();
	if (folder === undefined)
		throw new Error(
			`The question sets are not there: set QUOTH_SHARED to their folder. Without it: npm run bench -- quality ${ownSets().join(" ")}`,
		);
	return folder;
}

/** The sets that are part of the project. */
function ownSets(): string[] {
	return [...readSets()].filter(([, { layout }]) => layout === "folder").map(([name]) => name);
}

async function measureFolder(name: string, description: SetDescription): Promise<SetResult> {
	const folder = writeFolder(requireSame(import.meta.dirname, description));
	const quoth = await openSet(folder);
	try {
		const { questions, dialogues } = folder.locate((uri) => quoth.document(uri)?.text ?? "");
		const outcomes = await askAll(quoth, questions);
		const figures = { ...score(quoth, outcomes), ...scoreDialogues(await askDialogues(quoth, dialogues)) };
		return { name, description, figures, checks: check(description, figures), outcomes };
	} finally {
		quoth.close();
		folder.remove();
	}
}

async function measureSet(shared: string, name: string, description: SetDescription): Promise<SetResult> {
	const ofIngestion = INGESTION[description.layout];
	if (ofIngestion !== undefined) {
		const figures = await ofIngestion(requireSame(shared, description));
		return { name, description, figures, checks: check(description, figures), outcomes: [] };
	}
	const set = loadSet(shared, description);
	const quoth = await openSet(set);
	try {
		if (description.layout === "collection") {
			const figures = await scoreCollection(quoth, set.questions, description.relevantFrom);
			return { name, description, figures, checks: check(description, figures), outcomes: [] };
		}
		const outcomes = await askAll(quoth, set.questions);
		const figures = score(quoth, outcomes);
		return { name, description, figures, checks: check(description, figures), outcomes };
	} finally {
		quoth.close();
		set.remove();
	}
}

/** A figure is as expected when it falls short by no more than the tolerance; one that is missing is not. */
function check({ expected }: SetDescription, figures: Record<string, number>): SetResult["checks"] {
	return Object.entries(expected).map(([figure, { value, tolerance, better }]) => {
		const measured = figures[figure];
		const short = measured === undefined ? Number.POSITIVE_INFINITY : better === "more" ? value - measured : measured - value;
		return { figure, expected: value, tolerance, measured, ok: short <= tolerance + 1e-9 };
	});
}

function tableOf({ figures, checks }: SetResult): string {
	const expected = new Map(checks.map((row) => [row.figure, row]));
	const lines = [...new Set([...Object.keys(figures), ...expected.keys()])].map((figure) => {
		const row = expected.get(figure);
		const verdict = row === undefined ? "" : `${row.ok ? "OK  " : "FAIL"} expected ${row.expected} ± ${row.tolerance}`;
		return `  ${figure.padEnd(36)} ${String(figures[figure] ?? "–").padStart(8)}  ${verdict}`.trimEnd();
	});
	return lines.join("\n");
}
