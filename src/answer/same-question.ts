import type { Language } from "../text/languages.ts";
import { holdsForm, indexTermsOf, isStopWord, questionTermsOf, stemAt } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import type { AnswerKind } from "./answer-kind.ts";
import { asks, kindAsked } from "./question-kind.ts";
import type { ReadQuestion } from "./read-question.ts";

/**
 * What a heading, or a question in a text, has to do with what is asked. `question`: it asks the same ("Why the camp was raided" above a
 * section, "How do I pay?" in a list of frequent questions), and what follows is meant as the answer. `subject`: it names hardly anything
 * else ("Payment methods").
 */
export type Sameness = "question" | "subject" | null;

/**
 * @param text a heading, or a sentence that asks
 * @param narrowed the question without what the title of the document says: "Where do you work?" in a talk with someone asks where she works
 */
export function samenessOf(question: ReadQuestion, text: string, language: Language, narrowed = question.text): Sameness {
	const bare = text.replace(NUMBERED, "");
	const kind = kindAsked(bare, language);
	const isQuestion = kind !== "other" || asks(bare) || (language === "en" && ENGLISH.test(bare));
	if (!isQuestion) return namesSubject(question, bare, language) ? "subject" : null;
	if (kind !== question.kind) return null;
	const gist = gistOf(bare, language, kind);
	return gist === gistOf(question.text, language, kind) || (gist !== "" && gist === gistOf(narrowed, language, kind)) ? "question" : null;
}

/** The same of the headings above a passage: of the nearest, or of one further up that asks it. The title of a document only names. */
export function samenessOfHeadings(
	question: ReadQuestion,
	headings: readonly string[],
	title: string,
	language: Language,
	narrowed = question.text,
): Sameness {
	const found = headings.map((heading) => samenessOf(question, heading, language, narrowed));
	if (found.includes("question")) return "question";
	return found.length > 0 ? (found.at(-1) as Sameness) : namesSubject(question, title, language) ? "subject" : null;
}

/** "2.", "Q:", "Q3)", "Section 4.1": what stands before a question in a list of them. */
const NUMBERED = /^\s*(?:[QF]\d*[:.)]|(?:section\s+|§\s*)?\d+(?:\.\d+)*[.):]?)\s+/iu;
/** "How to pay", "Do I pay", but not "May results" nor "Will of the founder". */
const ENGLISH = /^(?:How|What|Which|Can|Do|Does|Is|Are|Must|Should)\s+(?:\p{Ll}|I\b)/u;

/** Stop words that turn a question into another: who may and who may not, from here and to here. */
const TURNS = new Set(
	`not no never cannot without on off in out up down over under before after from to into by against until since
	nicht kein keine keinen ohne ab an auf aus ein vor nach von bis gegen zu
	sin nunca desde hasta antes después despues contra a ne pas sans jamais avant après apres depuis`.split(/\s+/),
);
const PASSIVE = new Set("is are was were been being by".split(" "));

/** What is asked in stems, in order: who bites the dog is not whom the dog bites. */
function gistOf(text: string, language: Language, kind: AnswerKind): string {
	return wordsOf(text)
		.flatMap((word) => {
			if (!isStopWord(word, language)) return [stemAt(text, word, language)];
			if (word.text === "cannot" || word.text.endsWith("n't")) return ["not"];
			return TURNS.has(word.text) || (kind === "person" && PASSIVE.has(word.text)) ? [word.text] : [];
		})
		.join(" ");
}

/** Share of the terms of either that a question and a heading must have in common, by weight and by number. */
const LEAST_COMMON = 0.75;

function namesSubject(question: ReadQuestion, text: string, language: Language): boolean {
	const held = new Set(indexTermsOf(text, language));
	const common = question.terms.filter(({ forms }) => forms.some((form) => holdsForm(held, form)));
	if (common.reduce((sum, { weight }) => sum + weight, 0) < LEAST_COMMON * question.totalWeight) return false;
	const asked = new Set(question.terms.flatMap(({ forms }) => forms.flat()));
	const own = questionTermsOf(text, language).map(({ forms }) => forms[0]?.[0] ?? "");
	return own.filter((term) => asked.has(term)).length >= LEAST_COMMON * own.length;
}
