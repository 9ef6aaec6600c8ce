import { randomUUID } from "node:crypto";
import type { AnswerEvent } from "../domain/answer.ts";
import { pageAt } from "../domain/document.ts";
import type { Passage } from "../domain/passage.ts";
import { MAX_QUESTION_LENGTH, type Question } from "../domain/question.ts";
import type { Quote } from "../domain/quote.ts";
import { originalOf, repairsIn } from "../domain/repair.ts";
import { sliceSpan } from "../domain/span.ts";
import { QuothError } from "../errors.ts";
import { versionOf } from "../search-index/document-version.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { detectLanguage, languageOf, nameOfLanguage } from "../text/languages.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import type { Turn } from "./antecedents.ts";
import { asAsked } from "./as-asked.ts";
import { checkQuote, storedText } from "./check-quote.ts";
import { resolveFollowUp } from "./follow-up.ts";
import { type Judgement, judgeAnswerable } from "./judge-answerable.ts";
import { matchWords } from "./match-words.ts";
import { passagesHolding, phrasesOf, sentencesHolding } from "./phrases.ts";
import { rankSentences } from "./rank-sentences.ts";
import { type Answering, type ReadQuestion, readQuestion } from "./read-question.ts";
import { type Selected, selectQuotes } from "./select-quotes.ts";
import type { ScoredSentence } from "./sentence-features.ts";
import { describeDocuments, isSmallTalk } from "./small-talk.ts";
import { suggestQuestions } from "./suggest-questions.ts";

/** How many near misses are shown with a refusal. */
const NEAREST = 3;

/**
 * Answers a question with quotes, or says that the documents do not.
 * Every quote has passed `checkQuote` before it leaves.
 * @throws QuothError `document-not-found` when the question names an unknown document
 */
export async function* answerQuestion(answering: Answering, question: Question): AsyncGenerator<AnswerEvent> {
	const { index } = answering;
	const scope = documentsAsked(index, question.documents);
	const said = await asAsked(index, question.question);
	const isSocial = isSmallTalk(question.question) || isSmallTalk(said.asked);
	const resolved = isSocial ? said.asked : resolveFollowUp(said.asked, await turnAsAsked(index, question));
	const understood = (resolved === said.asked ? said.understood : resolved)?.slice(0, MAX_QUESTION_LENGTH) ?? null;
	const found: Found = isSocial
		? { confidence: 0, reason: describeDocuments(scope), ranked: [], read: null }
		: await findAnswer(answering, { ...question, question: resolved.slice(0, MAX_QUESTION_LENGTH) }, scope);
	const { confidence, reason, ranked } = found;
	const selected = selectQuotes(ranked, reason === null ? question.maxQuotes : NEAREST);
	const quotes = selected.map((each) => checkQuote(toQuote(index, each, found), storedText(index)));

	yield {
		type: "answer",
		answer: {
			id: randomUUID(),
			question: question.question,
			understoodAs: understood,
			status: reason === null ? "answered" : "not-found",
			confidence,
			reason,
			suggestions: isSocial ? await suggestQuestions(answering, scope, { perDocument: 1 }) : [],
			searched: { documents: scope.length, passages: scope.reduce((sum, document) => sum + document.passages, 0) },
			index: { id: index.manifest.id, builtAt: index.manifest.builtAt, embedder: index.manifest.embedder.name },
		},
	};
	for (const quote of quotes) yield { type: reason === null ? "quote" : "nearest", quote };
	yield { type: "done", quotes: reason === null ? quotes.length : 0, nearest: reason === null ? 0 : quotes.length };
}

type Found = Judgement & {
	readonly ranked: readonly ScoredSentence[];
	/** Null for small talk, which asks the documents nothing. */
	readonly read: ReadQuestion | null;
};

/** The sentences that may answer, best first, and whether the first one does. */
async function findAnswer(
	answering: Answering,
	{ question, maxError, documents, history }: Question,
	scope: readonly DocumentRecord[],
): Promise<Found> {
	const { index } = answering;
	const read = await readQuestion(answering, question);
	const turn = lastTurn({ history });
	const allowed = documents === undefined ? undefined : index.passagesOf(scope);
	const phrases = phrasesOf(question);
	if (phrases.length > 0) {
		const holding = passagesHolding(index, phrases, allowed);
		if (holding.includes(1)) {
			const ranked = sentencesHolding(await rankSentences(answering, read, holding), phrases);
			return { ...(await explain(answering, read, judgeAnswerable(read, ranked, maxError))), ranked, read };
		}
	}
	const ranked = await rankInConversation(answering, read, allowed, turn);
	const judged = judgeAnswerable(read, ranked, maxError);
	if (phrases.length === 0) return { ...(await explain(answering, read, judged)), ranked, read };
	const words = phrases.map((phrase) => `“${phrase}”`).join(" and ");
	return {
		confidence: 0,
		reason: { code: "phrase-not-found", message: `No passage holds the words ${words} as they stand.` },
		ranked,
		read,
	};
}

/** What it counts for a document that the turn before quoted it, where a follow-up names nothing: "How long does the crossing take?" */
const QUOTED_BEFORE = 4;

