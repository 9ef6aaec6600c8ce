/**
 * Copies a text; also where the page has no right to the clipboard, as pages without HTTPS have not.
 * @param place where a field may stand and have the focus for a moment: within the dialog, if there is one
 * @returns whether it was copied
 */
export async function copyText(text: string, place: Element): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		const before = (place.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
		const field = document.createElement("textarea");
		field.value = text;
		field.className = "hidden";
		place.append(field);
		field.select();
		const isCopied = document.execCommand("copy");
		field.remove();
		before?.focus();
		return isCopied;
	}
}

/** Gives a text to the browser as a download. */
export function saveFile(text: string, name: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
