import { MONTH } from "../text/dates.ts";
import { isStopWord } from "../text/terms.ts";
import { wordsOf } from "../text/words.ts";
import { AUXILIARY } from "./question-kind.ts";

/** A name, and where it begins. */
export type Name = { readonly name: string; readonly start: number };

/** Capitalised words side by side: "Rika and Lena Voss", "Brisa 40". */
export const NAME =
	/\p{Lu}[\p{L}\p{N}.’'-]*(?:\s+(?:(?:of|the|de|al|van|von|for|and)\s+)*\p{Lu}[\p{L}\p{N}.’'-]*)*(?:\s+\d[\p{L}\p{N}.]*(?=[\s?]))?/gu;
const MONTH_OR_DAY = new RegExp(`^(?:${MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\\b`);

/** "Is Sweden", "Does the Museum of Salt": the name begins behind them. */
const LEADING = new RegExp(
	`^(?:${AUXILIARY}|and|but|so|in|at|on|for|from|who|what|when|where|why|which|how)(?:n['’]t)? +(?:the +|an? +)?(?=\\p{Lu})`,
	"iu",
);

/** Names of a text, but for a single word where a sentence begins: it is capitalised anyway. */
export function namesIn(text: string): Name[] {
	return [...text.matchAll(NAME)]
		.map(({ 0: found, index }) => {
			const leading = isStart(text, index) ? (LEADING.exec(found)?.[0].length ?? 0) : 0;
			const name = found.slice(leading).replace(/(?<=\p{Ll}{2})\.$/u, "");
			return { name: name.replace(/['’]s?$/, ""), start: index + leading };
		})
		.filter(({ name }) => !MONTH_OR_DAY.test(name) && !/^(?:I|You|We|They|He|She|It)(?:['’]\p{L}+)?$/u.test(name))
		.filter(({ start, name }) => {
			const [first, ...others] = wordsOf(name);
			if (first === undefined || (isStart(text, start) && isStopWord(first))) return false;
			return others.length > 0 || !isStart(text, start) || isNameElsewhere(text, name, start);
		});
}

/** Whether a sentence or a line begins there. */
function isStart(text: string, at: number): boolean {
	return /(?:^|[.!?:\n]["”’)]*\s+)["“(]*$/.test(text.slice(Math.max(0, at - 8), at));
}

function isNameElsewhere(text: string, name: string, start: number): boolean {
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) if (at !== start && !isStart(text, at)) return true;
	return false;
}
