import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes aside, flushes, renames: a reader sees the old file or the new one. @param mode who may read it */
export function replaceFile(path: string, content: string, mode = 0o666): void {
	const aside = `${path}.${process.pid}.tmp`;
	try {
		const file = openSync(aside, "w", mode);
		try {
			writeFileSync(file, content);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(aside, path);
	} finally {
		rmSync(aside, { force: true });
	}
}
