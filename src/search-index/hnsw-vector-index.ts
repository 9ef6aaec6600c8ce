import { closeSync, fsyncSync, openSync, readSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { QuothError } from "../errors.ts";
import type { VectorIndex, VectorMatrix } from "./vector-index.ts";

// Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs" (2018).
/** Links of a vector on each layer (twice as many on the lowest). */
const M = 16;
/** Width of the search while the graph is built. */
const EF_CONSTRUCTION = 200;
/** Width of the search for a question: the library's own default is 10, which misses most. */
const EF_SEARCH = 400;
const SEED = 100;

/** What is used of the library. Its own types are not at hand where it could not be installed, and Quoth is built there too. */
type Graph = {
	initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
	addPoint(point: number[], label: number): void;
	writeIndexSync(path: string): void;
	readIndexSync(path: string): void;
	getCurrentCount(): number;
	setEf(ef: number): void;
	searchKnn(query: number[], neighbors: number): { distances: number[]; neighbors: number[] };
};
type Library = { HierarchicalNSW: new (space: "ip", dimensions: number) => Graph };

/** The native library, or null where it could not be built at installation. */
export function loadHnswLibrary(): Library | null {
	try {
		return createRequire(import.meta.url)("hnswlib-node") as Library;
	} catch {
		return null;
	}
}

/**
 * Builds the graph over a matrix and writes it to a new file.
 * @throws QuothError `write-failed` when the file is not whole: the library itself reports success on a full disk.
 */
export async function writeHnswFile(
	library: Library,
	matrix: VectorMatrix,
	path: string,
	onProgress?: (added: number) => void,
	signal?: AbortSignal,
): Promise<void> {
	const graph = new library.HierarchicalNSW("ip", matrix.dimensions);
	graph.initIndex(matrix.rows, M, EF_CONSTRUCTION, SEED);
	for (let row = 0; row < matrix.rows; row++) {
		graph.addPoint(rowOf(matrix, row), row);
		if (row % 500 === 499) {
			onProgress?.(row + 1);
			await new Promise(setImmediate);
			signal?.throwIfAborted();
		}
	}
	graph.writeIndexSync(path);
	requireWholeFile(path, matrix);
	const file = openSync(path, "r+");
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/**
 * Opens a graph file. The caller has verified its checksum: a damaged file would crash the process at a later search.
 * @throws QuothError `index-damaged` when it does not belong to the matrix.
 */
export function openHnswFile(library: Library, matrix: VectorMatrix, path: string): VectorIndex {
	const graph = new library.HierarchicalNSW("ip", matrix.dimensions);
	graph.readIndexSync(path);
	if (graph.getCurrentCount() !== matrix.rows) {
		throw new QuothError("index-damaged", `${path} holds ${graph.getCurrentCount()} vectors; the index has ${matrix.rows} passages.`);
	}
	return {
		kind: "hnsw",
		search(query, k) {
			if (query.length !== matrix.dimensions) {
				throw new QuothError("index-incompatible", `The question has ${query.length} dimensions; the index has ${matrix.dimensions}.`);
			}
			const wanted = Math.min(k, matrix.rows);
			graph.setEf(Math.max(EF_SEARCH, wanted));
			const { neighbors, distances } = graph.searchKnn(Array.from(query), wanted);
			return neighbors.map((passage, index) => ({ passage, score: 1 - (distances[index] as number) }));
		},
	};
}

function rowOf({ values, dimensions }: VectorMatrix, row: number): number[] {
	return Array.from(values.subarray(row * dimensions, (row + 1) * dimensions));
}

// The layout of the library's files: a header, one record of fixed size for each vector, then for each vector the
// byte length of its upper links and those links.
const HEADER = 96;
const COUNT_AT = 16;
const RECORD_SIZE_AT = 24;

/** Walks the file's own lengths: they must lead exactly to its end. */
function requireWholeFile(path: string, matrix: VectorMatrix): void {
	const incomplete = () => new QuothError("write-failed", `${path} was not written whole. Is the disk full?`);
	const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
	if (size < HEADER) throw incomplete();
	const file = openSync(path, "r");
	try {
		const header = Buffer.alloc(HEADER);
		readSync(file, header, 0, HEADER, 0);
		if (Number(header.readBigUInt64LE(COUNT_AT)) !== matrix.rows) throw incomplete();
		let at = HEADER + matrix.rows * Number(header.readBigUInt64LE(RECORD_SIZE_AT));
		if (at > size) throw incomplete();
		const links = Buffer.alloc(size - at);
		readSync(file, links, 0, links.length, at);
		let offset = 0;
		for (let row = 0; row < matrix.rows; row++) {
			if (offset + 4 > links.length) throw incomplete();
			offset += 4 + links.readUInt32LE(offset);
		}
		at += offset;
		if (at !== size) throw incomplete();
	} finally {
		closeSync(file);
	}
}
