/** Backslashes before whatever Markdown gives a meaning to, so that the words are shown as they are. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\\`*_{}[\]<>()#+!|~&$^=-]/g, "\\$&")
		.replace(/^(\s*\d+)\./gm, "$1\\.")
		.replace(/^( {4}|\t)/gm, (indent) => indent.replace(/ /g, "&nbsp;").replace(/\t/g, "&#9;"));
}

/** The text as it was before `escapeMarkdown`. */
export function unescapeMarkdown(text: string): string {
	return text.replace(
		/\\([\\`*_{}[\]<>()#+!|~&$^=.-])|&nbsp;|&#9;/g,
		(written, char?: string) => char ?? (written === "&nbsp;" ? " " : "\t"),
	);
}
