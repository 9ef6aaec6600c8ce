import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { getDocumentProxy } from "unpdf";
import { pageAt } from "../../src/domain/document.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { decodeText } from "../../src/ingest/decode-text.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { parseDocuments } from "../../src/ingest/parse-document.ts";
import { parseHtml } from "../../src/ingest/parsers/html.ts";
import { parsePlainText } from "../../src/ingest/parsers/plain-text.ts";
import { splitPassages } from "../../src/ingest/split-passages.ts";
import { openQuoth } from "../../src/quoth.ts";
import { splitSentences } from "../../src/text/sentences.ts";
import { temporaryFolder } from "./question-set.ts";

type Figures = Record<string, number>;

const percent = (share: number) => Number((100 * share).toFixed(1));
const rounded = (value: number) => Number(value.toFixed(4));
const f1 = (precision: number, recall: number) => (2 * precision * recall) / (precision + recall);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const lines = (path: string) => readFileSync(path, "utf8").trim().split("\n");

/** How sets of documents are scored, by layout: what ingestion makes of them, beside what it should. */
export const INGESTION: Readonly<Record<string, (folder: string) => Figures | Promise<Figures>>> = {
	articles,
	sentences,
	encodings,
	filings,
	files,
};

/** The article of each page, by the benchmark's own measure: shingles of four words, precision and recall averaged over the pages. */
function articles(folder: string): Figures {
	const truth: Record<string, { articleBody: string }> = JSON.parse(readFileSync(join(folder, "raw/ground-truth.json"), "utf8"));
	const scores = readdirSync(join(folder, "raw/html")).map((file) => {
		const html = gunzipSync(readFileSync(join(folder, "raw/html", file))).toString("utf8");
		return shingleScore(truth[file.replace(".html.gz", "")]?.articleBody ?? "", parseHtml(html).text);
	});
	const precision = mean(scores.map((score) => score.precision));
	const recall = mean(scores.map((score) => score.recall));
	return { pages: scores.length, precision: rounded(precision), recall: rounded(recall), F1: rounded(f1(precision, recall)) };
}

function shingleScore(gold: string, found: string): { precision: number; recall: number } {
	const [wanted, got] = [shingles(gold), shingles(found)];
	let both = 0;
	for (const [shingle, count] of wanted) both += Math.min(count, got.get(shingle) ?? 0);
	const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
	return { precision: both / (total(got) || 1), recall: both / (total(wanted) || 1) };
}

function shingles(text: string): Map<string, number> {
	const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
	const counts = new Map<string, number>();
	for (let at = 0; at + 4 <= words.length; at++) {
		const shingle = words.slice(at, at + 4).join(" ");
		counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
	}
	return counts;
}

type Segmented = { text: string; spans: [number, number][] };
type GoldenRule = { text: string; sentences: string[]; lang: string; set: string };

/** Ends of sentences as a plain text file gives them; the golden rules on the bare text. */
function sentences(folder: string): Figures {
	const figures: Figures = {};
	const all = { right: 0, wanted: 0, found: 0 };
	for (const name of ["ewt_test", "gum_test", "pud_test"]) {
		const counts = { right: 0, wanted: 0, found: 0 };
		for (const { text, spans } of lines(join(folder, `${name}.jsonl`)).map((line): Segmented => JSON.parse(line))) {
			const at = offsetsOf(text);
			const wanted = new Set(spans.map(([, end]) => at[end]));
			const { blocks, leftOut } = parsePlainText(text);
			const found = [...blocks, ...leftOut].flatMap(({ span }) => splitSentences(text, span.start, span.end));
			counts.right += found.filter(({ end }) => wanted.has(end)).length;
			counts.wanted += wanted.size;
			counts.found += found.length;
		}
		figures[`${name} F1`] = rounded(f1(counts.right / counts.found, counts.right / counts.wanted));
		if (name === "pud_test") continue;
		for (const key of ["right", "wanted", "found"] as const) all[key] += counts[key];
	}
	figures["ewt and gum together F1"] = rounded(f1(all.right / all.found, all.right / all.wanted));
	const rules = lines(join(folder, "golden_rules.jsonl"))
		.map((line): GoldenRule => JSON.parse(line))
		.filter(({ lang, set }) => lang === "english" && set === "GOLDEN_EN_RULES_TEST_CASES");
	const kept = rules.filter(({ text, sentences: gold }) => {
		const found = splitSentences(text).map(({ start, end }) => text.slice(start, end));
		return found.join("\n") === gold.map((sentence) => sentence.trim()).join("\n");
	});
	figures["English golden rules %"] = percent(kept.length / rules.length);
	return figures;
}

/** UTF-16 offsets of code points. */
function offsetsOf(text: string): number[] {
	const offsets = [0];
	for (const char of text) offsets.push((offsets.at(-1) as number) + char.length);
	return offsets;
}

