/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
 * @param most a larger distance is not worked out: `most + 1` stands for it
 */
export function editDistance(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let before: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let least = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + (same ? 0 : 1));
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) least = Math.min(least, (before[j - 2] as number) + 1);
			row.push(least);
		}
		if (Math.min(...row) > most) return most + 1;
		[before, previous] = [previous, row];
	}
	return previous[b.length] as number;
}
