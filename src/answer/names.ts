import { MONTH, WEEKDAY } from "../text/dates.ts";
import { looksPast } from "../text/irregular-forms.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { AUXILIARY } from "./question-kind.ts";

/** A name, and where it begins. */
export type Name = { readonly name: string; readonly start: number };

const WORD = "(?:(?:Mr|Mrs|Ms|Dr|Prof|St)\\.|\\p{Lu}\\.|\\p{Lu}(?:[\\p{L}\\p{N}’'-]|\\.(?=[\\p{L}\\p{N}]))*)";
/** Capitalised words side by side: "Rika and Lena Voss", "Brisa 40". */
export const NAME = new RegExp(
	`${WORD}(?:[ \\u00a0]+(?:(?:of|the|de|al|van|von|for|and)[ \\u00a0]+)*${WORD})*(?:[ \\u00a0]+\\d[\\p{L}\\p{N}]*(?:\\.\\d+)*(?=[\\s?.!,;:]|$))?`,
	"gu",
);
const MONTH_OR_DAY = new RegExp(`^(?:${MONTH}|${WEEKDAY})\\b`);

/** "Is Sweden", "Does the Museum of Salt": the name begins behind them. */
const LEADING = new RegExp(`^(?:${AUXILIARY}|and|but|so|in|at|on|for|from|who|what|when|where|why|which|how) +(?:the +|an? +)?`, "i");

/** Names of a question. */
export function namesAsked(question: string): Name[] {
	const found = [...question.matchAll(NAME)].map(({ 0: name, index }) => {
		const leading = index === 0 ? (LEADING.exec(name)?.[0].length ?? 0) : 0;
		return { name: name.slice(leading), start: leading + index };
	});
	return onlyNames(question, found);
}

/** Names of a quote. */
export function namesIn(text: string): Name[] {
	return onlyNames(
		text,
		[...text.matchAll(NAME)].map(({ 0: name, index }) => ({ name, start: index })),
	);
}

/** Without months, pronouns, and single words where a sentence begins: they are capitalised anyway. */
function onlyNames(text: string, found: readonly Name[]): Name[] {
	return found
		.map(({ name, start }) => ({ name: name.replace(/['’]s?$/, ""), start }))
		.filter(({ name }) => !MONTH_OR_DAY.test(name) && !/^(?:I|You|We|They|He|She|It)(?:['’]\p{L}+)?$/u.test(name))
		.filter(({ name, start }) => {
			const [first, ...others] = wordsOf(name);
			if (first === undefined || (isStart(text, start) && isStopWord(first) && !/^(?:will|may)$/.test(first.text))) return false;
			return others.length > 0 || !isStart(text, start) || actsThere(text, start + name.length) || isNameElsewhere(text, name, start);
		});
}

/** "Perry taught them." */
function actsThere(text: string, end: number): boolean {
	const [, verb = ""] = /^ (\p{Ll}+)/u.exec(text.slice(end, end + LONGEST_VERB)) ?? [];
	return /^(?:has|had|was|is|says)$/.test(verb) || looksPast(verb);
}

const LONGEST_VERB = 20; // characters

/** Whether a sentence or a line begins there. */
function isStart(text: string, at: number): boolean {
	const before = at > LONGEST_BETWEEN ? `x${text.slice(at - LONGEST_BETWEEN, at)}` : text.slice(0, at);
	return /(?:^|\n|[.!?:]["”’)]*\s)\s*["“(]*$/.test(before);
}

const LONGEST_BETWEEN = 8; // characters between two sentences

function isNameElsewhere(text: string, name: string, start: number): boolean {
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
		if (at !== start && !isStart(text, at) && !/\p{L}/u.test(text.charAt(at - 1) + text.charAt(at + name.length))) return true;
	return false;
}
