import { closeSync, openSync, readSync } from "node:fs";
import { QuothError } from "../errors.ts";

// Texts lie one after the other as UTF-16LE, so that any span is one read at twice its offset, whatever stands before it.

/** Bytes of a text in the file of texts. */
export function encodeText(text: string): Buffer {
	return Buffer.from(text, "utf16le");
}

/**
 * Reads slices of the file of texts, without holding the texts in memory. Closing it again does nothing.
 * @throws QuothError `index-damaged` where the file is too short, `index-closed` after it was closed
 */
export function openTextStore(path: string): { read(start: number, end: number): string; close(): void } {
	const file = openSync(path, "r");
	let isOpen = true;
	return {
		read(start, end) {
			// The number of a closed file may be another's by now, whose bytes would be quoted.
			if (!isOpen) throw new QuothError("index-closed", "The index was closed, and its texts can be read no more.");
			const bytes = Buffer.allocUnsafe(2 * (end - start));
			let done = 0;
			while (done < bytes.length) {
				const read = readSync(file, bytes, done, bytes.length - done, 2 * start + done);
				if (read === 0) throw new QuothError("index-damaged", `${path} ends before the text at ${start}.`);
				done += read;
			}
			return bytes.toString("utf16le");
		},
		close() {
			if (isOpen) closeSync(file);
			isOpen = false;
		},
	};
}
