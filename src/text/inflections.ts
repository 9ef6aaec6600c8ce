import { germanVerbForms } from "./german-verbs.ts";
import type { Language } from "./languages.ts";
import { spanishVerbForms } from "./spanish-verbs.ts";

/**
 * Other stems under which the forms of one word may stand, where Snowball's stemmer does not bring them together. Most of them are no
 * words: they are meant to be looked up. English irregular forms are taken to their base before they are stemmed.
 * @param stem in matching form
 */
export function inflectionsOf(stem: string, language: Language): readonly string[] {
	if (language === "de") return germanVerbForms(stem);
	if (language === "es") return spanishVerbForms(stem);
	if (language !== "en") return [];
	// Snowball leaves "sue" and makes "su" of "sued", as of all verbs in -ee, -oe, -ue and -ye
	if (/^\p{L}{1,2}[eouy]e$/u.test(stem)) return [stem.slice(0, -1)];
	return /^\p{L}{1,2}[eouy]$/u.test(stem) ? [`${stem}e`] : [];
}
