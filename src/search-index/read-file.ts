import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";

const BLOCK = 8 * 1024 * 1024;

/** Size and SHA-256 of a file, read block by block. */
export function hashFile(path: string): { bytes: number; sha256: string } {
	const hash = createHash("sha256");
	let bytes = 0;
	readBlocks(path, (block) => {
		hash.update(block);
		bytes += block.length;
	});
	return { bytes, sha256: hash.digest("hex") };
}

/** A file as a typed array of its own, of any size (`readFile` stops at 2 GiB). The bytes are little-endian, as on every platform that the model runtime knows. */
export function readAs<T extends Uint32Array | Float32Array | Uint8Array>(
	type: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
	path: string,
): T {
	const size = statSync(path).size;
	const buffer = new ArrayBuffer(size - (size % type.BYTES_PER_ELEMENT));
	const target = new Uint8Array(buffer);
	let at = 0;
	readBlocks(path, (block) => {
		const room = block.subarray(0, Math.max(0, target.length - at));
		target.set(room, at);
		at += room.length;
	});
	return new type(buffer);
}

function readBlocks(path: string, take: (block: Uint8Array) => void): void {
	const file = openSync(path, "r");
	try {
		const memory = Buffer.allocUnsafe(Math.min(BLOCK, Math.max(1, statSync(path).size)));
		for (;;) {
			const read = readSync(file, memory, 0, memory.length, null);
			if (read === 0) return;
			take(memory.subarray(0, read));
		}
	} finally {
		closeSync(file);
	}
}
