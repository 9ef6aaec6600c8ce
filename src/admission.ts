import { QuothError } from "./errors.ts";

/** Lets so many pieces of work in, and turns away the rest. */
export type Admission = {
	/**
	 * Waits for its turn.
	 * @param signal gives up the place in the queue
	 * @returns what is to be called at the end
	 * @throws QuothError `overloaded`
	 */
	enter(signal: AbortSignal): Promise<() => void>;
	readonly running: number;
	readonly waiting: number;
};

/** What is worked on in turns. Answering is the work of one thread: more at once only makes all of them late. */
const AT_ONCE = 2;

function gone(): QuothError {
	return new QuothError("request-aborted", "The caller went away before its turn.");
}

/** How many may be inside unless told. */
export const MOST_INSIDE = 256;

/** @param most that may be inside, those that wait included */
export function createAdmission(most = MOST_INSIDE, atOnce = Math.min(AT_ONCE, most)): Admission {
	const queue: (() => void)[] = [];
	let running = 0;

	/** The next one begins in a later turn of the event loop: requests that come in meanwhile are heard, and refused at once if they must be. */
	function leave(): void {
		setImmediate(() => {
			const next = queue.shift();
			if (next === undefined) running -= 1;
			else next();
		});
	}

	/** A place that is given back once, however often that is said. */
	function place(): () => void {
		let isLeft = false;
		return () => {
			if (!isLeft) leave();
			isLeft = true;
		};
	}

	return {
		async enter(signal) {
			if (signal.aborted) throw gone();
			if (running < atOnce) {
				running += 1;
				return place();
			}
			if (running + queue.length >= most)
				throw new QuothError("overloaded", `${running + queue.length} requests are being worked on or wait.`);
			await new Promise<void>((resolve, reject) => {
				const giveUp = () => {
					const at = queue.indexOf(turn);
					if (at !== -1) queue.splice(at, 1);
					reject(gone());
				};
				const turn = () => {
					signal.removeEventListener("abort", giveUp);
					resolve();
				};
				signal.addEventListener("abort", giveUp, { once: true });
				queue.push(turn);
			});
			return place();
		},
		get running() {
			return running;
		},
		get waiting() {
			return queue.length;
		},
	};
}
