import type { SearchIndex } from "../search-index/search-index.ts";
import { stemsOf } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import type { ScoredSentence } from "./sentence-features.ts";

const QUOTED = /(?<![\p{L}\p{N}])["“„«]([^"“”„«»]{2,300})["”“»]/gu;

/** Phrases of a question that are looked for: a bound on the work. */
const MOST_PHRASES = 5;

/** The words that a question puts into quotation marks: they must stand in the answer as they are. */
export function phrasesOf(question: string): string[] {
	const phrases = [...question.matchAll(QUOTED)].map(([, phrase]) => (phrase as string).trim());
	return [...new Set(phrases)].filter((phrase) => wordsOf(phrase).length > 0).slice(0, MOST_PHRASES);
}

/** Whether a text holds the words of a phrase side by side; case, accents and punctuation aside. */
export function holdsPhrase(text: string, phrase: string): boolean {
	return sequence(text).includes(sequence(phrase));
}

function sequence(text: string): string {
	return ` ${wordsOf(text)
		.map((word) => word.text)
		.join(" ")} `;
}

/** Passages that are read in search of phrases: those that hold all words of the rarest one come first. */
const MOST_READ = 2_000;

/**
 * Marks the passages that hold every phrase, themselves or in their headings, with 1.
 * @param allowed narrows the search where given
 */
export function passagesHolding(index: SearchIndex, phrases: readonly string[], allowed?: Uint8Array): Uint8Array {
	const marked = new Uint8Array(index.manifest.counts.passages);
	const holding = phrases.map((phrase) => [
		...new Set(index.languages.flatMap((language) => [...index.holding([...new Set(stemsOf(phrase, language))])])),
	]);
	const rarest = holding.sort((a, b) => a.length - b.length)[0] ?? [];
	const wanted = phrases.map(sequence);
	for (const number of rarest.slice(0, MOST_READ)) {
		if (allowed !== undefined && allowed[number] !== 1) continue;
		const { span, place } = index.passage(number);
		const document = index.documentOf(number);
		const text = sequence([document.title, ...place.headings, index.textOf(document, span)].join("\n"));
		if (wanted.every((phrase) => text.includes(phrase))) marked[number] = 1;
	}
	return marked;
}

/** The sentences that hold every phrase, or stand below a heading that does; all of them where the words run across sentences. */
export function sentencesHolding(ranked: readonly ScoredSentence[], phrases: readonly string[]): readonly ScoredSentence[] {
	const holding = ranked.filter(({ text, document, candidate }) => {
		const above = [document.title, ...candidate.passage.place.headings].join("\n");
		return phrases.every((phrase) => holdsPhrase(text, phrase) || holdsPhrase(above, phrase));
	});
	return holding.length > 0 ? holding : ranked;
}
