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

/** By what someone is reached, and how that is written: a telephone number has five digits or more, or stands behind a word for it. */
const CONTACTS = [
	{ asked: "e-?mail(?: address(?:es)?)?", names: "e-?mails?|address(?:es)?", members: "[^\\s@]+@[^\\s@]+\\.\\p{L}+" },
	{
		asked: "(?:(?:tele|mobile |cell ?)?phone|fax|hotline)(?: numbers?)?",
		names: "(?:tele)?phone|mobile|fax|hotline|numbers?",
		members:
			"(?:call|dial|ring|text|tel|telephone|phone|ext|extension|hotline|fax|number)[.: ]*\\+?\\d[\\d ()/-]*|\\+?\\d[\\d ()/.-]{3,}\\d",
	},
	{
		asked: "web ?site|home ?page|web address|url",
		names: "website|site|web|homepage|page|address|url",
		members: "(?:https?://|www\\.)\\S+|[\\p{L}\\p{N}-]+\\.\\p{Ll}{2,}(?:/\\S*)?",
	},
];
/** "The email of the clerk", but not "the email client of the clerk". */
const NOT_BEFORE_NOUN = "(?=\\W*$| (?:of|for|to|at|in|from|that|where|please|again)\\b)";

type AskedKind = Kind & { readonly asked: RegExp };

let kinds: readonly AskedKind[] | undefined;

function allKinds(): readonly AskedKind[] {
	if (kinds !== undefined) return kinds;
	const countries = linesOf("quoth-names/countries.txt").flatMap((line) => line.split(" = "));
	kinds = [
		kindOf({ asked: "colou?rs?", members: COLOURS, flags: "iu", isClosed: true }),
		kindOf({ asked: "countr(?:y|ies)|nations?|nationalit(?:y|ies)", members: countries.join("|"), flags: "u", isClosed: false }),
		kindOf({ asked: "languages?", members: [...countries, LANGUAGES].join("|"), flags: "u", isClosed: false }),
		...CONTACTS.map(({ asked, ...contact }) =>
			kindOf({ ...contact, asked: `(?:${asked})${NOT_BEFORE_NOUN}`, flags: "iu", isClosed: true }),
		),
	];
	return kinds;
}

/** @param names the words that ask for it, where they are not those of `asked` */
function kindOf({
	asked,
	names = asked,
	members,
	flags,
	isClosed,
}: {
	asked: string;
	names?: string;
	members: string;
	flags: string;
	isClosed: boolean;
}): AskedKind {
	const determiner = "(?:(?:the|your|his|her|its|our|their|(?:\\p{L}+ ){0,3}\\p{L}+['’]s?) )?(?:other |main |official |\\p{L}+ of the )?";
	return {
		asked: new RegExp(`\\b(?:what|which)(?:['’]?s| (?:is|are|was|were))? ${determiner}(?:${asked})(?!['’\\p{L}\\p{N}])`, "iu"),
		names: new RegExp(`^(?:${names})$`, "i"),
		members: new RegExp(`(?<![\\p{L}\\p{N}])(?:${members})(?![\\p{L}\\p{N}])`, `g${flags}`),
		isClosed,
	};
}

/** The kind of which an English question asks for a thing, where its members are known. */
export function kindOfThing(question: string): Kind | null {
	return allKinds().find(({ asked }) => asked.test(question)) ?? null;
}

/** Whether a sentence names one of a kind that the question does not name. @param known words of the question, lower case */
export function namesMember({ members }: Kind, sentence: string, known: ReadonlySet<string>): boolean {
	return [...sentence.matchAll(members)].some(([member]) => !known.has(member.toLowerCase()));
}
