import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Embedder } from "../../src/embedding/embedder.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { type IngestOptions, ingest } from "../../src/ingest/ingest.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import { folderWith, temporaryFolder } from "./folders.ts";

let bundled: Promise<Embedder> | undefined;

/** The bundled model, loaded once for a test file. */
export function bundledEmbedder(): Promise<Embedder> {
	bundled ??= openTransformersEmbedder();
	return bundled;
}

/** The index of a folder with these files; its path. */
export async function indexOf(files: Record<string, string | Uint8Array>, options: Partial<IngestOptions> = {}): Promise<string> {
	const index = join(temporaryFolder(), "index");
	await ingest({ folder: folderWith(files), index, embedder: await bundledEmbedder(), ...options });
	return index;
}

/** An open Quoth over these files. */
export async function quothOver(files: Record<string, string | Uint8Array>, options: Partial<IngestOptions> = {}): Promise<Quoth> {
	const quoth = await openQuoth({ index: await indexOf(files, options) });
	onTestFinished(() => quoth.close());
	return quoth;
}

/** A small story in three formats, enough to ask and to miss. */
export const VILLAGE = {
	"bakery.txt": `The bakery on Mill Street

The bakery on Mill Street opened in 1987. Ingrid Solberg founded it with her brother Aksel.

It sells forty kinds of bread, because the old mill next door grinds grain from all over the valley.`,
	"library.md": `---
title: The village library
author: Tomas Reyes
published: 2021-03-04
---

# The village library

## Opening hours

The library opens at ten o'clock and closes at six. On Sundays it stays closed.

## Collection

The library holds 12,400 books. A fire destroyed the reading room in 1954.`,
	"bridge.html": `<!doctype html><html lang="en"><head><title>The bridge</title><meta name="author" content="Mara Quint"></head>
<body><nav><a href="/">Home</a> Subscribe to our newsletter</nav><article><h1>The bridge</h1>
<p>The stone bridge crosses the river Aln. It was built by <b>Jonas Fell</b> in 1822.</p><p>Lorries may not cross it.</p></article>
<footer>All rights reserved</footer></body></html>`,
} as const;
