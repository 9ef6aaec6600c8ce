/** Rows of a keyboard. */
const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const VOWELS = /^[aeiouy]{2}$/;

/**
 * How unlikely it is that someone who meant one word typed another, from the likeliest slip, a letter doubled or not (.65), to the
 * least likely, a letter taken for its neighbour on the keyboard or a vowel for another (1). The first letter is seldom mistaken.
 * @returns undefined where more than one slip lies between them, or another letter than one that is easily taken for it
 */
export function costOfSlip(typed: string, meant: string): number | undefined {
	const begins = sharedLength(typed, meant, (word, at) => word[at]);
	const ends = sharedLength(typed, meant, (word, at) => word.at(-1 - at));
	if (typed.length === meant.length) {
		if (begins + ends === typed.length - 2 && typed[begins] === meant[begins + 1] && typed[begins + 1] === meant[begins]) return 0.7;
		return begins > 0 && begins + ends === typed.length - 1 && isTakenFor(typed[begins], meant[begins]) ? 1 : undefined;
	}
	const [shorter, longer] = typed.length < meant.length ? [typed, meant] : [meant, typed];
	if (begins === 0 || longer.length > shorter.length + 1 || begins + ends < shorter.length) return undefined;
	const [letter, before, after] = [longer[begins], longer[begins - 1], longer[begins + 1]];
	if (letter === before) return 0.65;
	if (longer === meant) return 0.8;
	return isTakenFor(letter, before) || isTakenFor(letter, after) ? 0.95 : undefined;
}

function sharedLength(a: string, b: string, letterAt: (word: string, at: number) => string | undefined): number {
	let at = 0;
	while (at < Math.min(a.length, b.length) && letterAt(a, at) === letterAt(b, at)) at++;
	return at;
}

/** Whether both are vowels, or neighbours on a keyboard. */
function isTakenFor(one = "", other = ""): boolean {
	if (VOWELS.test(one + other)) return true;
	const [[row, column], [otherRow, otherColumn]] = [placeOf(one), placeOf(other)];
	return row >= 0 && otherRow >= 0 && Math.abs(row - otherRow) <= 1 && Math.abs(column - otherColumn) <= 1;
}

function placeOf(letter: string): [row: number, column: number] {
	const row = letter === "" ? -1 : ROWS.findIndex((letters) => letters.includes(letter));
	return [row, ROWS[row]?.indexOf(letter) ?? -1];
}
