import { CATALOGUES, type Messages } from "./catalogues.ts";

export type Speaker = {
	/** The language of the catalogue in use. */
	readonly lang: string;
	readonly dir: "ltr" | "rtl";
	say(key: keyof Messages, values?: Record<string, string | number>): string;
};

const RIGHT_TO_LEFT = /^(?:ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)\b/;

/** Messages of a page's own, and the language that they are in, where that is another one than the chat's. */
export type OwnMessages = Partial<Messages> & { readonly lang?: string };

/**
 * Speaks the language of this tag where there is a catalogue for it, English otherwise.
 * @param own messages that take the place of the catalogue's
 */
export function speakerFor(tag: string, own: OwnMessages = {}): Speaker {
	const known = Object.hasOwn(CATALOGUES, base(tag)) ? tag : "en";
	const lang = own.lang ?? known;
	const messages: Record<string, string | undefined> = { ...CATALOGUES[base(known)], ...own };
	const numbers = new Intl.NumberFormat(supported(lang));
	return {
		lang,
		dir: RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr",
		say: (key, values = {}) =>
			(messages[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => {
				const value = values[name] ?? "";
				return typeof value === "number" ? numbers.format(value) : value;
			}),
	};
}

/** A tag may be none at all: a page can write anything. */
function supported(tag: string): string[] {
	try {
		return Intl.NumberFormat.supportedLocalesOf(tag);
	} catch {
		return [];
	}
}

function base(tag: string): string {
	return tag.toLowerCase().split(/[-_]/)[0] as string;
}
