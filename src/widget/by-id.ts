/** The element with an id. @throws when the page lacks it */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
	const found = document.getElementById(id);
	if (found === null) throw new Error(`The page has no element "${id}".`);
	return found as T;
}
