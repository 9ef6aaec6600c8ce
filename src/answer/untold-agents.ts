import { baseFormOf, looksPast } from "../text/irregular-forms.ts";
import { stemOf } from "../text/terms.ts";

/** "Who closed the line?", "who first built a weir". */
const WHO_DID = /^\W*who (?:(?:first|also|once|originally|actually) )?(\p{Ll}+) \p{L}/iu;

/** What it is asked who did, as a stem: of "who closed the line?" "close". Null where none is asked for, or not for what was done. */
export function deedAsked(question: string): string | null {
	const [, verb = ""] = WHO_DID.exec(question) ?? [];
	return looksPast(verb.toLowerCase()) ? stemOfVerb(verb) : null;
}

const BEING = /\b(?:am|is|are|was|were|be|been|being|got|get|gets)(?: (?:\p{Ll}+ly|never|also|not|already|first|only|since|once))?\s*$/iu;
const AGENT = /\b(?:by|through)\s+(?!(?:hand|train|car|bus|sea|air|road|post|mail|then|now|midnight|noon)\b|\d{4}\b)/i;
const LONGEST_BEFORE = 40; // characters

/** Whether a sentence tells the deed in the passive only, "the line was closed until six", and not by whom. */
export function leavesAgentUntold(sentence: string, deed: string): boolean {
	const told = [...sentence.matchAll(/\p{L}+/gu)].filter(([word]) => stemOfVerb(word) === deed);
	return (
		told.length > 0 &&
		!AGENT.test(sentence) &&
		told.every(({ index }) => BEING.test(sentence.slice(Math.max(0, index - LONGEST_BEFORE), index)))
	);
}

function stemOfVerb(word: string): string {
	return stemOf(baseFormOf(word.toLowerCase()));
}
