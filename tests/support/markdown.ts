import type { Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** The block quotations of a text as a parser of GitHub's Markdown reads them, not as we wrote them. */
export function parsedQuotes(markdown: string): string[] {
	const { children } = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
	return children.flatMap((node: RootContent) => (node.type === "blockquote" ? [node.children.map(shown).join("\n\n")] : []));
}

function shown(node: Nodes): string {
	if (node.type === "break") return "\n";
	if ("children" in node) return node.children.map(shown).join("");
	return "value" in node ? node.value : `<${node.type}>`;
}
