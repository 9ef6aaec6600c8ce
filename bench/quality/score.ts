import type { Answer } from "../../src/domain/answer.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { openQuoth, type Quoth } from "../../src/quoth.ts";
import * as metrics from "./metrics.ts";
import { answers, type JudgedQuestion, type QuestionSet, temporaryFolder } from "./question-set.ts";

/** Candidates that are ranked for each question. */
const RANKED = 1_000;

/** One question of a set with what came back. */
export type Outcome = {
	readonly asked: JudgedQuestion;
	readonly answer: Answer;
	/** For each quote shown, or each nearest passage of a refusal: whether it holds the answer. */
	readonly right: readonly boolean[];
	/** For each candidate, in order: whether it is a passage with the answer. */
	readonly candidates: readonly boolean[];
};

/** Ingests a set into a temporary index and opens it. */
export async function openSet(set: Pick<QuestionSet, "corpus">, model?: string): Promise<Quoth> {
	const index = temporaryFolder("quoth-bench-");
	const embedder = await openTransformersEmbedder({ model });
	await ingest({ folder: set.corpus, index, embedder });
	return openQuoth({ index });
}

export async function askAll(quoth: Quoth, questions: readonly JudgedQuestion[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const asked of questions) {
		const answer = await quoth.ask({ question: asked.question });
		const right = rightOf(answer, asked);
		const found = asked.gold.length === 0 ? [] : await quoth.search(asked.question, 20);
		const candidates = found.map(({ document, candidate: { passage } }) =>
			asked.gold.some(({ uri, span }) => uri === document.uri && span.start < passage.span.end && span.end > passage.span.start),
		);
		outcomes.push({ asked, answer, right, candidates });
	}
	return outcomes;
}

/** Nearest passages of a refusal are scored too, for the ranking; whether it was refused is scored apart. */
function rightOf({ quotes, nearest }: Answer, { gold }: JudgedQuestion): boolean[] {
	return [...quotes, ...nearest].slice(0, 3).map((quote) => answers({ uri: quote.source.uri, span: quote.span }, gold));
}

/** Asks the last question of each dialogue after the others, as the chat does. */
export async function askDialogues(
	quoth: Quoth,
	dialogues: readonly (JudgedQuestion & { readonly before: readonly string[] })[],
): Promise<readonly (readonly boolean[])[]> {
	const right: boolean[][] = [];
	for (const asked of dialogues) {
		const history: Answer[] = [];
		for (const question of asked.before) history.push(await quoth.ask({ question, history }));
		const answer = await quoth.ask({ question: asked.question, history });
		right.push(answer.status === "answered" ? rightOf(answer, asked) : []);
	}
	return right;
}

export function scoreDialogues(right: readonly (readonly boolean[])[]): Record<string, number> {
	return {
		dialogues: right.length,
		"dialogues: answered and first right %": percent(metrics.hitsAt(1, right)),
		"dialogues: answered and one of three right %": percent(metrics.hitsAt(3, right)),
	};
}

const percent = (share: number) => Number((100 * share).toFixed(1));
const rounded = (value: number) => Number(value.toFixed(3));

