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
/** Documents that are looked through before others are let in. */
const TURN = 20;

/**
 * Where the documents hold a text, character for character. Every document is looked through: "nowhere" means nowhere.
 * @param idOrUri of one document; all when left out
 * @returns the first places, 20 at most
 * @throws QuothError `document-not-found`
 */
export async function findVerbatim(quoth: Quoth, text: string, idOrUri?: string): Promise<Place[]> {
	const ids = idOrUri === undefined ? quoth.documents.map(({ id }) => id) : [idOrUri];
	const places: Place[] = [];
	for (const [at, id] of ids.entries()) {
		if (at % TURN === TURN - 1) await setImmediate();
		const document = quoth.document(id);
		if (document === undefined) throw new QuothError("document-not-found", `There is no document "${id}" in the index.`);
		for (let start = document.text.indexOf(text); start !== -1; start = document.text.indexOf(text, start + 1)) {
			places.push({ documentId: document.id, uri: document.uri, title: document.title, start, end: start + text.length });
			if (places.length === MOST_PLACES) return places;
		}
	}
	return places;
}
