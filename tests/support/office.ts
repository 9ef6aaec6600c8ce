// Files of the formats that are no text, made from words: enough of each for its parser, and nothing else.
import { strToU8, zipSync } from "fflate";

const zip = (files: Record<string, string>) =>
	zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const CORE = (title: string, author: string) =>
	`<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>${title}</dc:title><dc:creator>${author}</dc:creator><dcterms:created>2021-03-04T10:00:00Z</dcterms:created></cp:coreProperties>`;

/** A Word file: "# " before a paragraph makes it a heading; an array is a row of a table. */
export function docxOf(paragraphs: readonly (string | readonly string[])[], { title = "The mill", author = "Ada Lund" } = {}): Uint8Array {
	const run = (text: string) => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
	const paragraph = (text: string) =>
		text.startsWith("# ") ? `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(text.slice(2))}</w:p>` : `<w:p>${run(text)}</w:p>`;
	const row = (cells: readonly string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`;
	const body = paragraphs
		.map((each) => (typeof each === "string" ? paragraph(each) : `<w:tbl>${row(each)}</w:tbl>`))
		.join("")
		.replaceAll("</w:tbl><w:tbl>", "");
	return zip({
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/styles.xml": `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
		"docProps/core.xml": CORE(title, author),
	});
}

/** A PowerPoint file: for each slide its title, its lines and its notes. */
export function pptxOf(slides: readonly { title: string; lines: readonly string[]; notes?: string }[]): Uint8Array {
	const shape = (type: string, lines: readonly string[]) =>
		`<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${lines.map((line) => `<a:p><a:r><a:t>${escaped(line)}</a:t></a:r></a:p>`).join("")}</p:txBody></p:sp>`;
	const tree = (shapes: string) => `<p:sld><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
	const files: Record<string, string> = { "docProps/core.xml": CORE("The mill in slides", "Ada Lund") };
	slides.forEach(({ title, lines, notes }, index) => {
		files[`ppt/slides/slide${index + 1}.xml`] = tree(shape("title", [title]) + shape("body", lines) + shape("sldNum", [String(index + 1)]));
		if (notes === undefined) return;
		files[`ppt/notesSlides/notesSlide${index + 1}.xml`] = tree(shape("body", [notes]));
		files[`ppt/slides/_rels/slide${index + 1}.xml.rels`] =
			`<Relationships><Relationship Id="r1" Type="x/notesSlide" Target="../notesSlides/notesSlide${index + 1}.xml"/></Relationships>`;
	});
	files["ppt/presentation.xml"] =
		`<p:presentation><p:sldIdLst>${slides.map((_, at) => `<p:sldId r:id="r${at}"/>`).join("")}</p:sldIdLst></p:presentation>`;
	files["ppt/_rels/presentation.xml.rels"] =
		`<Relationships>${slides.map((_, at) => `<Relationship Id="r${at}" Type="slide" Target="slides/slide${at + 1}.xml"/>`).join("")}</Relationships>`;
	return zip(files);
}

/** A text of LibreOffice: "# " before a paragraph makes it a heading. */
export function odtOf(paragraphs: readonly string[]): Uint8Array {
	const body = paragraphs.map((text) =>
		text.startsWith("# ") ? `<text:h text:outline-level="1">${escaped(text.slice(2))}</text:h>` : `<text:p>${escaped(text)}</text:p>`,
	);
	return zip({
		mimetype: "application/vnd.oasis.opendocument.text",
		"content.xml": `<office:document-content><office:body><office:text>${body.join("")}</office:text></office:body></office:document-content>`,
		"meta.xml":
			"<office:document-meta><office:meta><dc:title>The mill as text</dc:title><dc:creator>Ada Lund</dc:creator></office:meta></office:document-meta>",
	});
}

/** A book: its chapters by title. */
export function epubOf(chapters: Readonly<Record<string, string>>): Uint8Array {
	const names = Object.keys(chapters);
	const files: Record<string, string> = {
		"META-INF/container.xml": `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf": `<package><metadata><dc:title>The book of the mill</dc:title><dc:creator>Ada Lund</dc:creator><dc:language>en</dc:language></metadata><manifest>${names.map((_, at) => `<item id="c${at}" href="c${at}.xhtml"/>`).join("")}<item id="nav" properties="nav" href="nav.xhtml"/></manifest><spine>${names.map((_, at) => `<itemref idref="c${at}"/>`).join("")}</spine></package>`,
		"OEBPS/nav.xhtml": `<html><body><nav><ol>${names.map((name, at) => `<li><a href="c${at}.xhtml">${name}</a></li>`).join("")}</ol></nav></body></html>`,
	};
	names.forEach((name, at) => {
		files[`OEBPS/c${at}.xhtml`] =
			`<?xml version="1.0"?><html><head><title/></head><body><h1>${name}</h1><p>${chapters[name]}</p></body></html>`;
	});
	return zip(files);
}

