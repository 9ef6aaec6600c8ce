import { resolve } from "node:path";
import { QuothError, systemCode } from "../errors.ts";

const WRITE_PROBLEMS: Record<string, string> = {
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EACCES: "there is no permission to write there",
	EPERM: "there is no permission to write there",
	EROFS: "the file system is read-only",
	ENOTDIR: "a part of the path is a file",
	EEXIST: "a part of the path is a file",
};

/** A failure to write into the folder of an index, in words. */
export function asWriteError(indexFolder: string, error: unknown): QuothError {
	return writeErrorOf(`The index in ${resolve(indexFolder)}`, error);
}

/** @param what could not be written: the beginning of a sentence */
export function writeErrorOf(what: string, error: unknown): QuothError {
	if (error instanceof QuothError) return error;
	const code = systemCode(error) ?? "";
	const why = WRITE_PROBLEMS[code] ?? (error instanceof Error ? error.message : String(error));
	return new QuothError("write-failed", `${what} could not be written: ${why}.`, { cause: error });
}
