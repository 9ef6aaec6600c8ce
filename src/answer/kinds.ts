import { linesOf } from "./related-words.ts";

/** A kind of things of which an English question asks for one, "which country", "what colour", and how a sentence names one of them. */
export type Kind = {
	/** Words that ask for it, each alone. */
	readonly names: RegExp;
	readonly members: RegExp;
	/** Whether there are no others than those that are listed: a country may be one of a novel. */
	readonly isClosed: boolean;
};

const COLOURS =
	"red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|silver|gold(?:en)?|turquoise|beige|cream|crimson|scarlet|maroon|navy|indigo|lilac|magenta|cyan|amber|copper|bronze|ivory|tan|khaki|teal|ochre|rust|pale|colou?rless|transparent|(?:redd|blu|green|yellow|brown|black|whit|grey|pink|purpl)ish";
const LANGUAGES =
	"Latin|Arabic|Hebrew|Hindi|Urdu|Bengali|Punjabi|Persian|Farsi|Swahili|Mandarin|Cantonese|Sanskrit|Yiddish|Gaelic|Basque|Esperanto|Afrikaans|Zulu|Xhosa|Tamil|Malay|Tagalog|Romansh|Frisian|Aramaic|Quechua|Maori|Flemish|Catalan";

type AskedKind = Kind & { readonly asked: RegExp };

let kinds: readonly AskedKind[] | undefined;

function allKinds(): readonly AskedKind[] {
	if (kinds !== undefined) return kinds;
	const countries = linesOf("quoth-names/countries.txt").flatMap((line) => line.split(" = "));
	kinds = [
		kindOf("colou?rs?", COLOURS, "iu", true),
		kindOf("countr(?:y|ies)|nations?|nationalit(?:y|ies)", countries.join("|"), "u", false),
		kindOf("languages?", [...countries, LANGUAGES].join("|"), "u", false),
	];
	return kinds;
}

function kindOf(asked: string, members: string, flags: string, isClosed: boolean) {
	const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${members})(?![\\p{L}\\p{N}])`, `g${flags}`);
	const determiner = "(?:the )?(?:other |main |official |\\p{L}+ of the )?";
	const question = new RegExp(`\\b(?:what|which)(?:['’]?s| (?:is|are|was|were))? ${determiner}(?:${asked})\\b(?!['’])`, "iu");
	return { asked: question, names: new RegExp(`^(?:${asked})$`, "i"), members: pattern, isClosed };
}

/** The kind of which an English question asks for a thing, where its members are known. */
export function kindOfThing(question: string): Kind | null {
	return allKinds().find(({ asked }) => asked.test(question)) ?? null;
}

/** Whether a sentence names one of a kind that the question does not name. @param known words of the question, lower case */
export function namesMember({ members }: Kind, sentence: string, known: ReadonlySet<string>): boolean {
	return [...sentence.matchAll(members)].some(([member]) => !known.has(member.toLowerCase()));
}
