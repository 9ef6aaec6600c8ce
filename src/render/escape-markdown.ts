/** Backslashes before whatever Markdown gives a meaning to, so that the words are shown as they are. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\\`*_{}[\]<>()#+!|~&$=-]|(?<=^\s*\d+|www)\.|:(?=\/)/gim, "\\$&") // an address that became a link would show the backslashes in it
		.replace(/^[ \t]|[ \t]$/gm, (space) => `&#${space.charCodeAt(0)};`); // those that follow are then within the line
}

/** The text as it was before `escapeMarkdown`. */
export function unescapeMarkdown(text: string): string {
	return text.replace(
		/\\([\\`*_{}[\]<>()#+!|~&$^=.:-])|&#(9|32);/g,
		(_, char?: string, code?: string) => char ?? String.fromCharCode(Number(code)),
	);
}
