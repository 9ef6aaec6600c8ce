/** A new element with a class and children. Texts become text nodes: nothing of a document is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	className = "",
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	if (className !== "") made.className = className;
	made.append(...children);
	return made;
}

/** The element with an id. @throws when the page lacks it */
export function byId<T extends HTMLElement>(id: string): T {
	const found = document.getElementById(id);
	if (found === null) throw new Error(`The page has no element "${id}".`);
	return found as T;
}