/** A line of a PDF page: its text with the place of its first character, in points from the lower left. */
export type PdfLine = { readonly text: string; readonly x: number; readonly y: number; readonly size?: number };

/** A PDF file in Helvetica: lines by page; a page of no lines is as a scan. */
export function pdfOf(pages: readonly (readonly PdfLine[])[], { title = "The mill on paper" } = {}): Uint8Array {
	const objects: string[] = [];
	const add = (content: string) => objects.push(content);
	add("<< /Type /Catalog /Pages 2 0 R >>");
	add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${5 + 2 * at} 0 R`).join(" ")}] >>`);
	add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
	add(`<< /Title (${title}) /Author (Ada Lund) /CreationDate (D:20210304100000Z) >>`);
	pages.forEach((lines, at) => {
		const content = lines
			.map(({ text, x, y, size = 10 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replace(/[\\()]/g, "\\$&")}) Tj ET`)
			.join("\n");
		add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + 2 * at} 0 R >>`);
		add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
	});
	return assembled(
		objects.map((object) => Buffer.from(object, "latin1")),
		"/Root 1 0 R /Info 4 0 R",
	);
}

/** Lines of text below each other, as a page holds them. */
export function column(lines: readonly string[], { x = 60, y = 760, size = 10 } = {}): PdfLine[] {
	return lines.map((text, at) => ({ text, x, y: y - 1.3 * size * at, size }));
}

/** A PDF file of one page that is a picture, as a scanner makes it. */
export function scanOf(jpeg: Buffer): Uint8Array {
	const { width, height } = sizeOf(jpeg);
	const draw = "q 595 0 0 842 0 0 cm /I Do Q";
	const objects = [
		Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
		Buffer.from("<< /Type /Pages /Count 1 /Kids [3 0 R] >>"),
		Buffer.from("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>"),
		Buffer.concat([
			Buffer.from(
				`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
			),
			jpeg,
			Buffer.from("\nendstream"),
		]),
		Buffer.from(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`),
	];
	return assembled(objects, "/Root 1 0 R");
}

/** Width and height of a JPEG picture, from its frame header. */
function sizeOf(jpeg: Buffer): { width: number; height: number } {
	for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
		const marker = jpeg.readUInt16BE(at);
		if (marker >= 0xffc0 && marker <= 0xffc3) return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
	}
	throw new Error("no JPEG");
}

/** Objects numbered from 1 as a PDF file. */
function assembled(objects: readonly Buffer[], trailer: string): Uint8Array {
	const parts = [Buffer.from("%PDF-1.4\n")];
	let length = (parts[0] as Buffer).length;
	const offsets = objects.map((object, at) => {
		const offset = length;
		const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
		parts.push(part);
		length += part.length;
		return offset;
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
	const size = objects.length + 1;
	parts.push(
		Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`),
	);
	return new Uint8Array(Buffer.concat(parts));
}
