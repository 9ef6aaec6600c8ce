import type { PropertyDeclarations } from "lit";

/** The attributes and properties of the element, and its inner state. */
export const PROPERTIES: PropertyDeclarations = {
	src: {},
	key: {},
	mode: { reflect: true },
	open: { type: Boolean, reflect: true },
	heading: {},
	placeholder: {},
	documents: { converter: (list: string | null) => list?.split(",").map((each) => each.trim()) ?? null },
	maxQuotes: { type: Number, attribute: "max-quotes" },
	theme: { reflect: true },
	position: { reflect: true },
	persist: {},
	lang: {},
	messages: { attribute: false },
	turns: { state: true },
	starters: { state: true },
	said: { state: true },
	copied: { state: true },
};
