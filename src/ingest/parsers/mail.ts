import PostalMime, { type Address } from "postal-mime";
import { addHtmlFragment } from "./html.ts";
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
		for (const [index, mail] of mailsIn(bytes).entries())
			mails.push({ ...(await parseMail({ bytes: mail, ...others })), part: String(index + 1) });
		if (mails.length === 0) throw new Unreadable("it holds no mail");
		return mails;
	},
};

async function parseMail({ bytes, judge }: ParserInput): Promise<Parsed> {
	const mail = await PostalMime.parse(bytes);
	if (mail.from === undefined && mail.date === undefined && mail.subject === undefined)
		throw new Unreadable("it has none of a mail's headers");
	const builder = createTextBuilder(judge);
	if (mail.text?.trim()) addPlainText(builder, mail.text);
	else if (mail.html) addHtmlFragment(builder, mail.html);
	const metadata = known({
		title: mail.subject,
		author: mail.from && nameOf(mail.from),
		published: mail.date,
		language: mail.headers.find(({ key }) => key === "content-language")?.value,
	});
	const attachments = mail.attachments.filter(({ disposition }) => disposition !== "inline");
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

/** The mails between the lines that begin with "From ", each without that line. */
function mailsIn(mailbox: Uint8Array): Uint8Array[] {
	const bytes = Buffer.from(mailbox.buffer, mailbox.byteOffset, mailbox.byteLength);
	const starts: number[] = [];
	for (let at = 0; at >= 0; at = bytes.indexOf("\n\nFrom ", at + 1)) {
		if (at === 0 && bytes.toString("latin1", 0, 5) === "From ") starts.push(0);
		else if (at > 0) starts.push(at + 2);
	}
	for (let at = bytes.indexOf("\r\n\r\nFrom "); at >= 0; at = bytes.indexOf("\r\n\r\nFrom ", at + 1)) starts.push(at + 4);
	starts.sort((a, b) => a - b);
	return starts.map((start, index) => {
		const body = bytes.indexOf("\n", start) + 1;
		return bytes.subarray(body === 0 ? bytes.length : body, starts[index + 1] ?? bytes.length);
	});
}
