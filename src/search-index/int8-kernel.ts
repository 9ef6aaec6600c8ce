import type { VectorMatrix } from "./vector-index.ts";

/** int8-kernel.wat, compiled; `npm test` compares the two. */
export const KERNEL =
	"AGFzbQEAAAABDgJgAXsBf2AFf39/f38AAwMCAAEFAwEAAQcRAgZtZW1vcnkCAARzY2FuAAEK4wICGQAgAP0bACAA/RsBaiAA/RsCIAD9GwNqagvGAgQDfwF7BH8EeyAAIQkgACABIAJsaiEFIAMgAkEBdGohBgJAA0AgCSAFTw0BIAkgAmohCiAKIAJqIQsgCyACaiEM/QwAAAAAAAAAAAAAAAAAAAAAIQ39DAAAAAAAAAAAAAAAAAAAAAAhDv0MAAAAAAAAAAAAAAAAAAAAACEP/QwAAAAAAAAAAAAAAAAAAAAAIRAgAyEHA0AgB/0ABAAhCCANIAn9AQMAIAj9ugH9rgEhDSAOIAr9AQMAIAj9ugH9rgEhDiAPIAv9AQMAIAj9ugH9rgEhDyAQIAz9AQMAIAj9ugH9rgEhECAJQQhqIQkgCkEIaiEKIAtBCGohCyAMQQhqIQwgB0EQaiEHIAcgBkkNAAsgBCANEAA2AgAgBCAOEAA2AgQgBCAPEAA2AgggBCAQEAA2AgwgBEEQaiEEIAwhCQwACwsL";

const ROWS_AT_ONCE = 4;
const PAGE = 65_536; // bytes
const LARGEST = 4_000_000_000; // bytes that one WebAssembly memory can hold, with room to spare
const MOST_DIMENSIONS = 4_096;
const ROW_STEPS = 127;
const QUERY_STEPS = 4_095; // 12 bits: with 127 on the other side the sum of 4,096 products fits into 32 bits

// Node's own types leave these out, and those of the DOM would let in far more.
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { exports: unknown } };
type Exports = {
	memory: { buffer: ArrayBuffer; grow(pages: number): number };
	scan(rows: number, count: number, length: number, query: number, out: number): void;
};

/** Approximate cosines of a query and every row of a matrix, from a copy of the matrix in int8. */
export type Int8Scan = {
	/** One score for each row; the array is overwritten by the next call. */
	scores(query: Float32Array): Float32Array;
};

/** @returns null where the matrix is too large for one WebAssembly memory, or its rows for 32-bit sums. */
export function createInt8Scan({ rows, dimensions, values }: VectorMatrix): Int8Scan | null {
	const length = 8 * Math.ceil(dimensions / 8);
	const rowsRead = ROWS_AT_ONCE * Math.ceil(rows / ROWS_AT_ONCE); // the last of them hold nothing
	const query = rowsRead * length;
	const out = query + 2 * length;
	const size = out + 4 * rowsRead;
	if (size > LARGEST || dimensions > MOST_DIMENSIONS) return null;
	const { memory, scan } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL, "base64"))).exports as Exports;
	try {
		memory.grow(Math.ceil(size / PAGE));
	} catch {
		return null; // not so much memory in one piece
	}

	const steps = new Int8Array(memory.buffer, 0, rows * length);
	const scales = new Float32Array(rows);
	for (let row = 0; row < rows; row++) {
		const vector = values.subarray(row * dimensions, (row + 1) * dimensions);
		const scale = largest(vector) / ROW_STEPS;
		scales[row] = scale;
		if (scale > 0) for (let i = 0; i < dimensions; i++) steps[row * length + i] = Math.round((vector[i] as number) / scale);
	}
	const querySteps = new Int16Array(memory.buffer, query, length);
	const sums = new Int32Array(memory.buffer, out, rows);
	const found = new Float32Array(rows);

	return {
		scores(vector) {
			const scale = largest(vector) / QUERY_STEPS;
			if (scale === 0) return found.fill(0);
			for (let i = 0; i < dimensions; i++) querySteps[i] = Math.round((vector[i] as number) / scale);
			scan(0, rowsRead, length, query, out);
			for (let row = 0; row < rows; row++) found[row] = (sums[row] as number) * (scales[row] as number) * scale;
			return found;
		},
	};
}

function largest(vector: Float32Array): number {
	let found = 0;
	for (const value of vector) found = Math.max(found, Math.abs(value));
	return found;
}
