import type { LedgerEntry } from "../domain/ledger.ts";
import type { DocumentRecord } from "../search-index/search-index.ts";
import type { PlannedFile, Previous, Removed } from "./plan-ingestion.ts";
import type { PreparedFile } from "./prepare-file.ts";

const NOTHING = { documents: 0, passages: 0, pages: 0, pagesWithoutText: [], leftOutShare: 0, warnings: [] };

/** The entry of a file that was not read now. */
export function carriedEntry(file: PlannedFile, previous: Previous | null): LedgerEntry {
	const { uri, size, action, reason, records, contentHash, preparedBy, isKnown } = file;
	if (action === "keep") {
		const before = previous?.entries.get(uri);
		return {
			...NOTHING,
			...countsOf(records),
			...(before && {
				pages: before.pages,
				pagesWithoutText: before.pagesWithoutText,
				leftOutShare: before.leftOutShare,
				warnings: before.warnings,
			}),
			uri,
			outcome: "unchanged",
			reason: null,
			bytes: size,
			contentHash,
			preparedBy,
		};
	}
	if (action === "read")
		return { ...NOTHING, uri, outcome: isKnown ? "changed" : "read", reason: null, bytes: size, contentHash, preparedBy };
	return problemEntry(file, action === "skip" ? "skipped" : "failed", reason ?? "");
}

export function problemEntry(
	{ uri, size, contentHash, preparedBy }: PlannedFile,
	outcome: "skipped" | "failed",
	reason: string,
): LedgerEntry {
	return { ...NOTHING, uri, outcome, reason, bytes: size, contentHash, preparedBy: contentHash === null ? null : preparedBy };
}

/** The entry of a file that was read now, or that could not be. */
export function entryOf(
	file: PlannedFile,
	result: (PreparedFile & { readonly contentHash: string }) | { readonly problem: string },
): LedgerEntry {
	if (!("documents" in result)) return problemEntry(file, "failed", result.problem);
	const { documents, problem, pagesWithoutText, warnings, contentHash, mayRetry } = result;
	if (problem !== null)
		return {
			...problemEntry({ ...file, contentHash: mayRetry ? null : contentHash }, "failed", problem),
			pagesWithoutText: [...pagesWithoutText],
			warnings: [...warnings],
		};
	const records = documents.map(({ document }) => document);
	return {
		...countsOf(records),
		uri: file.uri,
		outcome: file.isKnown ? "changed" : "read",
		reason: null,
		bytes: file.size,
		pages: Math.max(0, ...records.flatMap(({ pages }) => pages.map(({ page }) => page)), ...pagesWithoutText),
		pagesWithoutText: [...pagesWithoutText],
		leftOutShare: leftOutShare(records),
		warnings: [...warnings],
		contentHash,
		preparedBy: file.preparedBy,
	};
}

export function removedEntry({ uri, before }: Removed): LedgerEntry {
	const { bytes = 0, contentHash = null, preparedBy = null } = before ?? {};
	return { ...NOTHING, uri, outcome: "removed", reason: null, bytes, contentHash, preparedBy };
}

function countsOf(records: readonly Pick<DocumentRecord, "passages">[]) {
	return { documents: records.length, passages: records.reduce((sum, { passages }) => sum + passages, 0) };
}

function leftOutShare(records: readonly Pick<DocumentRecord, "leftOut" | "length">[]): number {
	let left = 0;
	let all = 0;
	for (const { leftOut, length } of records) {
		const outside = leftOut.reduce((sum, { length: own }) => sum + (own ?? 0), 0);
		left += outside + leftOut.reduce((sum, { span }) => sum + span.end - span.start, 0);
		all += outside + length;
	}
	return all === 0 ? 0 : Number((left / all).toFixed(4));
}
