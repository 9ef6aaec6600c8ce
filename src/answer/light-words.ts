import { stemOf } from "../text/terms.ts";

/**
 * English words that say little of what is asked, and that an answer is seldom told with: "Can I still get a ticket?" is answered by "Tickets
 * are sold until noon". Verbs and adverbs that go with anything, judgements that are asked for, what a thing is where a text only names it
 * ("the company"), and prepositions that are no stop words.
 */
const LIGHT: ReadonlySet<string> = new Set(
	`get put take bring come go see think know consider hold keep let make give use try want need like mean seem become help work manage allow able
	still even ever never already really always currently now yet too well rather instead away back around straight ahead anymore
	good bad better worse ok okay fine possible sure true right wrong certain
	group organisation organization company firm man woman team people person author country place city town village area building house
	problem way type part moment bit lot fact point case money
	whether inside outside among amongst besides beside despite toward towards within along across beyond near via onto`
		.split(/\s+/)
		.map((word) => stemOf(word)),
);

export function isLight(stem: string): boolean {
	return LIGHT.has(stem);
}
