import type { Span } from "../domain/span.ts";
import { featureOf, type ScoredSentence } from "./sentence-features.ts";

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
/** A neighbour is quoted along when it is at least e^-1, a third, as likely to hold the answer, … */
const NEIGHBOUR_BEHIND = 1;
/** … and one that a pronoun points to, when it shares as much with the question. */
const LEAST_POINTED_TO = 0.15;
/** The longest quote of several sentences, in UTF-16 code units. */
const LONGEST_RUN = 420;

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

/** Sentences of one passage are quoted together where the answer may lie in either, or where one points to the other. */
function withNeighbours(best: ScoredSentence, ranked: readonly ScoredSentence[], chosen: readonly Selected[]): Selected {
	const run = [best];
	for (const step of [-1, 1]) {
		const other = ranked.find(({ candidate, at }) => candidate.passage.id === best.candidate.passage.id && at === best.at + step);
		if (other === undefined || chosen.some((quote) => holds(quote, other))) continue;
		const pointedTo = step === -1 && featureOf(best, "pronoun") === 1 && featureOf(best, "previous") >= LEAST_POINTED_TO;
		if (other.score < best.score - NEIGHBOUR_BEHIND && !pointedTo) continue;
		const { start, end } = spanOf([...run, other]);
		if (end - start <= LONGEST_RUN) run.push(other);
	}
	return { best, span: spanOf(run), terms: new Set(run.flatMap((sentence) => [...sentence.terms])) };
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