/** The sentences that may answer, those of the documents in talk first where the question does not say what it is about. */
async function rankInConversation(
	answering: Answering,
	read: ReadQuestion,
	allowed: Uint8Array | undefined,
	turn: Turn | undefined,
): Promise<readonly ScoredSentence[]> {
	const ranked = await rankSentences(answering, read, allowed);
	const inTalk = turn === undefined || read.terms.some(({ isName }) => isName) ? undefined : passagesInTalk(answering.index, turn, allowed);
	const near = inTalk === undefined ? [] : await rankSentences(answering, read, inTalk);
	const [best] = near;
	if (best === undefined || best.score + QUOTED_BEFORE < (ranked[0]?.score ?? 0)) return ranked;
	const known = new Set(near.map(({ document }) => document));
	return [...near, ...ranked.filter(({ document }) => !known.has(document))];
}

/** The passages of the documents that the first quote of a turn stands in. */
function passagesInTalk(index: SearchIndex, { quotes: [first] }: Turn, allowed: Uint8Array | undefined): Uint8Array | undefined {
	const [beginning = ""] = /^.{0,100}(?!\S)/s.exec(first?.text ?? "") ?? [];
	if (wordsOf(beginning).length === 0) return undefined;
	const holding = passagesHolding(index, [beginning], allowed);
	const documents = new Set([...holding.keys()].filter((passage) => holding[passage] === 1).map((passage) => index.documentOf(passage)));
	return documents.size === 0 ? undefined : index.passagesOf([...documents]);
}

/** A refusal for which there is a better reason than that no passage answers. */
async function explain({ index }: Answering, question: ReadQuestion, judged: Judgement): Promise<Judgement> {
	if (judged.reason?.code !== "no-passage-answers" && judged.reason?.code !== "nothing-retrieved") return judged;
	const language = await detectLanguage(question.text);
	if (language !== null && !index.languages.includes(language)) {
		const known = index.languages.map(nameOfLanguage).join(", ");
		const message = `The question seems to be in ${nameOfLanguage(language)}; the documents are in ${known}.`;
		return { ...judged, reason: { code: "other-language", message } };
	}
	const unread = index.manifest.unread.filter(({ uri }) => wordsOf(uri).some((word) => !isStopWord(word) && question.words.has(word.text)));
	if (unread.length === 0) return judged;
	const files = unread.slice(0, NEAREST).map(({ uri, reason }) => `${uri} (${reason})`);
	return {
		...judged,
		reason: { code: "unreadable-source", message: `No passage answers, but files that could not be read may: ${files.join(", ")}.` },
	};
}

/** The turn before, its question without what is said around it. */
async function turnAsAsked(index: SearchIndex, question: Question): Promise<Turn | undefined> {
	const turn = lastTurn(question);
	return turn && { ...turn, question: (await asAsked(index, turn.question)).asked };
}

function lastTurn({ history }: Pick<Question, "history">): Turn | undefined {
	const last = history?.findLast(
		({ question, understoodAs }) => question.trim() !== "" && !isSmallTalk(question) && !isSmallTalk(understoodAs ?? question),
	);
	return last && { question: last.understoodAs ?? last.question, quotes: last.quotes };
}

function documentsAsked(index: SearchIndex, asked: readonly string[] | undefined): DocumentRecord[] {
	if (asked === undefined) return [...index.documents];
	const found = asked.map((idOrUri) => {
		const document = index.findDocument(idOrUri);
		if (document === undefined) throw new QuothError("document-not-found", `There is no document "${idOrUri}" in the index.`);
		return document;
	});
	return [...new Set(found)];
}

function toQuote(index: SearchIndex, { best, span }: Selected, { ranked, read }: Found): Quote {
	const { document } = best;
	const { passage } = best.candidate;
	const text = sliceSpan(best.passageText, { start: span.start - passage.span.start, end: span.end - passage.span.start });
	const repairs = repairsIn(document.repairs, span);
	return {
		id: `${document.id}:${span.start}-${span.end}`,
		text,
		documentId: document.id,
		passageId: passage.id,
		span,
		matches: read === null ? [] : matchWords(read, text, languageOf(document)),
		score: Math.exp(best.score - (ranked[0]?.score ?? best.score)),
		context: {
			before: index.textOf(document, { start: passage.span.start, end: span.start }),
			after: index.textOf(document, { start: span.end, end: passage.span.end }),
		},
		exact: repairs.length === 0 ? "exact" : "reconstructed",
		original: repairs.length === 0 ? null : originalOf(text, span.start, repairs),
		source: {
			title: document.title,
			uri: document.uri,
			author: document.author,
			publisher: document.publisher,
			published: document.published,
			url: document.url,
			language: document.language,
			version: versionOf(document),
			...passage.place,
			page: pageAt(document.pages, span.start),
			line: lineAt(passage, best.passageText, span.start),
		},
	};
}

/** The line of a plain text file on which an offset stands. */
function lineAt({ place, span }: Passage, text: string, offset: number): number | null {
	return place.line === null ? null : place.line + text.slice(0, offset - span.start).split("\n").length - 1;
}
