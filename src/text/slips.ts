/** Rows of a keyboard. */
const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const VOWELS = "aeiouy";

/** What each letter is easily taken for: its neighbours on the keyboard; of a vowel the other vowels. */
const TAKEN_FOR: ReadonlyMap<string, string> = new Map([...LETTERS].map((letter) => [letter, lettersNear(letter)]));

function lettersNear(letter: string): string {
	const [row, column] = placeOf(letter);
	const isNear = (other: string) => {
		const [otherRow, otherColumn] = placeOf(other);
		return Math.abs(row - otherRow) <= 1 && Math.abs(column - otherColumn) <= 1;
	};
	const areVowels = (other: string) => VOWELS.includes(letter) && VOWELS.includes(other);
	return [...LETTERS].filter((other) => other !== letter && (areVowels(other) || isNear(other))).join("");
}

function placeOf(letter: string): readonly [row: number, column: number] {
	const row = ROWS.findIndex((letters) => letters.includes(letter));
	return [row, (ROWS[row] as string).indexOf(letter)];
}

/**
 * What may have been meant by a word with a slip in it, with how unlikely each slip is: a letter doubled or not and two letters that
 * changed places (.7), a letter left out (.75), one too many that is taken for the one beside it (.95) or instead of another (1). The first letter is
 * seldom mistaken.
 * @param typed in small letters from a to z
 */
export function meantWith(typed: string): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	const add = (meant: string, cost: number) => {
		if (meant !== typed && cost < (found.get(meant) ?? Number.POSITIVE_INFINITY)) found.set(meant, cost);
	};
	for (let at = 0; at < typed.length; at++) {
		const [letter, next] = [typed.charAt(at), typed.charAt(at + 1)];
		const [before, after] = [typed.slice(0, at), typed.slice(at + 1)];
		if (next !== "") add(`${before}${next}${letter}${after.slice(1)}`, 0.7);
		for (const other of LETTERS) add(`${before}${letter}${other}${after}`, other === letter ? 0.7 : 0.75);
		if (at === 0) continue;
		const last = before.charAt(at - 1);
		if (letter === last) add(before + after, 0.7);
		else if (isTakenFor(letter, last) || isTakenFor(letter, next)) add(before + after, 0.95);
		for (const other of TAKEN_FOR.get(letter) ?? "") add(before + other + after, 1);
	}
	return found;
}

function isTakenFor(one: string, other: string): boolean {
	return other !== "" && (TAKEN_FOR.get(one) ?? "").includes(other);
}
