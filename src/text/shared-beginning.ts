/** How much of the longer of two words they share from the beginning: 0 to 1, by letters. */
export function sharedBeginning(a: string, b: string): number {
	let same = 0;
	while (same < a.length && same < b.length && a[same] === b[same]) same++;
	return same / Math.max(1, a.length, b.length);
}
