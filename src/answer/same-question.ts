import type { Language } from "../text/languages.ts";
import { type Form, indexTermsOf, questionTermsOf } from "../text/terms.ts";
import { kindAsked } from "./answer-kind.ts";
import type { ReadQuestion } from "./read-question.ts";

/** Share of the terms of either that both must have in common. */
const LEAST_COMMON = 0.75;

/**
 * Whether a heading, or a question in a text, is about what is asked and nothing else. `question`: it asks it ("Why the camp was raided"
 * above a section, "How do I pay?" in a list of frequent questions), and what follows is meant as the answer. `subject`: it names it
 * ("Payment").
 */
export type Sameness = "question" | "subject" | null;

/** @param text a heading, or a sentence that asks */
export function samenessOf(question: ReadQuestion, text: string, language: Language): Sameness {
	const kind = kindAsked(text, language);
	if (kind !== "other" && kind !== question.kind) return null;
	const held = new Set(indexTermsOf(text, language));
	const holds = (form: Form) => form.every((term) => held.has(term));
	const common = question.terms.filter(({ forms, related }) => forms.some(holds) || related.some(holds));
	if (common.reduce((sum, { weight }) => sum + weight, 0) < LEAST_COMMON * question.totalWeight) return null;
	const asked = new Set(question.terms.flatMap(({ forms, related }) => [...forms, ...related].flat()));
	const own = questionTermsOf(text, language).map(({ forms }) => forms[0]?.[0] ?? "");
	if (own.filter((term) => asked.has(term)).length < LEAST_COMMON * own.length) return null;
	return kind !== "other" || ASKS.test(text) ? "question" : "subject";
}

/** A question by its mark, or an English one by its first word: "How to pay", but not "Will Smith". */
const ASKS = /[?？؟]["'”’»)]*\s*$|^(?:How|What|Which|Can|Do|Does|Is|Are|Must|Should)\s+(?:\p{Ll}|I\b)/u;

/** The same of the headings above a passage: the nearest, or one further up that asks it. */
export function samenessOfHeadings(question: ReadQuestion, headings: readonly string[], title: string, language: Language): Sameness {
	const [nearest = title, ...above] = headings.toReversed();
	if (above.some((heading) => samenessOf(question, heading, language) === "question")) return "question";
	return samenessOf(question, nearest, language);
}
