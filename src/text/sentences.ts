import type { Span } from "../domain/span.ts";

/** A longer unit is not a sentence but a list, a table or a run without punctuation: it is broken at lines, then at spaces. */
export const LONGEST_SENTENCE = 1_200;

const words = (list: string) => new Set(list.split(/\s+/));

/** Abbreviations that a name or a number follows: they never end a sentence. */
const BEFORE_NAME =
	words(`mr mrs ms mx dr prof sen rep gov gen col lt sgt capt cmdr maj adm brig cpl pvt st rev fr hon pres supt messrs mme mlle
	v vs cf al viz eg ie approx fig figs eq sec ch vol pp ed eds art no nos nr op ca dept est ave blvd rd mt ft`);
/** Abbreviations after which a sentence may end: it does when the next word is one that begins sentences. */
const MAY_END = words(`etc inc corp co ltd llc bros jr sr esq phd md ba ma bsc msc mba am pm us uk eu un ussr usa dc bc ad
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
	tex calif fla ill mass mich minn miss mo ala ariz ark colo conn del ga ind kan ky la md neb nev okla ore pa tenn va vt wash wis wyo`);
/** Months behind a day that is written with a full stop, as in German, Danish, Norwegian, Finnish. */
const MONTHS = words(
	`januar jänner januari februar märz mars marts april mai maj juni juli august september oktober november dezember december desember`,
);
const STARTERS = words(`the a an it he she they we i you in on at by for from with as if when while after before since during although
	though but and or so yet however this that these those there here his her its their our my your one some many most all both each
	no not what who why how where which according another other such more meanwhile moreover then thus therefore also until under
	did do does is are was were can could would will should have has had am please thanks yes`);
/** Titles that begin a sentence after "6 p.m." */
const TITLES = words("mr mrs ms dr prof sen rep gov gen");
/** Abbreviations of other kinds: a word in lower case may follow them. */
const MID_SENTENCE =
	words(`incl excl min max misc temp avg tel ext cl rm apt bldg qty ref pos ver freq wt alt dist reg cont resp sing plur abbr orig trans rev repr ill illus anon ms mss seq esp
	viz ff par para app fol obs pron syn var subsp spp`);

