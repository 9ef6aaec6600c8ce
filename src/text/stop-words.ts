// English function words and the words that only make a question a question.
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
	`a about above after again against all also am an and any are aren't as at be because been before being below between both but by
	can can't cannot could couldn't did didn't do does doesn't doing don't down during each either few for from further had hadn't has
	hasn't have haven't having he he'd he'll her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it its
	itself just let me more most mustn't my myself neither no nor not of off on once only or other ought our ours ourselves out over own
	please same shall shan't she should shouldn't since so some such than that the their theirs them themselves then there these they
	they'd they'll they're they've this those through to too under until up upon very was wasn't we we'd we'll we're we've were weren't
	what when where which while who whom whose why will with won't would wouldn't yet you you'd you'll
	your yours yourself yourselves according tell say said says exactly actually anyone anybody anything someone somebody something everyone everybody everything ever may might must located situated`.split(
		/\s+/,
	),
);

const AFTER_HOW = new Set("many much long old far tall often large big high deep wide fast soon".split(" "));
const AFTER_WHAT = new Set("kind type sort year date time day month".split(" "));

/** Whether a word only says what kind of answer is wanted: the "many" of "how many", the "year" of "in what year". */
export function isQuestionFrame(before: string | undefined, word: string): boolean {
	if (before === "how") return AFTER_HOW.has(word);
	return (before === "what" || before === "which") && AFTER_WHAT.has(word);
}
