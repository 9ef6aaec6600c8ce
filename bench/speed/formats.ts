import { extname, join } from "node:path";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { parseDocuments } from "../../src/ingest/parse-document.ts";
import { inContext } from "../../src/ingest/prepare-file.ts";
import { listCorpus, readBytes } from "../../src/ingest/read-corpus.ts";
import { splitPassages } from "../../src/ingest/split-passages.ts";
import { languageOf } from "../../src/text/languages.ts";
import { indexTermsOf } from "../../src/text/terms.ts";
import { sharedFolder } from "../quality/question-set.ts";

type Times = { files: number; bytes: number; passages: number; parse: number; split: number; terms: number; embed: number };

/** Where the time of an ingestion goes, by format: every file of a folder, one stage after the other in one thread. */
export async function measureFormats(folder: string | undefined): Promise<Record<string, object>> {
	const shared = sharedFolder();
	const root = folder ?? (shared === undefined ? undefined : join(shared, "eval"));
	if (root === undefined) throw new Error("Name a folder of documents: npm run bench -- formats <folder>");
	const embedder = await openTransformersEmbedder();
	const formats = new Map<string, Times>();
	for (const file of await listCorpus(root)) {
		if (file.kind !== "file") continue;
		const read = await readBytes(file.path);
		if ("problem" in read) continue;
		const name = extname(file.uri).toLowerCase();
		const times = formats.get(name) ?? { files: 0, bytes: 0, passages: 0, parse: 0, split: 0, terms: 0, embed: 0 };
		formats.set(name, times);
		const watch = stopwatch();
		const parsed = await parseDocuments({ uri: file.uri, ...read });
		times.parse += watch();
		times.files += 1;
		times.bytes += file.size;
		if ("problem" in parsed) continue;
		const documents = parsed.map(({ document, blocks }) => ({ document, passages: splitPassages(document, blocks) }));
		times.split += watch();
		const texts = documents.flatMap(({ document, passages }) => passages.map((passage) => inContext(document, passage)));
		for (const text of texts) indexTermsOf(text, languageOf({ language: "en" }));
		times.terms += watch();
		await embedder.embed(texts, "passage");
		times.embed += watch();
		times.passages += texts.length;
	}
	return Object.fromEntries([...formats].sort().map(([name, times]) => [name, figuresOf(times)]));
}

function figuresOf({ files, bytes, passages, parse, split, terms, embed }: Times): object {
	const seconds = (parse + split + terms + embed) / 1000;
	const share = (time: number) => `${Math.round(time / seconds / 10)} %`;
	return {
		files,
		MB: Number((bytes / 1e6).toFixed(2)),
		"MB/s": Number((bytes / 1e6 / seconds).toFixed(2)),
		"passages/s": Math.round(passages / seconds),
		time: { parse: share(parse), split: share(split), terms: share(terms), embed: share(embed) },
	};
}

/** Milliseconds since the last call. */
function stopwatch(): () => number {
	let last = performance.now();
	return () => {
		const now = performance.now();
		const passed = now - last;
		last = now;
		return passed;
	};
}
