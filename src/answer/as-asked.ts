import type { SearchIndex } from "../search-index/search-index.ts";
import { withoutAsides } from "./asides.ts";
import { withCapitals } from "./capitals.ts";
import { withoutCourtesies } from "./courtesies.ts";
import { withSpellingMended } from "./spelling.ts";

/** What was asked, … */
export type Asked = {
	/** … without what is said around it, its misspelt words as they are meant, its names as the documents write them. */
	readonly asked: string;
	/** The reading that a person should know of; null where nothing of the matter was read otherwise than it stands. */
	readonly understood: string | null;
};

/** The question in what somebody wrote. */
export async function asAsked(index: SearchIndex, question: string): Promise<Asked> {
	const spelt = await withSpellingMended(index, question);
	const whole = withoutCourtesies(spelt);
	const bare = withoutAsides(whole);
	const asked = await withCapitals(index, bare === whole ? whole : withoutCourtesies(bare));
	if (bare !== whole) return { asked, understood: asked };
	return { asked, understood: spelt === question ? null : spelt };
}
