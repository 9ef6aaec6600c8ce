import { setImmediate } from "node:timers/promises";
import { QuothError } from "../errors.ts";
import type { Quoth } from "../quoth.ts";

/** Where a text stands in a document: `document.text.slice(start, end)` is the text. */
export type Place = {
	readonly documentId: string;
	readonly uri: string;
	readonly title: string;
	readonly start: number;
	readonly end: number;
};

const MOST_PLACES = 20;
/** Characters that are looked through before others are let in. */
const SLICE = 64 * 1024;

/**
 * Where the documents hold a text, character for character. Every document is looked through: "nowhere" means nowhere.
 * @param idOrUri of one document; all when left out
 * @param signal gives up
 * @returns the first places, 20 at most
 * @throws QuothError `document-not-found`
 */
export async function findVerbatim(quoth: Quoth, text: string, idOrUri: string | undefined, signal: AbortSignal): Promise<Place[]> {
	const ids = idOrUri === undefined ? quoth.documents.map(({ id }) => id) : [idOrUri];
	const places: Place[] = [];
	let looked = 0;
	for (const id of ids) {
		const document = quoth.document(id);
		if (document === undefined) throw new QuothError("document-not-found", `There is no document "${id}" in the index.`);
		for (let from = 0; from < document.text.length; from += SLICE) {
			const slice = document.text.slice(from, from + SLICE + text.length - 1);
			for (let at = slice.indexOf(text); at !== -1; at = slice.indexOf(text, at + 1)) {
				const start = from + at;
				places.push({ documentId: document.id, uri: document.uri, title: document.title, start, end: start + text.length });
				if (places.length === MOST_PLACES) return places;
			}
			looked += slice.length;
			if (looked >= SLICE) {
				looked = 0;
				await setImmediate(undefined, { signal });
			}
		}
	}
	return places;
}
