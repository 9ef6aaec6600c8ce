import type { Embedder } from "../embedding/embedder.ts";
import type { Reranker } from "../embedding/reranker.ts";
import type { SearchIndex } from "../search-index/search-index.ts";
import { DEFAULT_LANGUAGE, detectLanguage, type Language } from "../text/languages.ts";
import { contentWordsOf, questionTermsOf, stemsOf } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import type { AnswerKind } from "./answer-kind.ts";
import { type Counted, countedIn } from "./counted.ts";
import { withoutCourtesies } from "./courtesies.ts";
import { type Kind, kindOfThing } from "./kinds.ts";
import { type Measure, measureAsked, timeOfDayAsked } from "./measures.ts";
import { moodTold } from "./moods.ts";
import { withJoinedWords } from "./open-compounds.ts";
import { abbreviationAsked, asksWhatHappened, isOpenQuestion, kindAsked } from "./question-kind.ts";
import { deedAsked } from "./untold-agents.ts";
import { type Wanted, wantedBy } from "./wanted.ts";
import { type WeightedTerm, weighTerms } from "./weigh-terms.ts";
import { withAliases } from "./with-aliases.ts";

/** What questions are asked of. */
export type Answering = { readonly index: SearchIndex; readonly embedder: Embedder; readonly reranker?: Reranker | undefined };

/** A question as the index sees it: its content terms, what each is worth, and what it asks for. */
export type ReadQuestion = {
	/** Without what is said around it. */
	readonly text: string;
	/** The language it is read in: always one of the documents'. */
	readonly language: Language;
	readonly terms: readonly WeightedTerm[];
	readonly totalWeight: number;
	/** The stems of all of its words, in order. */
	readonly stems: readonly string[];
	/** All of its words, in matching form. */
	readonly words: ReadonlySet<string>;
	readonly kind: AnswerKind;
	/** What it asks for the figure of, where it asks for a number or a time of day. */
	readonly measure: Measure | null;
	/** The kind of which it asks for a thing, where its members are known. */
	readonly thing: Kind | null;
	/** What it asks the count of, where that is known. */
	readonly counted: Counted | null;
	/** Whether it is known to ask for more than yes, no, or one of the things that it names. */
	readonly isOpen: boolean;
	/** Whether it is known to ask what has happened. */
	readonly asksWhatHappened: boolean;
	/** What it is known to ask who did, as a stem. */
	readonly deed: string | null;
	/** What it is known to want, where a sentence can be seen not to give it. */
	readonly wanted: Wanted | null;
	/** How a sentence would tell what may be, must be or will be, where it is known to ask for that. */
	readonly mood: RegExp | null;
	/** The abbreviation whose long form it asks for. */
	readonly abbreviation: string | null;
	readonly vector: Float32Array;
	/** Whether the model reads its script: its vector tells nothing otherwise. */
	readonly hasVector: boolean;
	/** Whether it names anything to look for: "and what about it?" does not. */
	readonly hasContent: boolean;
};

export async function readQuestion({ index, embedder }: Answering, question: string): Promise<ReadQuestion> {
	const text = withoutCourtesies(question);
	const language = await languageOfQuestion(index, text);
	const vector = await embedder.embed([text], "question");
	const words = wordsOf(text);
	const written = questionTermsOf(text, language, index.languages);
	const joined = language === "en" ? withJoinedWords(index, written, words) : written;
	const asked = withAliases(joined, text, words, index.aliases, language);
	const terms = weighTerms(index, asked, { question: text, words, language, isWord: (word) => embedder.knows(word) });
	const totalWeight = terms.reduce((sum, { weight }) => sum + weight, 0) || 1;
	const asking = language === "en" ? lastAsking(text) : text;
	const kind = kindAsked(asking, language);
	return {
		text,
		language,
		terms,
		totalWeight,
		stems: stemsOf(text, language, words),
		words: new Set(words.map((word) => word.text)),
		kind,
		...(language === "en" ? readEnglish(kind, asking) : UNREAD),
		abbreviation: abbreviationAsked(text),
		vector,
		hasVector: await isRead(embedder, text, vector),
		hasContent: contentWordsOf(words, language).length > 0,
	};
}

/** What is read in English questions only. */
type English = Pick<ReadQuestion, "measure" | "thing" | "counted" | "isOpen" | "asksWhatHappened" | "deed" | "wanted" | "mood">;

const UNREAD: English = {
	measure: null,
	thing: null,
	counted: null,
	isOpen: false,
	asksWhatHappened: false,
	deed: null,
	wanted: null,
	mood: null,
};

/** @param kind the kind that it asks for */
function readEnglish(kind: AnswerKind, asking: string): English {
	return {
		measure: measureOf(kind, asking),
		thing: kindOfThing(asking),
		counted: countedIn(asking),
		isOpen: isOpenQuestion(asking),
		asksWhatHappened: asksWhatHappened(asking),
		deed: deedAsked(asking),
		wanted: wantedBy(kind, asking),
		mood: moodTold(asking),
	};
}

const SENTENCE_END = /(?<=[.!?])\s+/;
const FEWEST_WORDS = 3;

/** Of several sentences the last that asks: "The gates open when it rains. Is that normal?" asks for no time. */
function lastAsking(text: string): string {
	return text.split(SENTENCE_END).findLast((sentence) => /\?\W*$/.test(sentence) && wordsOf(sentence).length >= FEWEST_WORDS) ?? text;
}

function measureOf(kind: AnswerKind, text: string): Measure | null {
	return kind === "number" ? measureAsked(text) : kind === "date" ? timeOfDayAsked(text) : null;
}

/** A model without pieces for a script gives texts in it a zero vector, but for the digits and Latin names in them. */
async function isRead(embedder: Embedder, text: string, vector: Float32Array): Promise<boolean> {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	const others = text.replace(/[\p{Script=Latin}\P{L}]+/gu, " ").trim();
	const told = others.replaceAll(" ", "").length > letters / 2 ? await embedder.embed([others], "question") : vector;
	return told.some((value) => value !== 0);
}

async function languageOfQuestion({ languages }: SearchIndex, text: string): Promise<Language> {
	const [only, ...others] = languages;
	if (only !== undefined && others.length === 0) return only;
	return (await detectLanguage(text, languages)) ?? DEFAULT_LANGUAGE;
}
