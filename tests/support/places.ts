import type { Place } from "../../src/domain/passage.ts";

/** The place of a passage of which nothing is known. */
export const NOWHERE: Place = { headings: [], page: null, slide: null, chapter: null, row: null, line: null };
