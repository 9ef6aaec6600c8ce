import type { DocumentRecord } from "../search-index/search-index.ts";
import { judgeAnswerable } from "./judge-answerable.ts";
import { rankSentences } from "./rank-sentences.ts";
import { type Answering, readQuestion } from "./read-question.ts";
import { possibleQuestions } from "./small-talk.ts";

export const SUGGESTIONS = 3;
/** A suggested question is one that is answered at least this surely. */
const SURE = 0.8;
/** Questions that are tried: a bound on the work. */
const MOST_TRIED = 40;

/**
 * Questions that these documents answer, each tried out before it is suggested.
 * @param perDocument most questions that the same document answers
 */
export async function suggestQuestions(
	answering: Answering,
	scope: readonly DocumentRecord[],
	{ perDocument, most = SUGGESTIONS }: { readonly perDocument: number; readonly most?: number },
): Promise<string[]> {
	const allowed = answering.index.passagesOf(scope);
	const found: string[] = [];
	const answeredBy = new Map<string, number>();
	const quoted = new Set<string>();
	let tried = 0;
	for (const question of possibleQuestions(answering.index, scope)) {
		if (found.length === most || tried++ === MOST_TRIED) break;
		const read = await readQuestion(answering, question);
		const ranked = await rankSentences(answering, read, allowed);
		const best = ranked[0];
		if (best === undefined || judgeAnswerable(read, ranked, 1).confidence < SURE) continue;
		const { id } = best.document;
		const count = answeredBy.get(id) ?? 0;
		if (count === perDocument || quoted.has(`${id}:${best.span.start}`)) continue;
		answeredBy.set(id, count + 1);
		quoted.add(`${id}:${best.span.start}`);
		found.push(question);
	}
	return found;
}
