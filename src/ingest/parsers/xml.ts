import { parseDocument } from "htmlparser2";
import { decodeText } from "../decode-text.ts";
import { Unreadable } from "./parser.ts";

/** An element of an XML file, with its name as it is written, prefix included. */
export type XmlElement = {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly (XmlElement | string)[];
};

type ParsedNode = { type: string; name?: string; data?: string; attribs?: Record<string, string>; children?: ParsedNode[] };

/** Deeper than this no office program writes. */
const DEEPEST = 1_000;

/**
 * The root element of an XML file. Entities of the file's own are not expanded and nothing is fetched.
 * @throws Unreadable
 */
export function parseXml(bytes: Uint8Array | undefined, name: string): XmlElement {
	if (bytes === undefined) throw new Unreadable(`damaged: it holds no ${name}`);
	const decoded = decodeText(bytes);
	if ("problem" in decoded) throw new Unreadable(`damaged: ${name}: ${decoded.problem}`);
	const tree = parseDocument(decoded.characters, { xmlMode: true }) as unknown as ParsedNode;
	const root = tree.children?.find((node) => node.name !== undefined && node.children !== undefined && node.type === "tag");
	if (root === undefined) throw new Unreadable(`damaged: ${name} is no XML`);
	return toElement(root, 0);
}

function toElement(node: ParsedNode, depth: number): XmlElement {
	if (depth > DEEPEST) throw new Unreadable(`its elements are nested more than ${DEEPEST} deep`);
	const children = (node.children ?? []).flatMap((child): (XmlElement | string)[] => {
		if (child.type === "text") return [child.data ?? ""];
		if (child.name === "mc:AlternateContent") {
			const chosen = (child.children ?? []).find(({ name }) => name === "mc:Choice" || name === "mc:Fallback");
			return chosen === undefined ? [] : [toElement(chosen, depth + 1)];
		}
		if (child.type === "cdata") return (child.children ?? []).map((inner) => inner.data ?? "");
		return child.name !== undefined && child.attribs !== undefined ? [toElement(child, depth + 1)] : [];
	});
	return { name: node.name ?? "", attributes: node.attribs ?? {}, children };
}

export function childrenOf(element: XmlElement): XmlElement[] {
	return element.children.filter((child) => typeof child !== "string");
}

/** All elements of a name below an element, in the order of the file. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
	return childrenOf(element).flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

export function firstOf(element: XmlElement, name: string): XmlElement | undefined {
	for (const child of childrenOf(element)) {
		const found = child.name === name ? child : firstOf(child, name);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** All characters below an element. */
export function textIn(element: XmlElement | undefined): string {
	return element === undefined ? "" : element.children.map((child) => (typeof child === "string" ? child : textIn(child))).join("");
}

/** The text of the first element with one of these names; undefined where there is none, or it is empty. */
export function textOfFirst(root: XmlElement, ...names: readonly string[]): string | undefined {
	return names.map((name) => textIn(firstOf(root, name)).trim()).find((text) => text !== "");
}
