import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { type DefaultTreeAdapterMap, serialize } from "parse5";

type TextNode = DefaultTreeAdapterMap["textNode"];

// The number of a text node is written in front of its text with two characters of the private use area, of 4,096 values each.
const FIRST = 0xe000;
const VALUES = 4096;
const MARK = /[\ue000-\uefff]{2}/g;
const PRIVATE = /[\ue000-\uf8ff]/g;

/**
 * The text nodes of a page that are its main content, as Readability finds it; null where it finds no article.
 * It reads a copy of the page, and takes the elements apart, so each text carries its number there.
 */
export function findMainContent(tree: DefaultTreeAdapterMap["document"], texts: readonly TextNode[]): ReadonlySet<TextNode> | null {
	const originals = texts.map(({ value }) => value);
	texts.forEach((text, number) => {
		if (number < VALUES * VALUES && text.value.trim() !== "") text.value = markOf(number) + text.value.replace(PRIVATE, " ");
	});
	const page = serialize(tree);
	texts.forEach((text, number) => {
		text.value = originals[number] as string;
	});
	const { document } = parseHTML(page);
	const article = new Readability<string>(
		document as never,
		{
			serializer: (root: { textContent: string | null }) => root.textContent ?? "",
		} as never,
	).parse();
	if (!article?.content) return null;
	return new Set((article.content.match(MARK) ?? []).map((mark) => texts[numberOf(mark)] as TextNode));
}

function markOf(number: number): string {
	return String.fromCharCode(FIRST + Math.floor(number / VALUES), FIRST + (number % VALUES));
}

function numberOf(mark: string): number {
	return (mark.charCodeAt(0) - FIRST) * VALUES + mark.charCodeAt(1) - FIRST;
}