// Full stops with spaces between are one mark of omission; a smiley ends what it stands behind.
const TERMINATOR =
	/\.(?: \.){2,}|[.!?…]+|[。！？｡؟۔।॥]|(?<=\s)[:;]-?[)(DP](?=\s)|[*_=~-]{5,}(?=\s)|\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2} [AP]M(?=\s)|https?:\/\/[^\s<>"]+|(?<![^\s<>@])<?[^\s<>@]+@[^\s<>@]+\.[a-z]{2,6}>?(?=\s)|(?<=^|[.!?]\s)(?:(?:best|kind|kindest|warm) )?(?:regards|wishes|sincerely|cheers),(?=\s)/giu;
const CLOSERS = /["'”’»)\]}›]/;
const OPENERS = /["'“‘«([{‹¿¡\-–—•*]/;

/**
 * The sentences of `text[from, to)`, trimmed of white space, in order. Every character between them is white space.
 * Linear in the length of the text.
 */
export function splitSentences(text: string, from = 0, to = text.length): Span[] {
	const part = from === 0 && to === text.length ? text : text.slice(from, to); // or a search for the next full stop would run past the end
	return sentencesOf(part).map(({ start, end }) => ({ start: start + from, end: end + from }));
}

function sentencesOf(text: string): Span[] {
	const to = text.length;
	const sentences: Span[] = [];
	let start = skipSpace(text, 0, to);
	TERMINATOR.lastIndex = 0;
	let isList = LIST_ITEM.test(text.slice(start, start + LONGEST_MARK));
	let searched = start; // for the next item of a list: what was searched is not searched again
	while (start < to) {
		const match = TERMINATOR.exec(text);
		const limit = match?.index ?? to;
		const item = isList ? nextItem(text, start, searched, limit) : undefined;
		searched = limit;
		if (item !== undefined) {
			pushBounded(sentences, text, start, trimEnd(text, start, item));
			start = item;
			searched = item;
			TERMINATOR.lastIndex = item;
			continue;
		}
		if (match === null) break;
		if (match.index < start) continue;
		if (isMarkOf(text, start, match.index)) continue;
		const end = skipClosers(text, match.index + match[0].length, to);
		TERMINATOR.lastIndex = Math.max(end, TERMINATOR.lastIndex);
		if (end < to && !endsSentence(text, start, match, end, to)) continue;
		pushBounded(sentences, text, start, end);
		start = skipSpace(text, end, to);
		isList = LIST_ITEM.test(text.slice(start, start + LONGEST_MARK));
	}
	if (start < to) pushBounded(sentences, text, start, trimEnd(text, start, to));
	return sentences;
}

/** The mark of a list item at the start of what may be the first of several: "1.", "a)", "• 9.". */
const LIST_ITEM = /^[•⁃]?\s*(\d{1,3}|[a-z])[.)]{1,2}\s/;
const LONGEST_MARK = 8;

/**
 * Where the item after the one at `start` begins, when its mark is the next number or letter and stands before `limit` or at it.
 * @param searched up to where there is none
 */
function nextItem(text: string, start: number, searched: number, limit: number): number | undefined {
	const mark = LIST_ITEM.exec(text.slice(start, start + LONGEST_MARK));
	if (mark === null) return undefined;
	const own = mark[1] as string;
	const following = /\d/.test(own) ? String(Number(own) + 1) : String.fromCharCode(own.charCodeAt(0) + 1);
	const from = Math.max(start + mark[0].length, searched);
	const shape = mark[0].replace(own, following).trimEnd();
	const at = text.slice(from, limit + LONGEST_MARK).indexOf(` ${shape} `);
	return at < 0 || from + at > limit ? undefined : from + at + 1;
}

/** Whether the full stop at `dot` belongs to the mark of a list item at `start`. */
function isMarkOf(text: string, start: number, dot: number): boolean {
	return dot - start < LONGEST_MARK && (LIST_ITEM.exec(text.slice(start, start + LONGEST_MARK))?.[0].trimEnd().length ?? 0) > dot - start;
}

function endsSentence(text: string, start: number, match: RegExpExecArray, end: number, to: number): boolean {
	const mark = match[0];
	if (/[。！？｡।॥]/.test(mark)) return true;
	if (!/\s/.test(text[end] as string)) return /^[.!?]+$/.test(mark) && isRunOn(text, start, match, end);
	const next = nextWord(text, end, to);
	if (next === "") return true;
	if (/^http/.test(mark)) return /^\p{Lu}|^https?$/u.test(next) && !/[,;:(]$/.test(mark);
	if (mark.includes("@") || mark.endsWith(",")) return /^[\p{Lu}\p{N}]/u.test(next);
	if (/^[:;*_=~\d-]/.test(mark)) return /^[\p{Lu}\p{N}]/u.test(next);
	if (/^\p{Ll}/u.test(next)) return /[؟۔]/.test(mark) || endsBeforeSmallLetter(text, start, match, end);
	if (mark !== ".") {
		const isOmission = /^…|^\.\.|^\. \./.test(mark);
		if (isOmission && text[match.index + mark.length] === "]") return false;
		return !isOmission || (/^[\p{Lu}\p{N}]/u.test(next) && next !== "I");
	}
	return periodEnds(text, start, match.index, next);
}

/** A full stop without a space behind it: "the album.That way", "a question?yes". */
function isRunOn(text: string, start: number, match: RegExpExecArray, end: number): boolean {
	if (!/^\p{Ll}{3,}$/u.test(lastWord(text, start, match.index))) return false;
	const next = /^\p{L}+/u.exec(text.slice(end, end + 40))?.[0];
	if (next === undefined || match.index + match[0].length < end) return false;
	return /[!?]/.test(match[0]) || (/^\p{Lu}/u.test(next) && STARTERS.has(next.toLowerCase()));
}

/** Those who write without capitals end their sentences all the same; but "Really?" he asked. */
function endsBeforeSmallLetter(text: string, start: number, match: RegExpExecArray, end: number): boolean {
	if (end > match.index + match[0].length) return false; // a quotation or bracket was closed
	const before = lastWord(text, start, match.index);
	if (/^[!?]+$/.test(match[0])) return !/^\p{Lu}/u.test(before); // "Yahoo! is a company"
	if (match[0] !== ".") return false;
	return /^\p{Ll}{3,}$/u.test(before) && !BEFORE_NAME.has(before) && !MAY_END.has(before) && !MID_SENTENCE.has(before);
}

/** "At 5 a.m. Mr. Smith" is no sentence and a name; UTF-16 code units. */
const LEAST_BEFORE_TITLE = 15;

/** Whether a full stop after the word that ends at `dot` closes the sentence, given the word that follows. */
function periodEnds(text: string, start: number, dot: number, next: string): boolean {
	const before = lastWord(text, start, dot);
	const plain = before.replaceAll(".", "").toLowerCase();
	if (/^\d+$/.test(before) && dot - before.length === start) return false; // "1. First" is one item
	if (/^\p{Ll}$/u.test(before) && /^\d/.test(next)) return false; // p. 12
	if (MID_SENTENCE.has(plain) && /^\d/.test(next)) return false; // ext. 4416
	if (text[dot - 1] === "°" && /^\d/.test(next)) return false; // N°. 12
	if (/^\d{1,2}$/.test(before) && MONTHS.has(next.toLowerCase())) return false; // am 3. Mai
	if (/^\p{Lu}$/u.test(before)) return before === "I" && STARTERS.has(next.toLowerCase());
	if (BEFORE_NAME.has(plain)) return plain === "no" ? !/^\d/.test(next) : false;
	const dotted = before.includes(".");
	if ((dotted && before.length <= 7) || MAY_END.has(plain)) {
		if (!dotted && !/^[\p{Lu}]/u.test(before) && !["etc", "am", "pm"].includes(plain)) return true;
		const begins =
			STARTERS.has(next.toLowerCase()) || (/^[ap]m$/.test(plain) && TITLES.has(next.toLowerCase()) && dot - start >= LEAST_BEFORE_TITLE);
		return begins && /^\p{Lu}/u.test(next);
	}
	return true;
}

function lastWord(text: string, start: number, end: number): string {
	let at = end;
	while (at > start && end - at < 40 && /[\p{L}\p{N}.]/u.test(text[at - 1] as string)) at--;
	return text.slice(at, end);
}

function nextWord(text: string, from: number, to: number): string {
	let at = skipSpace(text, from, to);
	while (at < to && OPENERS.test(text[at] as string)) at++;
	at = skipSpace(text, at, to);
	return /^[\p{L}\p{N}\p{M}]+/u.exec(text.slice(at, Math.min(to, at + 40)))?.[0] ?? text.slice(at, Math.min(to, at + 1));
}

function skipClosers(text: string, from: number, to: number): number {
	let at = from;
	while (at < to && CLOSERS.test(text[at] as string)) at++;
	const note = /^(?:\[\d{1,3}\])+/.exec(text.slice(at, at + 30)); // a reference mark belongs to its sentence
	return note === null ? at : Math.min(to, at + note[0].length);
}

function skipSpace(text: string, from: number, to: number): number {
	let at = from;
	while (at < to && /\s/.test(text[at] as string)) at++;
	return at;
}

function trimEnd(text: string, start: number, end: number): number {
	let at = end;
	while (at > start && /\s/.test(text[at - 1] as string)) at--;
	return at;
}

function pushBounded(sentences: Span[], text: string, start: number, end: number): void {
	let at = start;
	while (end - at > LONGEST_SENTENCE) {
		const cut = breakBefore(text, at, at + LONGEST_SENTENCE);
		const stop = trimEnd(text, at, cut);
		if (stop > at) sentences.push({ start: at, end: stop });
		at = skipSpace(text, cut, end);
	}
	if (end > at) sentences.push({ start: at, end });
}

/** The best place to break an overlong unit: its last line break, else its last space, else between characters. */
function breakBefore(text: string, start: number, limit: number): number {
	const window = text.slice(start, limit);
	const line = window.lastIndexOf("\n");
	if (line > 0) return start + line;
	const space = Math.max(window.lastIndexOf(" "), window.lastIndexOf("\t"));
	if (space > 0) return start + space;
	const low = text.charCodeAt(limit);
	return low >= 0xdc00 && low <= 0xdfff ? limit - 1 : limit; // never between the halves of a surrogate pair
}
