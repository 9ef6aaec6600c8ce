/** A list of numbers in typed memory, outside of the JavaScript heap, that grows by doubling. */
export type Growable<T extends Uint32Array | Uint8Array> = {
	readonly length: number;
	push(value: number): void;
	/** The numbers so far, without a copy; valid until the next push. */
	view(): T;
};

export function createGrowable<T extends Uint32Array | Uint8Array>(make: (length: number) => T): Growable<T> {
	let memory = make(1024);
	let length = 0;
	return {
		get length() {
			return length;
		},
		push(value) {
			if (length === memory.length) {
				const larger = make(2 * length);
				larger.set(memory);
				memory = larger;
			}
			memory[length++] = value;
		},
		view: () => memory.subarray(0, length) as T,
	};
}

export const growableU32 = () => createGrowable((length) => new Uint32Array(length));
export const growableU8 = () => createGrowable((length) => new Uint8Array(length));
