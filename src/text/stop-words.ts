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

/** The library's Spanish list takes "trabajo", "estado" and "último" for empty words; these are. */
export const SPANISH_STOP_WORDS: readonly string[] =
	`a al algo alguna algunas alguno algunos ante antes aquel aquella aquellas aquello aquellos así aun aunque bajo bien cada casi
	como con contra cual cuales cuando cuanto de del desde donde durante e el ella ellas ello ellos en entre era eran eras eres es esa esas
	ese eso esos esta está estaba estaban están estar estas este esto estos fue fueron fui ha había habían haber han hasta hay he incluso la
	las le les lo los más me mi mientras mis mucho muchos mucha muchas muy nada ni no nos nosotros o os otra otras otro otros para pero por
	porque pues que quien quienes se sea sean ser será si sí sin sobre solo sólo son su sus suya suyo también tan tanto te tener tenía tenían
	tiene tienen toda todas todo todos tras tu tus un una unas uno unos usted ustedes y ya yo según sido siendo puedo puede podemos pueden podía hace hacer
	hizo tuvo`.split(/\s+/);

/** Words that only make a question a question, where the lists do not hold them all: "how", "is called", "is located". */
export const QUESTION_WORDS: Readonly<Record<string, readonly string[]>> = {
	ar: "ما ماذا من متى أين كيف كم لماذا هل أي التي الذي".split(" "),
	de: `wer was wann wo wie warum weshalb weswegen wieso welche welcher welches welchen welchem wessen wem wen wieviel wieviele viel viele
		vielen woher wohin wodurch wofür wogegen womit wonach woran worauf woraus worin worüber worum wovon wovor wozu inwiefern inwieweit
		ab an statt gibt heißen heißt hieß hießen nennen nennt nannte nannten genannt befinden befindet befand befanden`.split(/\s+/),
	es: `quién quiénes qué cuándo dónde cómo cuál cuáles cuánto cuánta cuántos cuántas por llama llaman llamaba llamaban llamó llamaron llamaría
		llamado llamada denomina denominan denominaba encuentra encuentran encontraba encontraban ubicado ubicada`.split(/\s+/),
	fr: `qui que quoi quand où comment pourquoi combien quel quelle quels quelles est-ce appelle appellent appelait appelé appelée nomme situe
		situé située trouve trouvent trouvait`.split(/\s+/),
	it: "chi che cosa quando dove come perché quale quali quanto quanta quanti quante chiama chiamano chiamava trova trovano situato".split(
		" ",
	),
	nl: "wie wat wanneer waar hoe waarom welke welk hoeveel heet heten heette noemt bevindt bevinden".split(" "),
	pt: "quem que quando onde como porquê qual quais quanto quanta quantos quantas chama chamam chamava fica ficam localizado".split(" "),
};

const AFTER_HOW = new Set("many much long old far tall often large big high deep wide fast soon".split(" "));
const AFTER_WHAT = new Set("kind type sort year date time day month decade century percent percentage amount".split(" "));
/** Words that questions are full of and answers are not. */
const ASKING = new Set("thing things else another regarding regards".split(" "));

/** Before a name they are left out as often as not. */
const TITLES = new Set("mr mrs ms dr prof".split(" "));

/** "What happened to X?" asks about X, and a text that says so seldom says "happened". */
const HAPPENING = /^(?:happen|occur)(?:s|ed|red|ing|ring)?$/;
const TAKE = /^(?:take[sn]?|took|taking)$/;

/**
 * Whether a word only says what kind of answer is wanted: the "many" of "how many", the "year" of "in what year", the "take place" of
 * "when did it take place".
 * @param words all words of the question
 */
export function isQuestionFrame(words: readonly string[], at: number): boolean {
	const word = words[at] as string;
	const [before, after] = [words[at - 1], words[at + 1]];
	if (before === "how") return AFTER_HOW.has(word);
	if ((before === "what" || before === "which") && AFTER_WHAT.has(word)) return true;
	if (HAPPENING.test(word)) return true;
	if (TITLES.has(word)) return after !== undefined;
	if (ASKING.has(word)) return before !== "of"; // "the Internet of Things"
	if (TAKE.test(word)) return after === "place";
	if (word === "place") return before !== undefined && TAKE.test(before);
	return /^(?:stands?|short)$/.test(word) && after === "for" && /^what (?:do|does|did|is|was) /.test(`${words[0]} ${words[1]} `);
}
