/** Work that is done one after the other where it belongs together, and side by side where it does not. */
export type TaskQueue<T> = {
	/** @param key what belongs together */
	add(key: string, item: T): void;
	/** Whether there is work with this key. */
	has(key: string): boolean;
	/** Begins. What was added before waits for it. */
	start(): void;
	readonly size: number;
	readonly isIdle: boolean;
};

/** What came of an attempt: done, or to be tried again after so many milliseconds, while others of its key wait. */
export type Outcome = "done" | { readonly againAfter: number };

/**
 * @param work one attempt; what it throws ends the item as if it was done
 * @param atOnce how many attempts run at once; whoever waits for another attempt is not among them
 */
export function createTaskQueue<T>(
	work: (item: T, attempt: number) => Promise<Outcome>,
	atOnce: number,
	signal: AbortSignal,
): TaskQueue<T> {
	const lanes = new Map<string, { item: T; attempt: number }[]>();
	const due: string[] = [];
	let running = 0;
	let size = 0;
	let isStarted = false;

	function next(): void {
		while (isStarted && running < atOnce && due.length > 0 && !signal.aborted) {
			running += 1;
			void run(due.shift() as string).finally(() => {
				running -= 1;
				next();
			});
		}
	}

	async function run(key: string): Promise<void> {
		const lane = lanes.get(key) as { item: T; attempt: number }[];
		const head = lane[0] as { item: T; attempt: number };
		const outcome = await work(head.item, head.attempt).catch((): Outcome => "done");
		if (outcome !== "done") {
			head.attempt += 1;
			setTimeout(() => {
				due.push(key);
				next();
			}, outcome.againAfter).unref();
			return;
		}
		lane.shift();
		size -= 1;
		if (lane.length > 0) due.push(key);
		else lanes.delete(key);
	}

	return {
		add(key, item) {
			const lane = lanes.get(key);
			size += 1;
			if (lane !== undefined) {
				lane.push({ item, attempt: 0 });
				return;
			}
			lanes.set(key, [{ item, attempt: 0 }]);
			due.push(key);
			next();
		},
		has: (key) => lanes.has(key),
		start() {
			isStarted = true;
			next();
		},
		get size() {
			return size;
		},
		get isIdle() {
			return size === 0 || !isStarted;
		},
	};
}
