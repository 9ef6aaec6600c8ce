import type { AliasGroup } from "../domain/alias.ts";
import type { Span } from "../domain/span.ts";
import { linesOf } from "./related-words.ts";

let groups: readonly AliasGroup[] | undefined;

/** Names that mean one country where they do something: its own, and the place where its government sits. */
export function governments(): readonly AliasGroup[] {
	groups ??= linesOf("quoth-names/governments.txt").map((line) => ({ names: line.split(" = "), origin: "known" }));
	return groups;
}

const BEFORE_ACTOR = /\b(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should)(?:n['’]t)? (?:the )?$/i;
const BEHIND_ACTOR =
	/^['’]s? (?:\p{L}+ )?(?:answer|reaction|response|reply|decision|demands?|denial|offer|plans?|policy|position|proposal|stance|statement|view)\b/iu;
/** "couldn’t the "; UTF-16 code units. */
const LONGEST_AUXILIARY = 14;

/** Whether a name stands where something that acts does: "What did Moscow reject?", "Moscow's response". */
export function actsAsGovernment(question: string, { start, end }: Span): boolean {
	return BEFORE_ACTOR.test(question.slice(Math.max(0, start - LONGEST_AUXILIARY), start)) || BEHIND_ACTOR.test(question.slice(end));
}
