import { expect, test } from "vitest";
import { parsePlainText, plainTextParser } from "../../../src/ingest/parsers/plain-text.ts";
import { HOSTILE, testParser } from "../../contracts/parser.ts";

testParser(plainTextParser, HOSTILE);

function read(characters: string) {
	const { text, blocks, leftOut, metadata } = parsePlainText(characters);
	const words = (span: { start: number; end: number }) => text.slice(span.start, span.end);
	return {
		text,
		metadata,
		blocks: blocks.map(({ kind, span, headings }) => ({ kind, text: words(span), headings })),
		leftOut: leftOut.map(({ span, reason }) => [reason, words(span)]),
	};
}

test("the file is the text", () => {
	expect(read("  One.\n\n\tTwo  \n").text).toBe("  One.\n\n\tTwo  \n");
});

test("a title, a heading, paragraphs and list items", () => {
	const { blocks, metadata } = read(
		"The long winter\n\nSnow fell for eleven weeks and the road over the pass stayed closed until the end of April.\n\nSupplies\n\nFood came by boat, twice a week, from the harbour on the other side of the fjord, and never on time.\n- flour\n- salt\n",
	);
	expect(metadata.title).toBe("The long winter");
	expect(blocks.map(({ kind, headings }) => [kind, headings])).toEqual([
		["heading", []],
		["paragraph", []],
		["heading", []],
		["paragraph", ["Supplies"]],
		["list-item", ["Supplies"]],
		["list-item", ["Supplies"]],
	]);
});

test("a short line that holds a fact stays quotable", () => {
	const { blocks } = read(
		"Phone: 555 0134\n\nCall us on weekdays between nine and five, and leave a message at any other time of the day.",
	);
	expect(blocks[0]).toMatchObject({ kind: "paragraph", text: "Phone: 555 0134" });
});

test("the headline above the credits of an article is its title, and a menu is no part of it", () => {
	const body = "A fire swept through the mill on Monday night, and three people were hurt, the fire service said in the morning.";
	const { metadata, blocks, leftOut } = read(
		`Home | News | Sport | Opinion\nFire destroys mill: three hurt in 2023\n\nBy our correspondent in Aln\nValley Herald\nValley Herald, 14 March 2023\n\n${body}`,
	);
	expect(metadata.title).toBe("Fire destroys mill: three hurt in 2023");
	expect(leftOut).toEqual([["link-row", "Home | News | Sport | Opinion"]]);
	expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
		["heading", "Fire destroys mill: three hurt in 2023"],
		["paragraph", "By our correspondent in Aln"],
		["paragraph", "Valley Herald"],
		["paragraph", "Valley Herald, 14 March 2023"],
		["paragraph", body],
	]);
	expect(read(`Dockers end strike\n\nALN, Nov 30, 2022 (Valley News Agency)\n\n${body}`).metadata.title).toBe("Dockers end strike");
	expect(read(`${body}\n\nBy Monday the fire was out.`).metadata.title).toBeUndefined();
});

test("no title, no heading and no menu: mails, notices, clauses and rows of tables", () => {
	expect(read("Subject: Roof\nDate: 3 May 2024\n\nThe roof leaks.").metadata.title).not.toBe("Subject: Roof");
	expect(read("Do not switch off the pump\n\nLast checked: 3 May 2024").metadata.title).toBeUndefined();
	expect(read("The mill was built by Jonas Fell\n\nIt burned down on 7 June 1840").metadata.title).toBeUndefined();
	const clause = read(
		"12. Notice period is three months\n\nEither party may end the contract at the end of a quarter, and in writing, if it wishes to.",
	);
	expect(clause.blocks[0]).toMatchObject({ kind: "list-item" });
	expect(read("Monday | Press | Video | Blog\n\nHelp | Sport | Culture | Events").leftOut).toEqual([]);
});

test("a numbered line between paragraphs is a heading, an item of a list is none", () => {
	const body = "Twenty new racks will be put up behind the mill in June, and the old ones go to the school.";
	const minutes = read(`Minutes of the council\n\n1. Racks\n\n${body}\n\n2. Heating\n\n${body.replace("racks", "stoves")}`);
	expect(minutes.blocks.map(({ kind, headings }) => [kind, headings])).toEqual([
		["heading", []],
		["heading", []],
		["paragraph", ["1. Racks"]],
		["heading", []],
		["paragraph", ["2. Heating"]],
	]);
	const list = read(`${body}\n\n1. Apples\n\n2. Pears\n\n3. Plums\n\n${body.replace("racks", "trees")}`);
	expect(list.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "list-item", "list-item", "list-item", "paragraph"]);
});