/** The figures of a set of questions with answer spans, by stage. A figure that the set cannot show is left out. */
export function score(quoth: Quoth, outcomes: readonly Outcome[]): Record<string, number> {
	const answerable = outcomes.filter(({ asked }) => asked.gold.length > 0);
	const unanswerable = outcomes.filter(({ asked }) => asked.gold.length === 0);
	const isAnswered = ({ answer }: Outcome) => answer.status === "answered";
	const candidates = answerable.map((outcome) => outcome.candidates);
	const shown = answerable.map((outcome) => outcome.right);
	const given = answerable.map((outcome) => (isAnswered(outcome) ? outcome.right : []));
	const firsts = outcomes.flatMap(({ answer }) => answer.quotes.slice(0, 1));
	const confidences = (of: readonly Outcome[]) => of.map(({ answer }) => answer.confidence);
	const left = unanswerable.length === 0;
	return {
		questions: outcomes.length,
		"passage first %": percent(metrics.hitsAt(1, candidates)),
		"passage in 5 %": percent(metrics.hitsAt(5, candidates)),
		"passage in 20 %": percent(metrics.hitsAt(20, candidates)),
		MRR: rounded(metrics.meanReciprocalRank(candidates)),
		"first quote right %": percent(metrics.hitsAt(1, shown)),
		"one of three right %": percent(metrics.hitsAt(3, shown)),
		"answered and first right %": percent(metrics.hitsAt(1, given)),
		"answered and one of three right %": percent(metrics.hitsAt(3, given)),
		"word F1 %": percent(metrics.mean(answerable.map((outcome) => wordF1(quoth, outcome)))),
		"first quote, characters": Math.round(metrics.mean(firsts.map((quote) => quote.text.length))),
		"answered %": percent(answerable.filter(isAnswered).length / answerable.length),
		...(left ? {} : { "wrongly answered %": percent(unanswerable.filter(isAnswered).length / unanswerable.length) }),
		...(left ? {} : { refused: unanswerable.filter((outcome) => !isAnswered(outcome)).length }),
		...(left ? {} : { AUROC: rounded(metrics.auroc(confidences(answerable), confidences(unanswerable))) }),
		"calibration error": rounded(metrics.calibrationError(judge(outcomes))),
		"area under risk-coverage": rounded(metrics.mean(metrics.riskCoverage(judge(outcomes)).map(({ risk }) => risk))),
		"verbatim %": percent(verbatimShare(quoth, outcomes)),
	};
}

/** Confidence and truth: the first quote, shown or held back, holds the answer. */
export function judge(outcomes: readonly Outcome[]): metrics.Judged[] {
	return outcomes.map(({ answer, right }) => ({ confidence: answer.confidence, right: right[0] ?? false }));
}

/** Of the words quoted and the words of the gold spans that are nearest to them. */
function wordF1(quoth: Quoth, { asked, answer }: Outcome): number {
	const texts = [...new Set(asked.gold.map(({ uri, span }) => quoth.document(uri)?.text.slice(span.start, span.end) ?? ""))];
	return metrics.wordF1(answer.quotes.map((quote) => quote.text).join(" "), texts.join(" "));
}

function verbatimShare(quoth: Quoth, outcomes: readonly Outcome[]): number {
	const texts = new Map<string, string>();
	const textOf = (id: string) => texts.get(id) ?? texts.set(id, quoth.document(id)?.text ?? "").get(id);
	const quotes = outcomes.flatMap(({ answer }) => [...answer.quotes, ...answer.nearest]);
	return metrics.mean(quotes.map(({ documentId, span, text }) => (textOf(documentId)?.slice(span.start, span.end) === text ? 1 : 0)));
}

/** The figures of a collection with judged documents: how its documents are ranked by their best passage. */
export async function scoreCollection(
	quoth: Quoth,
	questions: readonly JudgedQuestion[],
	relevantFrom: number,
): Promise<Record<string, number>> {
	const rankings: { ndcg: number; precision: number }[] = [];
	for (const { question, gains } of questions) {
		const found = await quoth.search(question, RANKED);
		const ranked = [...new Set(found.map(({ document }) => document.uri))].map((uri) => gains?.get(uri) ?? 0);
		const all = [...(gains?.values() ?? [])];
		rankings.push({
			ndcg: metrics.ndcgAt(10, ranked, all),
			precision: metrics.averagePrecision(
				ranked.map((gain) => gain >= relevantFrom),
				all.filter((gain) => gain >= relevantFrom).length,
			),
		});
	}
	return {
		questions: questions.length,
		"nDCG@10": rounded(metrics.mean(rankings.map(({ ndcg }) => ndcg))),
		MAP: rounded(metrics.mean(rankings.map(({ precision }) => precision))),
	};
}
