import { createHash } from "node:crypto";
import type { DocumentRecord } from "./search-index.ts";

/** Digits of a version: enough to tell the versions of one document apart. */
const DIGITS = 12;

/** What a document's text depends on, its file and what read it, as a short hash: spans hold while it is the same. */
export function versionOf({ contentHash, preparedBy }: Pick<DocumentRecord, "contentHash" | "preparedBy">): string {
	return createHash("sha256").update(`${contentHash}\n${preparedBy}`).digest("hex").slice(0, DIGITS);
}
