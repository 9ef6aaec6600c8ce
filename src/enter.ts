import type { Admission } from "./admission.ts";
import type { Quoth } from "./quoth.ts";

/** Waits for a turn, and takes the index as it is then: it stays open until `leave`. */
export async function enter(admission: Admission, live: Quoth, signal: AbortSignal): Promise<{ quoth: Quoth; leave: () => void }> {
	const giveBack = await admission.enter(signal);
	try {
		const quoth = live.pin();
		return {
			quoth,
			leave() {
				quoth.release();
				giveBack();
			},
		};
	} catch (error) {
		giveBack();
		throw error;
	}
}
