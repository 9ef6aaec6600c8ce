/** A passage, by its number in the index, and its score. */
export type Hit = { readonly passage: number; readonly score: number };

/** Keeps the `k` best of many scores in O(log k) each; of equal scores the lower passage number is better. */
export function createTopK(k: number): {
	offer(passage: number, score: number): void;
	/** The least score that is kept, once `k` are. */
	least(): number;
	best(): Hit[];
} {
	const heap: Hit[] = []; // the worst is at the top
	const worse = (a: Hit, b: Hit) => a.score < b.score || (a.score === b.score && a.passage > b.passage);

	function siftDown(): void {
		let at = 0;
		for (;;) {
			let worst = at;
			for (const child of [2 * at + 1, 2 * at + 2]) {
				if (child < heap.length && worse(heap[child] as Hit, heap[worst] as Hit)) worst = child;
			}
			if (worst === at) return;
			swap(at, worst);
			at = worst;
		}
	}

	function siftUp(): void {
		let at = heap.length - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!worse(heap[at] as Hit, heap[parent] as Hit)) return;
			swap(at, parent);
			at = parent;
		}
	}

	function swap(a: number, b: number): void {
		const held = heap[a] as Hit;
		heap[a] = heap[b] as Hit;
		heap[b] = held;
	}

	return {
		offer(passage, score) {
			const worst = heap[0];
			if (heap.length < k) {
				heap.push({ passage, score });
				siftUp();
			} else if (worst !== undefined && (score > worst.score || (score === worst.score && passage < worst.passage))) {
				heap[0] = { passage, score };
				siftDown();
			}
		},
		least: () => (heap.length < k ? Number.NEGATIVE_INFINITY : (heap[0]?.score ?? Number.NEGATIVE_INFINITY)),
		best: () => [...heap].sort((a, b) => (worse(a, b) ? 1 : -1)),
	};
}
