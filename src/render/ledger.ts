import type { LedgerEntry } from "../domain/ledger.ts";
import { count, showControls } from "./terminal.ts";

/** Outcomes that a person should look at come last, just above the prompt. */
const ORDER = ["unchanged", "read", "changed", "removed", "skipped", "failed"] as const satisfies readonly LedgerEntry["outcome"][];
const LONGEST_NAME = 60;

/** The ledger as a table: a line for each file, but for those that have not changed, and what is amiss below its file. */
export function renderLedger(entries: readonly LedgerEntry[], { all = false } = {}): string {
	const shown = entries.filter(
		({ outcome, warnings, pagesWithoutText }) => all || outcome !== "unchanged" || warnings.length > 0 || pagesWithoutText.length > 0,
	);
	const sorted = ORDER.flatMap((outcome) => shown.filter((entry) => entry.outcome === outcome));
	const width = Math.min(LONGEST_NAME, Math.max(4, ...sorted.map(({ uri }) => oneLine(uri).length)));
	const head = `${"outcome".padEnd(9)}  ${"file".padEnd(width)}  ${"bytes".padStart(10)}  ${"passages".padStart(8)}  left out`;
	const lines = sorted.flatMap((entry) => [entryLine(entry, width), ...troubles(entry).map((trouble) => `           ${oneLine(trouble)}`)]);
	return [...(lines.length > 0 ? [head, ...lines, ""] : []), totals(entries), ""].join("\n");
}

/** "3 read, 1 failed": how many files there are of each outcome. */
export function totals(entries: readonly LedgerEntry[]): string {
	const counts = ORDER.flatMap((outcome) => {
		const number = entries.filter((entry) => entry.outcome === outcome).length;
		return number > 0 ? [`${number} ${outcome}`] : [];
	});
	return `${count(entries.length, "file")}: ${counts.join(", ") || "none"}`;
}

function entryLine({ outcome, uri, bytes, passages, leftOutShare }: LedgerEntry, width: number): string {
	const name = oneLine(uri).padEnd(width);
	const left = passages > 0 ? `${Math.round(100 * leftOutShare)} %`.padStart(8) : "";
	return `${outcome.padEnd(9)}  ${name}  ${String(bytes).padStart(10)}  ${String(passages).padStart(8)}  ${left}`.trimEnd();
}

/** A file name may hold line breaks, and must not forge a line of its own. */
function oneLine(text: string): string {
	return showControls(text).replace(/\n/g, "␊").replace(/\t/g, "␉");
}

function troubles({ reason, pagesWithoutText, warnings }: LedgerEntry): string[] {
	const pages = pagesWithoutText.length > 0 ? [`no text (scan?) on page ${rangesOf(pagesWithoutText)}`] : [];
	return [...(reason === null ? [] : [reason]), ...pages, ...warnings];
}

/** "1–3, 7" */
function rangesOf(numbers: readonly number[]): string {
	const ranges: [number, number][] = [];
	for (const number of numbers) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === number - 1) last[1] = number;
		else ranges.push([number, number]);
	}
	return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}
