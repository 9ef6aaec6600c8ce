import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Command } from "commander";
import type { LeftOut } from "../domain/document.ts";
import type { Passage } from "../domain/passage.ts";
import { sliceSpan } from "../domain/span.ts";
import { QuothError, systemCode } from "../errors.ts";
import type { ParsedDocument } from "../ingest/parse-document.ts";
import { placeOf, showControls } from "../render/terminal.ts";
import { openIndex } from "../search-index/index-reader.ts";
import { settingOption } from "./settings.ts";
import type { Terminal } from "./terminal.ts";

type Options = { index: string; json?: boolean };

export function inspectCommand(terminal: Terminal): Command {
	return new Command("inspect")
		.description("Show what is in the index, or what ingestion makes of one file: its passages and what it leaves out.")
		.argument("[file]", "a document; it need not be in the index")
		.addOption(settingOption("index"))
		.option("--json", "print JSON")
		.addHelpText("after", "\nExamples:\n  quoth inspect\n  quoth inspect corpus/timeline.md")
		.action(async (file: string | undefined, options: Options) => {
			terminal.out.write(file === undefined ? await inspectIndex(options) : await inspectFile(file, options));
		});
}

async function inspectIndex({ index: folder, json }: Options): Promise<string> {
	const index = await openIndex(folder);
	index.close();
	const { manifest, documents, vectorSearch, aliases, languages } = index;
	const summaries = documents.map(({ id, uri, title, format, passages, length }) => ({ id, uri, title, format, passages, length }));
	if (json) return `${JSON.stringify({ ...manifest, vectorSearch, languages, aliases, documents: summaries }, null, 2)}\n`;
	const { counts, embedder } = manifest;
	const own = aliases.filter(({ origin }) => origin !== "known");
	return [
		`index ${manifest.id}, built ${manifest.builtAt}, format ${manifest.version}`,
		`${counts.documents} documents, ${counts.passages} passages, ${counts.sentences} sentences, ${counts.terms} terms`,
		`embedder ${embedder.name} (${embedder.dimensions} dimensions, ${embedder.hash.slice(0, 12)}), vector search ${vectorSearch}`,
		`languages ${languages.join(", ")}`,
		"",
		...summaries.map(
			({ id, uri, passages, title }) => `${id}  ${String(passages).padStart(5)} passages  ${showControls(uri)}  ${showControls(title)}`,
		),
		"",
		"names that mean the same:",
		...own.map(({ names, origin }) => `  ${showControls(names.join(" = "))}${origin === "file" ? "  (from the file of aliases)" : ""}`),
		`  and ${aliases.length - own.length} groups of names that are known beforehand, such as countries; --json lists them`,
		"",
	].join("\n");
}

async function inspectFile(path: string, { json }: Options): Promise<string> {
	const [{ parseDocuments }, { splitPassages }, { createSourcesReader }] = await Promise.all([
		import("../ingest/parse-document.ts"),
		import("../ingest/split-passages.ts"),
		import("../ingest/sources-file.ts"),
	]);
	const file = await readSource(path);
	const parsed = await parseDocuments({ ...file, overrides: createSourcesReader(dirname(path))(file.uri) });
	if ("problem" in parsed) throw new QuothError("file-unreadable", `${path}: ${parsed.problem}.`);
	const shown = parsed.map((each) => ({ ...each, passages: splitPassages(each.document, each.blocks) }));
	if (!json) return shown.map(renderParsed).join("\n");
	const documents = shown.map(({ document: { text, leftOut, ...summary }, passages, warnings, pagesWithoutText }) => ({
		...summary,
		passages: passages.map((passage) => ({ ...passage, text: sliceSpan(text, passage.span) })),
		leftOut: leftOut.map((part) => ({ ...part, text: textOfLeftOut(part, text) })),
		warnings,
		pagesWithoutText,
	}));
	return `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`;
}

function renderParsed({ document, passages, warnings, pagesWithoutText }: ParsedDocument & { passages: Passage[] }): string {
	const pages = document.pages.length > 0 ? `, ${document.pages.length} pages` : "";
	const head = [
		`${showControls(document.title)} – ${document.format}, ${document.length} characters${pages}`,
		metadataLine(document),
		...(pagesWithoutText.length > 0 ? [`no text (scan?) on pages ${pagesWithoutText.join(", ")}`] : []),
		...warnings.map(showControls),
		"",
	];
	const parts = [...passages.map(keptPart), ...document.leftOut.map(leftOutPart)].sort((a, b) => a.at - b.at);
	return `${[...head, ...parts.map(({ render }) => render(document.text))].join("\n")}\n`;
}

function textOfLeftOut({ span, text }: LeftOut, of: string): string {
	return text ?? sliceSpan(of, span);
}

async function readSource(path: string) {
	try {
		const bytes = new Uint8Array(await readFile(path));
		return { uri: basename(path), bytes, contentHash: createHash("sha256").update(bytes).digest("hex") };
	} catch (cause) {
		throw new QuothError(
			"file-unreadable",
			`${resolve(path)} ${systemCode(cause) === "EISDIR" ? "is a folder" : `cannot be read (${systemCode(cause) ?? cause})`}.`,
			{ cause },
		);
	}
}

function metadataLine({ author, publisher, published, modified, language, url }: ParsedDocument["document"]): string {
	const known = Object.entries({ author, publisher, published, modified, language, url }).filter(([, value]) => value !== null);
	return known.map(([name, value]) => `${name}: ${showControls(String(value))}`).join("  ");
}

type Part = { readonly at: number; readonly render: (text: string) => string };

function keptPart(passage: Passage): Part {
	const { span, place, sentences } = passage;
	const where = placeOf(place);
	const head = `passage ${span.start}–${span.end}, ${sentences.length} sentences${where === "" ? "" : `, ${where}`}`;
	return { at: span.start, render: (text) => `${showControls(head)}\n${indent(sliceSpan(text, span), "  │ ")}\n` };
}

function leftOutPart(part: LeftOut): Part {
	const { span, reason } = part;
	return { at: span.start, render: (text) => `left out at ${span.start}: ${reason}\n${indent(textOfLeftOut(part, text), "  ✗ ")}\n` };
}

function indent(text: string, mark: string): string {
	return showControls(text)
		.split("\n")
		.map((line) => mark + line)
		.join("\n");
}
