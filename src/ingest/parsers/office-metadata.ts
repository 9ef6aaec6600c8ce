import type { Metadata } from "../../domain/document.ts";
import { parseXml, textOfFirst } from "./xml.ts";

/** Where Word and PowerPoint keep what they know of a document. */
export const CORE_PROPERTIES = "docProps/core.xml";

/** Title, author, dates and language by the core properties of a DOCX or PPTX file; nothing where it has none. */
export function coreProperties(bytes: Uint8Array | undefined): Partial<Metadata> {
	if (bytes === undefined) return {};
	const root = parseXml(bytes, CORE_PROPERTIES);
	return known({
		title: textOfFirst(root, "dc:title"),
		author: textOfFirst(root, "dc:creator"),
		published: textOfFirst(root, "dcterms:created"),
		modified: textOfFirst(root, "dcterms:modified"),
		language: textOfFirst(root, "dc:language"),
	});
}

/** Without the fields that are not known. */
export function known(fields: Partial<Record<keyof Metadata, string | undefined>>): Partial<Metadata> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));
}
