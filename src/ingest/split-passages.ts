import { type Block, type Document, pageAt } from "../domain/document.ts";
import type { Passage, Place } from "../domain/passage.ts";
import type { Span } from "../domain/span.ts";
import { splitPreformatted } from "../text/preformatted.ts";
import { LONGEST_SENTENCE, splitSentences } from "../text/sentences.ts";

/** A longer paragraph is split at a sentence end; UTF-16 code units. */
export const LONGEST_PASSAGE = 1_200;
/** A shorter paragraph joins its neighbour under the same heading. */
export const SHORTEST_PASSAGE = 120;

/** A block as its sentences. */
type Unit = { readonly sentences: readonly Span[]; readonly place: Block["place"] | undefined } & Pick<Block, "headings" | "kind">;

/** The text of a document as passages, in order. Headings are the place of the passages below them, not passages. */
export function splitPassages(document: Pick<Document, "id" | "text" | "format" | "pages">, blocks: readonly Block[]): Passage[] {
	const units = unitsOf(document.text, blocks);
	const groups: Unit[][] = [];
	for (const unit of mergeRuns(document.text, units).flatMap(splitLong)) {
		const group = groups.at(-1);
		if (group !== undefined && joins(document.text, group, unit)) group.push(unit);
		else groups.push([unit]);
	}
	const lineAt = document.format === "text" ? lineCounter(document.text) : () => null;
	return groups.map((group, index) => {
		const start = ((group[0] as Unit).sentences[0] as Span).start;
		return toPassage(document.id, index, group, { page: pageAt(document.pages, start), line: lineAt(start) });
	});
}

/** Counts the lines up to an offset; offsets are asked for in ascending order. */
function lineCounter(text: string): (offset: number) => number {
	let line = 1;
	let at = 0;
	return (offset) => {
		for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
			line += 1;
			at = next + 1;
		}
		return line;
	};
}

function unitsOf(text: string, blocks: readonly Block[]): Unit[] {
	return blocks
		.filter((block, at) => block.kind !== "heading" || isBare(text, blocks, at))
		.map((block) => ({ sentences: sentencesOf(text, block), headings: block.headings, kind: block.kind, place: block.place }))
		.filter((unit) => unit.sentences.length > 0);
}

/** A heading with nothing below it says what it says by itself. */
function isBare(text: string, blocks: readonly Block[], at: number): boolean {
	const next = blocks[at + 1];
	const block = blocks[at] as Block;
	const heading = block.span;
	if (next === undefined || next.place?.slide !== block.place?.slide || next.place?.chapter !== block.place?.chapter) return true;
	if (at === 0) return blocks.every(({ kind }) => kind === "heading"); // the title of the document
	return next.kind === "heading" && next.headings.at(-1) !== text.slice(heading.start, heading.end).trim().replace(/\s+/g, " ");
}

/** Paragraphs without a blank line between them are one run of text. */
function mergeRuns(text: string, units: readonly Unit[]): Unit[] {
	const merged: (Unit & { readonly sentences: Span[] })[] = [];
	for (const unit of units) {
		const last = merged.at(-1);
		const isRun = last?.kind === "paragraph" && unit.kind === "paragraph" && last.headings === unit.headings;
		const between = text.slice(last?.sentences.at(-1)?.end ?? 0, unit.sentences[0]?.start);
		if (last !== undefined && isRun && /^\s*$/.test(between) && !/\n\s*\n/.test(between))
			for (const sentence of unit.sentences) last.sentences.push(sentence);
		else merged.push({ ...unit, sentences: [...unit.sentences] });
	}
	return merged;
}

/** A table row or a piece of preformatted text stands for itself however many full stops it holds. */
function sentencesOf(text: string, { kind, span }: Block): Span[] {
	if (kind !== "table-row" && kind !== "preformatted") return splitSentences(text, span.start, span.end);
	const units = kind === "table-row" ? [span] : splitPreformatted(text, span.start, span.end);
	return units.flatMap((unit) => (unit.end - unit.start <= LONGEST_SENTENCE ? [unit] : splitSentences(text, unit.start, unit.end)));
}

function splitLong(unit: Unit): Unit[] {
	const total = lengthOf(unit.sentences);
	if (total <= LONGEST_PASSAGE) return [unit];
	const target = total / Math.ceil(total / LONGEST_PASSAGE); // parts of about the same length
	const parts: Span[][] = [];
	for (const sentence of unit.sentences) {
		const part = parts.at(-1);
		const grown = part === undefined ? 0 : lengthOf([...part.slice(0, 1), sentence]);
		if (part === undefined || grown > LONGEST_PASSAGE || lengthOf(part) >= target) parts.push([sentence]);
		else part.push(sentence);
	}
	return parts.map((sentences) => ({ ...unit, sentences }));
}

function joins(text: string, group: readonly Unit[], unit: Unit): boolean {
	const first = group[0] as Unit;
	const last = group.at(-1) as Unit;
	if (first.headings.length !== unit.headings.length || first.headings.some((title, i) => title !== unit.headings[i])) return false;
	const { slide, chapter, row } = first.place ?? {};
	if (slide !== unit.place?.slide || chapter !== unit.place?.chapter || row !== unit.place?.row) return false;
	const from = (first.sentences[0] as Span).start;
	const to = (last.sentences.at(-1) as Span).end;
	const next = unit.sentences[0] as Span;
	if ((unit.sentences.at(-1) as Span).end - from > LONGEST_PASSAGE) return false;
	if (text.slice(to, next.start).trim() !== "") return false; // what was left out stays outside of every passage
	const short = to - from < SHORTEST_PASSAGE || lengthOf(unit.sentences) < SHORTEST_PASSAGE;
	return short || (unit.kind === last.kind && unit.kind !== "paragraph" && to - from < LONGEST_PASSAGE / 2);
}

function lengthOf(sentences: readonly Span[]): number {
	const first = sentences[0];
	const last = sentences.at(-1);
	return first === undefined || last === undefined ? 0 : last.end - first.start;
}

function toPassage(documentId: string, index: number, group: readonly Unit[], { page, line }: Pick<Place, "page" | "line">): Passage {
	const { headings, place } = group[0] as Unit;
	const sentences = group.flatMap((unit) => unit.sentences);
	return {
		id: `${documentId}-${index + 1}`,
		documentId,
		span: { start: (sentences[0] as Span).start, end: (sentences.at(-1) as Span).end },
		sentences: [...sentences],
		place: { headings: [...headings], page, slide: place?.slide ?? null, chapter: place?.chapter ?? null, row: place?.row ?? null, line },
	};
}
