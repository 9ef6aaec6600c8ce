import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

const BUFFERED = 1024 * 1024;

/** Appends to one new file, counting and hashing what it writes. */
export type FileWriter = {
	write(bytes: Uint8Array | string): void;
	/** Flushes to the disk itself. */
	finish(): { bytes: number; sha256: string };
	abandon(): void;
};

export function createFileWriter(path: string): FileWriter {
	const file = openSync(path, "wx");
	const hash = createHash("sha256");
	let waiting: Uint8Array[] = [];
	let waitingBytes = 0;
	let bytes = 0;
	let open = true;

	function flush(): void {
		const block = Buffer.concat(waiting);
		waiting = [];
		waitingBytes = 0;
		hash.update(block);
		for (let done = 0; done < block.length; ) done += writeSync(file, block, done);
		bytes += block.length;
	}

	return {
		write(data) {
			const chunk = Buffer.from(data as Uint8Array); // a copy: the caller may reuse its buffer
			waiting.push(chunk);
			waitingBytes += chunk.length;
			if (waitingBytes >= BUFFERED) flush();
		},
		finish() {
			flush();
			fsyncSync(file);
			closeSync(file);
			open = false;
			return { bytes, sha256: hash.digest("hex") };
		},
		abandon() {
			if (open) closeSync(file);
			open = false;
		},
	};
}

/** The bytes of a typed array, without a copy. */
export function bytesOf(array: Uint32Array | Float32Array | Uint8Array): Uint8Array {
	return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
