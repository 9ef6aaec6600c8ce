/** What an English question asks for by its verb: what may be, must be, will be, or whether something is so. */
type Mood = {
	readonly asked: RegExp;
	/** How an answer is likely to say it: "Dogs are not allowed", "At least two people have to sign". */
	readonly told: RegExp;
};

/** What it adds to the score of a sentence to tell what may, must or will be where that is asked. */
export const FITTING_MOOD = 0.8;

/**
 * A score as the confidence and the order of passages read it: that a sentence says "must" tells it from others, not that it answers, nor that
 * its passage is on the subject.
 */
export function scoreWithoutMood({ score, fitsMood }: { readonly score: number; readonly fitsMood: boolean }): number {
	return score - (fitsMood ? FITTING_MOOD : 0);
}

const NOT = "not|no|nobody|none|never|only";
const CONTRACTED = "n['’]t";

// Of the moods that a question has the first one counts.
const MOODS: readonly Mood[] = [
	{
		asked: /\b(?:must|have to|has to|need to|needs to|should|ought|required|mandatory|compulsory)\b/i,
		told: words("must|have to|has to|need|needs|required|shall|should|ought|at least|only|compulsory|mandatory|obligatory"),
	},
	{
		asked:
			/(?<!\b(?:the|a|an|in|of|since|until|by|last|next|this) )\b(?:[Cc]an|[Cc]annot|[Cc]an['’]t|may|could|allowed|permitted|possible|able)\b|^\W*(?:May|Could)\b/,
		told: wordsOrNot("can|may|cannot|could|allowed|permitted|must|free|forbidden|prohibited|banned|welcome|possible|able"),
	},
	{
		asked: /(?<!\b(?:the|an?|his|her|their|my|your|whose|last) )\b(?:will|shall|won['’]t|going to)\b|^\W*(?:Will|Shall|Won['’]t)\b/,
		told: words(
			"will|shall|won['’]t|(?:I|you|he|she|it|we|they)['’]ll|(?:is|are) (?:to|due)|going to|plan|plans|planned|expected|hopes?|tomorrow|next|until",
		),
	},
	{
		asked: /^\W*(?:am|is|are|was|were|do|does|did|has|have|had)(?:n['’]t)?\b/i,
		told: wordsOrNot("nothing|neither|without|all|every|denied|refused|failed"),
	},
];

/** How a sentence would tell what may be, must be or will be, where an English question asks for that; null for all else. */
export function moodTold(question: string): RegExp | null {
	return MOODS.find(({ asked }) => asked.test(question))?.told ?? null;
}

/** They hold only ASCII letters, so that no slower pattern is needed. */
function words(source: string): RegExp {
	return new RegExp(`\\b(?:${source})\\b`, "i");
}

function wordsOrNot(source: string): RegExp {
	return new RegExp(`(?:\\b(?:${source}|${NOT})|${CONTRACTED})\\b`, "i");
}