/** Files whose folder names their encoding. ISO-2022-KR, Johab and EUC-TW are known to no library here: they count as wrong, but for the first. */
function encodings(folder: string): Figures {
	const root = join(folder, "encodings/chardet");
	const results = readdirSync(root).flatMap((name) =>
		readdirSync(join(root, name)).map((file) => {
			const decoded = decodeText(new Uint8Array(readFileSync(join(root, name, file))));
			if ("problem" in decoded) return false;
			if (name === "iso-2022-kr") return decoded.encoding === name;
			const wanted = decodeAs(name.toLowerCase(), readFileSync(join(root, name, file)));
			return wanted !== undefined && decoded.characters.replace(/^\uFEFF/, "") === wanted.replace(/^\uFEFF/, "");
		}),
	);
	return { files: results.length, "right %": percent(mean(results.map(Number))) };
}

/** The folders' names add a language to some encodings. */
function decodeAs(name: string, bytes: Buffer): string | undefined {
	const parts = name.split("-");
	for (let length = parts.length; length > 0; length--) {
		const encoding = parts.slice(0, length).join("-");
		if (iconv.encodingExists(encoding)) return iconv.decode(bytes, encoding);
	}
	return name === "iso-2022-jp" ? new TextDecoder(name).decode(bytes) : undefined;
}

const SAMPLED = 7; // every seventh sentence

/** Each sampled sentence is looked for on the page that it names, in the characters as the file has them there. */
async function filings(folder: string): Promise<Figures> {
	const root = join(folder, "raw/docs");
	let asked = 0;
	let found = 0;
	for (const file of readdirSync(root).filter((name) => name.endsWith(".pdf"))) {
		const bytes = new Uint8Array(readFileSync(join(root, file)));
		const pages = await textOfPages(bytes);
		const parsed = await parseDocuments({ uri: file, bytes, contentHash: "" });
		if ("problem" in parsed) throw new Error(`${file}: ${parsed.problem}`);
		for (const { document, blocks } of parsed) {
			const all = splitPassages(document, blocks).flatMap((passage) => passage.sentences);
			for (const { start, end } of all.filter((_, at) => at % SAMPLED === 0)) {
				const page = pageAt(document.pages, start) ?? 0;
				asked += 1;
				if (
					isOn(document.text.slice(start, end), `${pages[page - 1] ?? ""} ${pageAt(document.pages, end - 1) === page ? "" : pages[page]}`)
				)
					found += 1;
			}
		}
	}
	return { "sampled quotes": asked, "on the page they name %": percent(found / asked) };
}

const letters = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).join("");

/** As it stands, or, for a row of a table, which the file may hold in another order, word by word. */
function isOn(quote: string, page: string): boolean {
	const wanted = quote.match(/[\p{L}\p{N}]+/gu) ?? [];
	const words = new Set(page.match(/[\p{L}\p{N}]+/gu) ?? []);
	return letters(page).includes(letters(quote)) || wanted.every((word) => words.has(word));
}

async function textOfPages(bytes: Uint8Array): Promise<string[]> {
	const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 });
	const pages: string[] = [];
	for (let number = 1; number <= pdf.numPages; number++) {
		const { items } = await (await pdf.getPage(number)).getTextContent();
		pages.push(items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? " " : ""}` : "")).join(""));
	}
	await pdf.destroy();
	return pages;
}

/** Every file of a folder has an entry that says what became of it, and every passage is a slice of its document. */
async function files(folder: string): Promise<Figures> {
	const index = temporaryFolder("quoth-files-");
	try {
		const { ledger, seconds } = await ingest({ folder, index, embedder: await openTransformersEmbedder() });
		const quoth = await openQuoth({ index });
		const silent = ledger.filter(({ outcome, passages, reason }) => outcome === "read" && passages === 0 && reason === null).length;
		const unexplained = ledger.filter(({ outcome, reason }) => (outcome === "failed" || outcome === "skipped") && !reason).length;
		const answers = await Promise.all(
			quoth.documents.slice(0, 200).map(({ title }) => quoth.ask({ question: `What about ${title.slice(0, 200)}?` })),
		);
		const quotes = answers.flatMap(({ quotes: given, nearest }) => [...given, ...nearest]);
		const exact = quotes.filter(
			({ documentId, span, text }) => quoth.document(documentId)?.text.slice(span.start, span.end) === text,
		).length;
		quoth.close();
		const count = (outcome: string) => ledger.filter((entry) => entry.outcome === outcome).length;
		return {
			files: ledger.length,
			read: count("read"),
			failed: count("failed"),
			skipped: count("skipped"),
			"empty without a word": silent,
			"not read without a reason": unexplained,
			"verbatim %": percent(exact / quotes.length),
			seconds: Math.round(seconds),
		};
	} finally {
		rmSync(index, { recursive: true, force: true });
	}
}
