import PostalMime, { type Address } from "postal-mime";
import { addHtmlFragment, htmlToText } from "./html.ts";
import { known } from "./office-metadata.ts";
import { type Parsed, type Parser, type ParserInput, Unreadable } from "./parser.ts";
import { parsePlainText } from "./plain-text.ts";
import { createTextBuilder, type TextBuilder } from "./text-builder.ts";

/** One mail. */
export const mailParser: Parser = {
	format: "mail",
	extensions: [".eml"],
	version: 1,
	parse: async (input) => [await parseMail(input)],
};

/** A mailbox: each mail is a document. */
export const mailboxParser: Parser = {
	format: "mail",
	extensions: [".mbox", ".mbx"],
	version: 1,
	async parse({ bytes, ...others }) {
		const mails: Parsed[] = [];
		const unread: string[] = [];
		for (const [index, mail] of mailsIn(bytes).entries()) {
			try {
				mails.push({ ...(await parseMail({ bytes: mail, ...others })), part: String(index + 1) });
			} catch (error) {
				unread.push(`mail ${index + 1} not read: ${error instanceof Error ? error.message : error}`);
			}
		}
		const [first, ...rest] = mails;
		if (first === undefined) throw new Unreadable(unread[0] ?? "it holds no mail");
		return [{ ...first, warnings: [...(first.warnings ?? []), ...unread] }, ...rest];
	},
};

/** So many times the text, the HTML of a mail says more than that. */
const FULLER = 3;

async function parseMail({ bytes, judge }: ParserInput): Promise<Parsed> {
	const mail = await PostalMime.parse(bytes);
	if (mail.from === undefined && mail.date === undefined && mail.subject === undefined)
		throw new Unreadable("it has none of a mail's headers");
	const builder = createTextBuilder(judge);
	const text = mail.text?.trim() ?? "";
	// Some programs write a line of text that says that there is HTML.
	if (mail.html && FULLER * text.length < htmlToText(mail.html).length) addHtmlFragment(builder, mail.html);
	else addPlainText(builder, text);
	const metadata = known({
		title: mail.subject,
		author: mail.from && nameOf(mail.from),
		published: mail.date,
		language: mail.headers.find(({ key }) => key === "content-language")?.value,
	});
	const attachments = mail.attachments.filter(
		({ contentId, related, mimeType }) => !((contentId || related) && mimeType.startsWith("image/")),
	);
	return {
		...builder.result(),
		metadata,
		warnings: attachments.map(({ filename }) => `attachment not read: ${filename ?? "without a name"}`),
	};
}

function nameOf({ name, address }: Address): string {
	return name && address ? `${name} <${address}>` : name || address || "";
}

const QUOTED = /^(?:>.*\n?)+$/;
const INTRODUCES_QUOTED = /^(?:On|Am|Le|El|Il)\b.{5,120}\b(?:wrote|schrieb|écrit|escribió|ha scritto)\s*:$/s;

/** The paragraphs of a text; what it quotes of the mail that it answers stands in that mail. */
function addPlainText(builder: TextBuilder, text: string): void {
	// A line that is quoted begins a paragraph of its own, so that no answer is left out with it.
	const apart = text
		.replace(/\r\n?/g, "\n")
		.replace(/^(?!>)(.*\S.*)\n(?=>)/gm, "$1\n\n")
		.replace(/^(>.*)\n(?!>|\n)/gm, "$1\n\n");
	const { text: read, blocks } = parsePlainText(apart);
	let at = 0;
	const addBetween = (end: number) => builder.leaveOut("repetition", read.slice(at, end));
	for (const { span, kind } of blocks) {
		addBetween(span.start);
		at = span.end;
		const content = read.slice(span.start, span.end);
		if (QUOTED.test(content) || INTRODUCES_QUOTED.test(content)) builder.leaveOut("quoted-reply", content);
		else if (kind === "heading") builder.heading(2, content);
		else builder.add(kind, content);
	}
	addBetween(read.length);
}

/** The line above a mail: "From", an address, and the day with its time and year. A sentence that begins like it is none. */
const FROM_LINE = /^From \S+ .*\d{1,2}:\d{2}.*\b(?:19|20)\d{2}\b.*\r?\n/gm;

/** The mails between such lines; ">From" in them was "From". */
function mailsIn(mailbox: Uint8Array): Uint8Array[] {
	const text = Buffer.from(mailbox.buffer, mailbox.byteOffset, mailbox.byteLength).toString("latin1");
	const heads = [...text.matchAll(FROM_LINE)];
	return heads.map(({ index, 0: line }, at) => {
		const mail = text.slice(index + line.length, heads[at + 1]?.index ?? text.length);
		return new Uint8Array(Buffer.from(mail.replace(/^>(>*From )/gm, "$1"), "latin1"));
	});
}
