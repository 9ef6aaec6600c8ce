import type { Span } from "../domain/span.ts";
import { wordsOf } from "../text/words.ts";
import { asks } from "./question-kind.ts";
import { beginsWithPronoun, type ScoredSentence } from "./sentence-features.ts";

/** One sentence or a few that stand side by side, to be quoted as they are. */
export type Selected = {
	/** The sentence for which it was chosen. */
	readonly best: ScoredSentence;
	readonly span: Span;
	readonly terms: ReadonlySet<string>;
};

/** A further quote is at least e^-3.5, a thirtieth, as likely to hold the answer as the first. */
const MOST_BEHIND = 3.5;
/** Two quotes that share more of their terms than this say the same. */
const MOST_SHARED = 0.8;
/** A neighbour is quoted along when it is at least e^-1, a third, as likely to hold the answer. */
const NEIGHBOUR_BEHIND = 1;
/** The longest quote of several sentences, in UTF-16 code units. */
const LONGEST_RUN = 420;
/** Words that say nothing without what stands beside them. */
const MOST_BRIEF = 2;
/** Sentences that are taken along to close a speech. */
const MOST_OF_SPEECH = 3;

/** The most likely sentences that do not repeat each other, best first, each with the neighbours that belong to it. */
export function selectQuotes(ranked: readonly ScoredSentence[], most: number): Selected[] {
	const chosen: Selected[] = [];
	const top = ranked[0]?.score ?? 0;
	for (const sentence of ranked) {
		if (chosen.length === most || sentence.score < top - MOST_BEHIND) break;
		if (chosen.some((other) => holds(other, sentence) || repeats(other, sentence))) continue;
		chosen.push(withNeighbours(sentence, ranked, chosen));
	}
	return chosen;
}

/** Sentences of one passage are quoted together where the answer may lie in either. */
function withNeighbours(best: ScoredSentence, ranked: readonly ScoredSentence[], chosen: readonly Selected[]): Selected {
	const run = [best];
	for (const step of [-1, 1]) {
		const other = ranked.find(({ candidate, at }) => candidate.passage.id === best.candidate.passage.id && at === best.at + step);
		if (other === undefined || chosen.some((quote) => holds(quote, other))) continue;
		if (other.score < best.score - NEIGHBOUR_BEHIND) continue;
		const { start, end } = spanOf([...run, other]);
		if (end - start <= LONGEST_RUN) run.push(other);
	}
	const taken = (span: Span) => chosen.some((quote) => quote.best.document.id === best.document.id && overlap(quote.span, span));
	const terms = new Set(run.flatMap((sentence) => [...sentence.terms]));
	return { best, span: completed(spanOf(run), best, taken), terms };
}

/**
 * A quote that says nothing by itself takes along what completes it: "Not returned are:" what follows, "No." what it answers or goes on with.
 * A "Yes." before the quote belongs to it, and the sentence that its pronoun points to.
 */
function completed(run: Span, { candidate: { passage }, passageText }: ScoredSentence, taken: (span: Span) => boolean): Span {
	const { sentences } = passage;
	const textOf = ({ start, end }: Span) => passageText.slice(start - passage.span.start, end - passage.span.start);
	let first = sentences.findIndex(({ end }) => end > run.start);
	let last = sentences.findLastIndex(({ start }) => start < run.end);
	const at = (sentence: number) => sentences[sentence] as Span;
	const grow = (to: number) => {
		if (sentences[to] === undefined || taken(at(to))) return false;
		const [from, until] = [Math.min(first, to), Math.max(last, to)];
		if (at(until).end - at(from).start > LONGEST_RUN) return false;
		[first, last] = [from, until];
		return true;
	};
	const sameParagraph = (one: number, next: number) => !/\n/.test(textOf({ start: at(one).end, end: at(next).start }));
	/** A speech that is opened and not closed goes on in the sentences that follow, one that is only closed began before. */
	function closeSpeech() {
		const before = [first, last] as const;
		const step = openSpeech(textOf({ start: at(first).start, end: at(last).end }));
		if (step === 0) return;
		for (let more = 1; more <= MOST_OF_SPEECH; more++) {
			if (!grow(step > 0 ? last + 1 : first - 1)) break;
			if (openSpeech(textOf({ start: at(first).start, end: at(last).end })) === 0) return;
		}
		[first, last] = before;
	}
	if (first > 0 && sameParagraph(first - 1, first) && beginsWithPronoun(textOf(at(first)))) grow(first - 1);
	const leads = LEADS_IN.test(textOf(at(last)));
	if (leads && grow(last + 1) && !sameParagraph(last - 1, last)) {
		const style = styleOf(textOf(at(last)));
		while (sentences[last + 1] !== undefined && styleOf(textOf(at(last + 1))) === style && grow(last + 1));
	}
	if (first === last && isBrief(textOf(at(first)))) {
		const isValue = !/\p{L}/u.test(textOf(at(first))); // it stands behind its name
		if (first > 0 && (isValue || asks(textOf(at(first - 1))))) grow(first - 1);
		const more = (first === last || !isValue) && grow(last + 1);
		if (!more && first === last) grow(first - 1);
	}
	closeSpeech();
	if (first > 0 && sameParagraph(first - 1, first) && REPLY.test(textOf(at(first - 1)))) grow(first - 1);
	return { start: at(first).start, end: at(last).end };
}

/** Whether quotation marks are opened and not closed (1), closed and not opened (-1), or fit (0). */
function openSpeech(text: string): -1 | 0 | 1 {
	const count = (mark: string) => text.split(mark).length - 1;
	const curly = count("„") > 0 ? count("„") - count("“") - count("”") : count("“") - count("”");
	if (curly !== 0) return curly > 0 ? 1 : -1;
	const straight = [...text.matchAll(/(?<!\d)"/g)]; // not those of inches
	if (straight.length % 2 === 0) return 0;
	// the odd one opens where a word follows it
	return /^"[\p{L}\p{N}]/u.test(text.slice(straight.at(-1)?.index)) ? 1 : -1;
}

const LEADS_IN = /[:：]["”’»)]*$/;
const REPLY = /^(?:yes|no|not|never|always|sometimes|of course|certainly|ja|nein|nicht|oui|non|sí|no)\b[^.!?]{0,20}[.!]$/i;

/** How an item of a list is written: its first letter small or not, with or without an end mark. */
function styleOf(item: string): string {
	return `${/^\p{Ll}/u.test(item)} ${/[.!?]["”’»)]*$/.test(item)}`;
}

/** A word or a few that are neither a row of a table nor a name with its value. */
function isBrief(text: string): boolean {
	return !/[:|\t]/.test(text) && wordsOf(text).filter((word) => /\p{L}/u.test(word.text)).length <= MOST_BRIEF;
}

function overlap(one: Span, other: Span): boolean {
	return one.start < other.end && other.start < one.end;
}

function spanOf(run: readonly ScoredSentence[]): Span {
	return { start: Math.min(...run.map(({ span }) => span.start)), end: Math.max(...run.map(({ span }) => span.end)) };
}

function holds(quote: Selected, { document, span }: ScoredSentence): boolean {
	return quote.best.document.id === document.id && quote.span.start <= span.start && span.end <= quote.span.end;
}

function repeats(quote: Selected, { terms }: ScoredSentence): boolean {
	let shared = 0;
	for (const term of quote.terms) if (terms.has(term)) shared += 1;
	return shared > MOST_SHARED * Math.min(quote.terms.size, terms.size);
}