test("what a lead-in announces is no furniture, nor is clause (c) or a picture's format", () => {
	const { leftOut, blocks } = read(
		"We collect:\n(a) your name\n(b) your address\n(c) technical data such as your browser\n\nThe address of the service is:\n\nhttps://api.example.org/v2\n\nPhoto: JPEG up to 5 MB",
	);
	expect(leftOut).toEqual([]);
	expect(blocks.map(({ text }) => text)).toContain("https://api.example.org/v2");
	expect(read("One.\n\n(c) 2023 Aln Press\n\nPhoto: Ana Ruiz / Reuters").leftOut.map(([reason]) => reason)).toEqual([
		"call-to-action",
		"caption-credit",
	]);
});

test("page debris is left out, with the reason, and stays in the text", () => {
	const { leftOut, blocks, text } = read(`Home » News » Winter

Snow fell for eleven weeks.

to download the video file click here

You may also like

facebook twitter instagram youtube rss-blank

Leave a Comment`);
	expect(leftOut).toEqual([
		["breadcrumb", "Home » News » Winter"],
		["call-to-action", "to download the video file click here"],
		["call-to-action", "You may also like"],
		["link-row", "facebook twitter instagram youtube rss-blank"],
		["call-to-action", "Leave a Comment"],
	]);
	expect(blocks.map((block) => block.text)).toEqual(["Snow fell for eleven weeks."]);
	expect(text).toContain("click here");
});

test("a caption that stands twice is kept once", () => {
	const { leftOut, blocks } = read(
		"  • The mayor opens the new bridge in May (AP)\n    The mayor opens the new bridge in May (AP)\n\nThe bridge was closed for a year.",
	);
	expect(blocks).toHaveLength(2);
	expect(leftOut).toEqual([["repetition", "The mayor opens the new bridge in May (AP)"]]);
	const twice = read("The mayor opens the new bridge in May (AP)\n\nThe mayor opens the new bridge in May (AP)\n\nThe bridge was closed.");
	expect(twice.leftOut).toEqual([["repetition", "The mayor opens the new bridge in May (AP)"]]);
});

test("prose about networks and comments is not debris", () => {
	const prose = [
		"Facebook and Twitter removed the posts on Monday.",
		"He declined to comment.",
		"She left a comment on the report, and the ministry answered it the same day.",
		"Share prices fell.",
		"Home sales rose.",
		"Search teams found the boat.",
	];
	expect(read(prose.join("\n\n")).leftOut).toEqual([]);
});

test("the lines of wrapped prose are one paragraph, even where one of them looks like debris", () => {
	const prose =
		"Under the statute that was passed in the spring of that year,\ncopyright law protects the author's\nexpression and nothing else.";
	expect(read(prose).blocks.map((block) => block.text)).toEqual([prose]);
	expect(read(prose).leftOut).toEqual([]);
});

test("the lines of a list, a table or verse are blocks of their own", () => {
	const list = "Plumber: Rosa Kern 555 0101\nBaker: Ole Dahl 555 0102\nLibrary: 555 0103";
	expect(read(list).blocks.map((block) => block.text)).toEqual(list.split("\n"));
});

test("a long caption that stands twice, one line below the other, is kept once", () => {
	const caption = "The mayor of Vellmar opens the new bridge over the river Aln in the rain, on the fourth of May";
	expect(read(`  • ${caption}\n    ${caption}\n\nThe bridge was closed for a year.`).leftOut).toEqual([["repetition", caption]]);
});

test("credits below a wide headline are no part of it", () => {
	const headline = "One miller hurt, hundreds flee as the old mill in Castrel burns";
	const { metadata, blocks } = read(
		`${headline}\nBy Ada Quint, Valley Herald\n14 March 2023\n\nThe old mill in Castrel burned down on Tuesday night.`,
	);
	expect(metadata.title).toBe(headline);
	expect(blocks.find(({ kind }) => kind === "heading")?.text).toBe(headline);
});

test("a numbered line above the first clause of its number is a heading", () => {
	const { blocks } = read("1. Scope\n1.1 This applies to all.\n1.2 It is new.\n\n2. Travel\n2.1 Go by rail.\n\n3. Sandwiches\n4. Tea");
	expect(blocks.filter(({ kind }) => kind === "heading")).toHaveLength(2);
	expect(blocks.find(({ headings }) => headings[0] === "2. Travel")).toBeDefined();
});
