/** Copies a text; also where the page has no right to the clipboard, as pages without HTTPS have not. */
export async function copyText(text: string, root: ParentNode & Node): Promise<void> {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		const field = document.createElement("textarea");
		field.value = text;
		field.className = "hidden";
		root.append(field);
		field.select();
		document.execCommand("copy");
		field.remove();
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
