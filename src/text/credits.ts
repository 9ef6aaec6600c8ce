import { DAY, MONTH } from "./dates.ts";

const BY =
	/^(?:[Aa]n? )?(?:(?:[Ww]ritten|[Rr]eported|[Ss]tory|[Rr]eport|[Ii]nterview|[Ee]ssay|[Rr]eview|[Ww]ords) )?[Bb]y:? (?:our\b|[A-ZÀ-Þ]).{2,70}(?<![!?])$/u;
/** The name of a paper or a place, then the date: "Mountain Herald, 28 January 2025". */
const DATED = new RegExp(
	`^(?:\\p{Lu}[\\p{L}.'’&]*(?:,? |\\s?[–—/-]\\s?)(?:(?:of|the|and|for|in|de) )?){0,8}(?:${DAY}|${MONTH}\\.? \\d{4})(?:,? (?:at )?\\d{1,2}[:.]\\d{2}.{0,12})?(?: \\([^)]{2,40}\\))?$`,
	"u",
);

/** Who reported: "(Reporting by Ada Quint in Aln; Editing by Jo Lind)". */
const REPORTED =
	/^[([—–-]?\s?(?:(?:[Aa]dditional|[Oo]riginal|[Ff]urther) )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated|[Tt]ranslation|[Pp]hotos?|[Pp]hotographs?|[Ii]llustrations?) by:? \p{Lu}.{2,240}$/u;

/** Whether a line only says who wrote a text or when: "By our correspondent in Pelago", "Mountain Herald, 28 January 2025". */
export function isCredit(line: string): boolean {
	const text = line.trim();
	return isDated(line) || (text.length <= LONGEST_CREDIT && BY.test(text));
}

/** Whether a line only names a paper or a place with a date. */
export function isDated(line: string): boolean {
	const text = line.trim();
	return text.length <= LONGEST_CREDIT && DATED.test(text);
}

/** Whether a line only names those who reported, wrote or edited a text. */
export function namesReporters(line: string): boolean {
	return REPORTED.test(line.trim());
}

const LONGEST_CREDIT = 90; // characters
