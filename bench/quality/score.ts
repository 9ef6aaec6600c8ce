import type { Answer } from "../../src/domain/answer.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import { answers, type JudgedQuestion, type QuestionSet, temporaryFolder } from "./question-set.ts";

export type Outcome = { readonly asked: JudgedQuestion; readonly answer: Answer; readonly first: boolean; readonly inThree: boolean };

export type Scores = {
	readonly questions: number;
	/** Of the answerable questions, answered or not. */
	readonly firstRight: number;
	readonly oneOfThreeRight: number;
	/** The same, but a refusal counts as wrong, whatever it shows as nearest. */
	readonly answeredFirstRight: number;
	readonly answeredOneOfThreeRight: number;
	readonly answered: number;
	/** Of the unanswerable ones. */
	readonly refused: number;
	readonly unanswerable: number;
	/** Area under the ROC curve of `confidence`: answerable against unanswerable. NaN where one kind is missing. */
	readonly auroc: number;
	readonly meanFirstQuoteLength: number;
	readonly verbatim: number;
	readonly quotes: number;
};

/** Ingests a set into a temporary index and opens it. */
export async function openSet(set: QuestionSet, model?: string): Promise<Quoth> {
	const index = temporaryFolder("quoth-bench-");
	const embedder = await openTransformersEmbedder({ model });
	await ingest({ folder: set.corpus, index, embedder });
	return openQuoth({ index });
}

export async function askAll(quoth: Quoth, questions: readonly JudgedQuestion[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const asked of questions) {
		const answer = await quoth.ask({ question: asked.question });
		// Nearest passages of a refusal are scored too, for the ranking; whether it was refused is scored apart.
		const shown = [...answer.quotes, ...answer.nearest].slice(0, 3);
		const right = shown.map((quote) => answers({ uri: quote.source.uri, span: quote.span }, asked.gold));
		outcomes.push({ asked, answer, first: right[0] ?? false, inThree: right.includes(true) });
	}
	return outcomes;
}

export function score(quoth: Quoth, outcomes: readonly Outcome[]): Scores {
	const answerable = outcomes.filter(({ asked }) => asked.gold.length > 0);
	const unanswerable = outcomes.filter(({ asked }) => asked.gold.length === 0);
	const texts = new Map<string, string>();
	const textOf = (id: string) => texts.get(id) ?? texts.set(id, quoth.document(id)?.text ?? "").get(id);
	const given = answerable.filter(({ answer }) => answer.status === "answered");
	const quotes = outcomes.flatMap(({ answer }) => [...answer.quotes, ...answer.nearest]);
	const firsts = outcomes.flatMap(({ answer }) => answer.quotes.slice(0, 1));
	return {
		questions: outcomes.length,
		firstRight: answerable.filter(({ first }) => first).length / answerable.length,
		oneOfThreeRight: answerable.filter(({ inThree }) => inThree).length / answerable.length,
		answeredFirstRight: given.filter(({ first }) => first).length / answerable.length,
		answeredOneOfThreeRight: given.filter(({ inThree }) => inThree).length / answerable.length,
		answered: given.length / answerable.length,
		refused: unanswerable.filter(({ answer }) => answer.status === "not-found").length,
		unanswerable: unanswerable.length,
		auroc: auroc(
			answerable.map(({ answer }) => answer.confidence),
			unanswerable.map(({ answer }) => answer.confidence),
		),
		meanFirstQuoteLength: firsts.reduce((sum, quote) => sum + quote.text.length, 0) / Math.max(1, firsts.length),
		verbatim: quotes.filter((quote) => textOf(quote.documentId)?.slice(quote.span.start, quote.span.end) === quote.text).length,
		quotes: quotes.length,
	};
}

/** The probability that a random positive scores above a random negative; ties count half. */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
	let wins = 0;
	for (const positive of positives) {
		for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
	}
	return wins / (positives.length * negatives.length);
}
