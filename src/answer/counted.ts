import { isStopTerm, stemOf } from "../text/terms.ts";
import { NUMBER } from "./measures.ts";
import { toldBy } from "./related-words.ts";

/** What an English question asks the count of: "how many **seats**". */
export type Counted = {
	readonly stem: string;
	readonly isPeople: boolean;
	/** Whether a part is asked for, which may be told by a share: "how many of them". */
	readonly isPart: boolean;
};

const PLURAL = "(?:\\p{Ll}{2,}s|people|men|women|children|feet|teeth|mice|wives|lives)";
const ASKED = new RegExp(`\\b(?:how many|number of)((?: (?!of\\b)[\\p{L}\\d’'-]+){0,2}? )(${PLURAL})(?!\\p{L})`, "iu");
/** "How many animals" may be told by "twelve goats": nouns under which others fall. */
const GENERAL =
	/^(?:animals|vehicles|things|items|products|goods|buildings|objects|plants|birds|trees|flowers|weapons|crimes|tools|devices|machines|ships|vessels|boats|works|pieces|kinds|types|sorts|parts|places|sites|games|sports|foods|drinks|dishes|materials|sources|ways|forms|events|areas|units|points|measures|options|reasons|steps|changes|languages|instruments|families|groups|organi[sz]ations|hours|days|years|times)$/i;
const PEOPLE =
	/^(?:people|persons|men|women|children|kids|boys|girls|sons|wives|lives|families|friends|crews?|professionals|individuals|criminals|natives|relatives|representatives|detectives|executives|\p{Ll}{3,}(?:[eo]rs|ists|ians|men|women|ants|ents|ees))$/iu;
/** What stands for any noun. */
const ANY = /^(?:copies|pieces|pairs|members|others|items|examples|cases|units|individuals|specimens|animals|heads|souls|sets|places)$/i;
const SINGULAR =
	"is|was|has|its|this|as|us|his|hers|does|goes|always|perhaps|plus|across|less|unless|besides|towards|sometimes|afterwards|business|loss|class|process|access|press|address|success|progress|illness|mass|gas|bus|virus|series|species|news|thus|per|cents";
/** A number, up to two words, and the plural that it counts; "seven votes to five" counts twice. */
const COUNT = new RegExp(
	`(?<![\\p{L}\\p{N}.,])(?:\\d[\\d.,]{0,20}|${NUMBER})(?:[ -](?:${NUMBER}|dozen|and))*((?:[ -][\\p{L}’'-]{2,20}){0,2}?)[ -]((?!(?:${SINGULAR})(?!\\p{L}))${PLURAL})(?!\\p{L})(?: to (?:\\d+|${NUMBER})(?!\\p{L}))?`,
	"giu",
);

const OF = /\b(?:how many|number) of\b/i;
/** Shares, ages and what counts nothing: "54 per cent", "aged 73", "in all". */
const NO_COUNT =
	/(?:\d[\d.,]*|\p{L}+) ?(?:%|per ?cent\b)|\baged? \d+|, \d{2}(?=,)|\b(?:man|woman|boy|girl) of \d+|\b(?:all|any|half-time|another one)\b|(?<![\d.,])0\d+/giu;

export function countedIn(question: string): Counted | null {
	const [, between = "", noun = ""] = ASKED.exec(question) ?? [];
	if (noun === "" || GENERAL.test(noun) || between.trim().split(" ").some(isStop)) return null;
	return { stem: stemOf(noun.toLowerCase()), isPeople: PEOPLE.test(noun), isPart: OF.test(question) };
}

/** A sentence without the numbers that count something else than what is asked: "five votes" is no number of seats. */
export function withoutOtherCounts(sentence: string, counted: Counted): string {
	const counts = counted.isPart ? sentence : sentence.replace(NO_COUNT, "");
	return counts.replace(COUNT, (count, between: string, noun: string) => {
		const isOfIt = between.trim().split(/[ -]/).some(isStop) || isSame(noun.toLowerCase(), counted);
		return isOfIt ? count : "";
	});
}

function isStop(word: string): boolean {
	return word !== "" && isStopTerm(stemOf(word.toLowerCase()));
}

function isSame(noun: string, { stem, isPeople }: Counted): boolean {
	if (ANY.test(noun) || (isPeople && PEOPLE.test(noun))) return true;
	const other = stemOf(noun);
	const tells = (one: string, two: string) => toldBy(one).some((form) => form.includes(two));
	return other === stem || tells(stem, other) || tells(other, stem) || (stem.length > 4 && other.slice(0, 5) === stem.slice(0, 5));
}
