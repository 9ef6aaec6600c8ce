import { posix } from "node:path";
import { decodeText } from "../decode-text.ts";
import { addChapter } from "./html.ts";
import { known } from "./office-metadata.ts";
import { type Parser, Unreadable } from "./parser.ts";
import { createTextBuilder } from "./text-builder.ts";
import { descendants, firstOf, parseXml, textIn, textOfFirst, type XmlElement } from "./xml.ts";
import { unzip } from "./zip.ts";

const CONTAINER = "META-INF/container.xml";
const ENCRYPTION = "META-INF/encryption.xml";

/** EPUB: the chapters of a book in reading order. */
export const epubParser: Parser = {
	format: "epub",
	extensions: [".epub"],
	version: 1,
	parse({ bytes, judge }) {
		const files = unzip(bytes, (name) => /\.(?:xml|opf|ncx|x?html?)$/i.test(name));
		const path = firstOf(parseXml(files.get(CONTAINER), CONTAINER), "rootfile")?.attributes["full-path"];
		if (path === undefined) throw new Unreadable("damaged: it names no package");
		const book = parseXml(files.get(path), path);
		const chapters = chaptersOf(book, path);
		const locked = lockedFiles(files);
		if (chapters.some((chapter) => locked.has(chapter))) throw new Unreadable("protected against copying (DRM)");
		const titles = titlesOf(files, book, path);
		const builder = createTextBuilder(judge);
		const missing = chapters.filter((chapter) => !files.has(chapter));
		for (const chapter of chapters) {
			const characters = charactersOf(files.get(chapter));
			if (characters === undefined) continue;
			const title = titles.get(chapter);
			builder.at(title === undefined ? {} : { chapter: title });
			addChapter(builder, characters);
		}
		const metadata = known({
			title: textOfFirst(book, "dc:title"),
			author: descendants(book, "dc:creator").map(textIn).join(", "),
			publisher: textOfFirst(book, "dc:publisher"),
			published: textOfFirst(book, "dc:date"),
			language: textOfFirst(book, "dc:language"),
		});
		return [{ ...builder.result(), metadata, warnings: missing.map((chapter) => `chapter ${chapter} is missing`) }];
	},
};

/** Paths of the chapters in the order of the spine. */
function chaptersOf(book: XmlElement, path: string): string[] {
	const items = new Map(descendants(book, "item").map(({ attributes }) => [attributes.id, attributes]));
	return descendants(book, "itemref").flatMap(({ attributes }) => {
		const item = items.get(attributes.idref);
		return item?.href !== undefined && item.properties !== "nav" ? [resolved(path, item.href)] : [];
	});
}

/** What the table of contents calls each file; the first entry of a file names it. */
function titlesOf(files: ReadonlyMap<string, Uint8Array>, book: XmlElement, path: string): Map<string, string> {
	const titles = new Map<string, string>();
	const add = (from: string, href: string | undefined, title: string) => {
		const target = href && resolved(from, href);
		if (target && title.trim() !== "" && !titles.has(target)) titles.set(target, title.trim().replace(/\s+/g, " "));
	};
	for (const { attributes } of descendants(book, "item")) {
		const at = resolved(path, attributes.href ?? "");
		if (!files.has(at)) continue;
		if (attributes.properties === "nav") {
			for (const link of descendants(parseXml(files.get(at), at), "a")) add(at, link.attributes.href, textIn(link));
		} else if (/ncx/.test(attributes["media-type"] ?? "")) {
			for (const point of descendants(parseXml(files.get(at), at), "navPoint"))
				add(at, firstOf(point, "content")?.attributes.src, textOfFirst(point, "navLabel") ?? "");
		}
	}
	return titles;
}

function resolved(from: string, href: string): string {
	const file = href.replace(/#.*$/, "");
	try {
		return posix.join(posix.dirname(from), decodeURIComponent(file));
	} catch {
		return posix.join(posix.dirname(from), file); // a name with a per cent sign of its own
	}
}

function lockedFiles(files: ReadonlyMap<string, Uint8Array>): Set<string | undefined> {
	if (!files.has(ENCRYPTION)) return new Set();
	const encryption = parseXml(files.get(ENCRYPTION), ENCRYPTION);
	const references = ["enc:CipherReference", "CipherReference"].flatMap((name) => descendants(encryption, name));
	return new Set(references.map(({ attributes }) => attributes.URI));
}

function charactersOf(bytes: Uint8Array | undefined): string | undefined {
	if (bytes === undefined) return undefined;
	const decoded = decodeText(bytes);
	if ("problem" in decoded) throw new Unreadable(`a chapter cannot be read: ${decoded.problem}`);
	return decoded.characters;
}
