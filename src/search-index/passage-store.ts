import type { Passage, Place } from "../domain/passage.ts";
import type { Span } from "../domain/span.ts";
import { growableU32 } from "./growable.ts";

// A passage is five numbers: its document, start, end, first sentence, place.
const COLUMNS = 5;
const DOCUMENT = 0;
const START = 1;
const END = 2;
const FIRST_SENTENCE = 3;
const PLACE = 4;

/** Gathers passages as columns of numbers; equal places in a row are kept once. */
export function createPassageStoreWriter() {
	const rows = growableU32();
	const sentences = growableU32();
	const places: string[] = [];

	return {
		add(passage: Passage, document: number): void {
			const place = JSON.stringify(passage.place);
			if (places.at(-1) !== place) places.push(place);
			for (const value of [document, passage.span.start, passage.span.end, sentences.length / 2, places.length - 1]) rows.push(value);
			for (const { start, end } of passage.sentences) {
				sentences.push(start);
				sentences.push(end);
			}
		},
		get count() {
			return rows.length / COLUMNS;
		},
		get sentenceCount() {
			return sentences.length / 2;
		},
		rows: () => rows.view(),
		sentences: () => sentences.view(),
		places: () => places.map((place) => `${place}\n`).join(""),
	};
}

/** Reads passages back. */
export function createPassageStore(
	rows: Uint32Array,
	sentences: Uint32Array,
	places: readonly Place[],
	idOf: (document: number) => { id: string; first: number },
) {
	const count = rows.length / COLUMNS;
	const at = (passage: number, column: number) => rows[passage * COLUMNS + column] as number;

	function sentencesOf(passage: number): Span[] {
		const to = passage + 1 < count ? at(passage + 1, FIRST_SENTENCE) : sentences.length / 2;
		const found: Span[] = [];
		for (let i = at(passage, FIRST_SENTENCE); i < to; i++) {
			found.push({ start: sentences[2 * i] as number, end: sentences[2 * i + 1] as number });
		}
		return found;
	}

	return {
		count,
		documentOf: (passage: number) => at(passage, DOCUMENT),
		read(passage: number): Passage {
			const document = idOf(at(passage, DOCUMENT));
			return {
				id: idAt(document.id, passage - document.first),
				documentId: document.id,
				span: { start: at(passage, START), end: at(passage, END) },
				sentences: sentencesOf(passage),
				place: places[at(passage, PLACE)] as Place,
			};
		},
	};
}

function idAt(documentId: string, place: number): string {
	return `${documentId}-${place + 1}`;
}

/** The place of a passage among those of its document, counted from 0. */
export function placeOf(id: string): number {
	return Number(id.slice(id.lastIndexOf("-") + 1)) - 1;
}
