/**
 * What `escapeMarkdown` is for others: Mattermost's parser knows backslashes before fewer characters, and smileys, formulas and mentions
 * beside.
 * A mention becomes code: nothing else keeps it from calling people.
 */
export function escapeMattermost(text: string): string {
	return text.replace(MATTERMOST, (found, mention?: string, number?: string) => {
		if (mention !== undefined) return `\`${mention}\``;
		return number === undefined ? `\\${found}` : [...number].map((char) => `&#${char.charCodeAt(0)};`).join("");
	});
}

const MATTERMOST = new RegExp(
	[
		"((?<![\\p{L}\\p{N}])@[a-z0-9][a-z0-9._@-]*)", // a mention
		"(\\\\|<|\\$|&(?=#?\\w+;)|:(?=\\S)|^=|^[ \\t]+|[ \\t]+$)", // what no backslash is known for: by number
		"(?<=^\\d+)\\.|(?<=\\w)\\.(?=\\p{L})", // the number of a list, the name of a host
		"[`*_{}[\\]()#+!>|~-]",
	].join("|"),
	"gimu",
);

/** The text as it was before `escapeMattermost`. */
export function unescapeMattermost(text: string): string {
	return text.replace(
		/\\([`*_{}[\]()#+!>|~.-])|&#(\d+);|`(@[^`]*)`/g,
		(_, char?: string, code?: string, mention?: string) => char ?? mention ?? String.fromCharCode(Number(code)),
	);
}
