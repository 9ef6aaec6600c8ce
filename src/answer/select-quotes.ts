import type { Passage } from "../domain/passage.ts";
import { type Span, sliceSpan } from "../domain/span.ts";
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

/** A further quote is at least e^-4, a fiftieth, as likely to hold the answer as the first. */
const MOST_BEHIND = 4;
/** Two quotes that share more of their terms than this say the same. */
const MOST_SHARED = 0.8;
/** A neighbour in the same paragraph is quoted along when it is at least e^-2, a seventh, as likely to hold the answer, … */
const NEIGHBOUR_BEHIND = 2;
/** … one across the end of a paragraph when it is at least e^-1, a third. */
const ACROSS_BEHIND = 1;
/** The longest quote of several sentences, in UTF-16 code units. */
const LONGEST_RUN = 420;
/** The longest lead-in with its list. */
const LONGEST_LIST = 800;
/** The longest item that is a sentence. */
const LONGEST_ITEM = 120;
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
	const taken = (span: Span) => chosen.some((quote) => quote.best.document.id === best.document.id && overlap(quote.span, span));
	const run = [best];
	// What says nothing by itself takes along what completes it: `takeNeighbours`.
	for (const step of isBrief(best.text) ? [] : [-1, 1]) {
		const other = ranked.find(({ candidate, at }) => candidate.passage.id === best.candidate.passage.id && at === best.at + step);
		if (other === undefined || taken(other.span)) continue;
		const together = inOneParagraph(best.candidate.passage, best.passageText, best.span, other.span);
		if (other.score < best.score - (together ? NEIGHBOUR_BEHIND : ACROSS_BEHIND)) continue;
		const { start, end } = spanOf([...run, other]);
		if (end - start <= LONGEST_RUN) run.push(other);
	}
	const terms = new Set(run.flatMap((sentence) => [...sentence.terms]));
	return { best, span: completed(spanOf(run), best, taken), terms };
}

/** Whether two spans of a passage, which do not overlap, stand in one paragraph. */
function inOneParagraph({ span }: Passage, passageText: string, one: Span, other: Span): boolean {
	const [first, second] = one.start < other.start ? [one, other] : [other, one];
	return !sliceSpan(passageText, { start: first.end - span.start, end: second.start - span.start }).includes("\n");
}

/**
 * A quote that says nothing by itself takes along what completes it: "Not returned are:" what follows, "No." what it answers or goes on with.
 * A "Yes." before the quote belongs to it, and the sentence that its pronoun points to.
 */
function completed(run: Span, { candidate: { passage }, passageText }: ScoredSentence, taken: (span: Span) => boolean): Span {
	const stretch = createStretch(passage, passageText, run, taken);
	takePointedTo(stretch);
	takeList(stretch);
	takeNeighbours(stretch);
	takeSpeech(stretch);
	takeReply(stretch);
	return stretch.span();
}

/** Sentences of a passage that stand side by side, to which neighbours can be added. */
type Stretch = {
	span(): Span;
	readonly text: string;
	readonly first: string;
	readonly last: string;
	readonly isOne: boolean;
	/** The sentence before or after it, or null. */
	neighbour(step: -1 | 1): { readonly text: string; readonly inParagraph: boolean } | null;
	/** Adds that sentence, unless it is quoted already or makes the quote longer than this; whether it did. */
	grow(step: -1 | 1, longest?: number): boolean;
	/** What undoes everything that is added from here on. */
	mark(): () => void;
};

function createStretch(passage: Passage, passageText: string, run: Span, taken: (span: Span) => boolean): Stretch {
	const { sentences, span } = passage;
	let first = sentences.findIndex(({ end }) => end > run.start);
	let last = sentences.findLastIndex(({ start }) => start < run.end);
	const at = (sentence: number) => sentences[sentence] as Span;
	const textOf = (start: number, end: number) => sliceSpan(passageText, { start: start - span.start, end: end - span.start });
	const sentenceAt = (sentence: number) => textOf(at(sentence).start, at(sentence).end);
	const beside = (step: -1 | 1) => (step < 0 ? first - 1 : last + 1);
	return {
		span: () => ({ start: at(first).start, end: at(last).end }),
		get text() {
			return textOf(at(first).start, at(last).end);
		},
		get first() {
			return sentenceAt(first);
		},
		get last() {
			return sentenceAt(last);
		},
		get isOne() {
			return first === last;
		},
		neighbour(step) {
			const other = beside(step);
			if (sentences[other] === undefined) return null;
			return {
				text: sentenceAt(other),
				inParagraph: inOneParagraph(passage, passageText, { start: at(first).start, end: at(last).end }, at(other)),
			};
		},
		grow(step, longest = LONGEST_RUN) {
			const other = beside(step);
			if (sentences[other] === undefined || taken(at(other))) return false;
			const [from, until] = [Math.min(first, other), Math.max(last, other)];
			if (at(until).end - at(from).start > longest) return false;
			[first, last] = [from, until];
			return true;
		},
		mark() {
			const marked = [first, last] as const;
			return () => {
				[first, last] = marked;
			};
		},
	};
}

function takePointedTo(stretch: Stretch): void {
	const before = stretch.neighbour(-1);
	if (before?.inParagraph && beginsWithPronoun(stretch.first) && !/^There\b/.test(stretch.first)) stretch.grow(-1);
}

/** "Not returned are:" and the items behind it; of items that are sentences only short ones, since a paragraph may follow. */
function takeList(stretch: Stretch): void {
	if (!LEADS_IN.test(stretch.last)) return;
	const item = stretch.neighbour(1);
	if (item === null || !stretch.grow(1, LONGEST_LIST) || item.inParagraph) return;
	const style = styleOf(item.text);
	for (let next = stretch.neighbour(1); next !== null; next = stretch.neighbour(1)) {
		if (styleOf(next.text) !== style || (style === SENTENCE && next.text.length > LONGEST_ITEM)) return;
		if (!stretch.grow(1, LONGEST_LIST)) return;
	}
}

/** The question that a "No." answers or the name that a value has, or else what follows in the paragraph. */
function takeNeighbours(stretch: Stretch): void {
	if (!stretch.isOne || !isBrief(stretch.first)) return;
	const isValue = !/\p{L}/u.test(stretch.first);
	const before = stretch.neighbour(-1);
	const after = stretch.neighbour(1);
	if (before !== null && (isValue || asks(before.text))) stretch.grow(-1);
	const goesOn = after !== null && !asks(after.text) && (after.inParagraph || (stretch.isOne && !isValue));
	if (goesOn && !isValue) stretch.grow(1);
}

/** A speech that is opened and not closed goes on in the sentences that follow, one that is only closed began before. */
function takeSpeech(stretch: Stretch): void {
	const open = openSpeech(stretch.text);
	if (open === 0) return;
	const undo = stretch.mark();
	for (let more = 1; more <= MOST_OF_SPEECH && stretch.grow(open); more++) if (openSpeech(stretch.text) === 0) return;
	undo();
}

function takeReply(stretch: Stretch): void {
	const before = stretch.neighbour(-1);
	if (before?.inParagraph && REPLY.test(before.text) && !asks(stretch.first)) stretch.grow(-1);
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
const REPLY = /^(?:yes|no|ja|nein|oui|non|sí)(?:, [^.!?]{1,20})?[.!]$/i;

/** How an item of a list is written: its first letter small or not, with or without an end mark. */
function styleOf(item: string): string {
	return `${/^\p{Ll}/u.test(item)} ${/[.!?]["”’»)]*$/.test(item)}`;
}

const SENTENCE = styleOf("A sentence.");

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
