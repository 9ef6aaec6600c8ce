import iconv from "iconv-lite";

/** Letters of a script from the most frequent to the rarest, and the tables of code points that hold it. */
type Script = { readonly letters: string; readonly tables: readonly string[] };

const SCRIPTS: readonly Script[] = [
	{
		letters: "оаеинтсрвлкмдпуязыьбгчйхжюшцщэфъёіїєѓљњџ",
		tables: ["windows-1251", "koi8-r", "iso-8859-5", "cp866", "cp855", "maccyrillic"],
	},
	{ letters: "αοιτεσνηυρπκμλςόάίωέγδχήύθφβώξζψϊΐϋ", tables: ["windows-1253", "iso-8859-7"] },
	{ letters: "יוהלארתבמשנדםחפקעכטןגסצזךץףְִָּ", tables: ["windows-1255"] },
	{ letters: "اليمونرتبهعدفسكحقةأجشصخطزإضذثىغءئآظؤ،ًَُِّْ", tables: ["windows-1256", "iso-8859-6"] },
	{ letters: "นารกอเงมยลวดทสตะปบคหแจพชขใไโผซถศธษณฐฟญภฉฮฝฎฏฆฑฒฌฬ่้ีัิ็ืุูำ์ึๆ๊๋", tables: ["tis620"] },
];

// Natural logarithms, as all scores here. The n-th letter of an alphabet is about as frequent as 1 / (n + 3).
const SHIFT = 3;
const PUNCTUATION = -4.5;
const CAPITAL = -2;
const UNLIKELY = -9;
/** Text of a script scores about -3 in its own table, and below -4.5 in others'. */
const LEAST_SCORE = -3.9;
const LEAST_CHARACTERS = 5;

/** Tables of old computers, which share their small letters with others: they must fit clearly better. */
const RARE = new Set(["maccyrillic", "cp855"]);
const RARER = 0.1;

const SCORERS = SCRIPTS.flatMap(({ letters, tables }) => {
	const all = [...letters];
	const total = all.reduce((sum, _, at) => sum + 1 / (at + SHIFT), 0);
	const likelihoods = new Map(all.map((letter, at) => [letter, Math.log(1 / (at + SHIFT) / total)]));
	return tables.map((table) => ({ table, likelihoods }));
});

/**
 * The table of a text in a script that is not Latin, told by what its bytes make in each; undefined for other texts, and for those with
 * two bytes for a character.
 */
export function guessScript(bytes: Buffer): string | undefined {
	const scores = SCORERS.map(({ table, likelihoods }) => ({
		table,
		score: scoreOf(iconv.decode(bytes, table), likelihoods) - (RARE.has(table) ? RARER : 0),
	}));
	const best = scores.reduce((most, each) => (each.score > most.score ? each : most));
	return best.score >= LEAST_SCORE ? best.table : undefined;
}

/** How likely each character beyond ASCII is, on average. */
function scoreOf(text: string, likelihoods: ReadonlyMap<string, number>): number {
	let sum = 0;
	let count = 0;
	for (let at = 0; at < text.length; at++) {
		const char = text[at] as string;
		if (char < "\u0080") continue;
		sum += likelihood(char, text[at - 1] ?? " ", text[at + 1] ?? " ", likelihoods);
		count += 1;
	}
	return count < LEAST_CHARACTERS ? Number.NEGATIVE_INFINITY : sum / count;
}

function likelihood(char: string, before: string, after: string, likelihoods: ReadonlyMap<string, number>): number {
	const lower = char.toLowerCase();
	const known = likelihoods.get(lower);
	if (known === undefined) return /[«»„“”‘’–—…№\u00a0]/.test(char) ? PUNCTUATION : UNLIKELY;
	if (/[a-z]/i.test(before) || /[a-z]/i.test(after)) return UNLIKELY; // in a word of Latin letters
	if (char === lower) return known;
	return /\p{Ll}/u.test(before) ? UNLIKELY : known + CAPITAL;
}
