import fc from "fast-check";
import { expect, test } from "vitest";
import { quotesInMarkdown, renderMarkdown } from "../../src/render/markdown.ts";
import { quotesInBlocks, renderSlack } from "../../src/render/slack.ts";
import { answerOf, quoteOf } from "../support/answers.ts";
import { parsedQuotes } from "../support/markdown.ts";
import { checkMessage } from "../support/slack.ts";

const linkTo = () => "https://quoth.example.org/documents/0123456789ab?quotes=x#char=0,1";
const TRICKY = [
	...[
		"*bold*",
		"_em_",
		"`code`",
		"~~gone~~",
		"<b>",
		"<!-- x -->",
		"&amp;",
		"&#65;",
		"[a](b)",
		"![i](j)",
		"\\",
		"\\*",
		"#1",
		"1.",
		"10.",
		"-",
		"+",
	],
	...[
		">",
		"|",
		"| a | b |",
		"===",
		"---",
		"$x$",
		"^1^",
		"http://a.example/b_c_d",
		"www.a.example/b_c",
		"WWW.a.example/b_c",
		"a_b@c.example",
		"@all",
		"@here,",
		"(@a_b)",
	],
	...[
		":smile:",
		":)",
		"C:\\dir\\name",
		"10:30",
		"<@U1>",
		"<!channel>",
		"😀",
		"مرحبا",
		"字",
		"    ",
		"\t",
		"[x]",
		"[^1]",
		"T_T",
		"snake_case_word",
		"e.g.a.com/x",
	],
];
/** Lines of everything that means something to some markup. */
const line = fc
	.array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ unit: "grapheme", maxLength: 8 })), { minLength: 1, maxLength: 8 })
	.map((parts) =>
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
		parts.join(" ").replace(/[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/g, "."),
	)
	.filter((text) => text.trim() !== "");
const anything = fc.string({ unit: "binary", minLength: 1 });

test("Slack's blocks: within its limits, and every character comes back", () => {
	const texts = fc.array(
		fc.oneof(
			line,
			anything,
			fc.nat(12_000).map((length) => "word 😀".repeat(length / 7 + 1)),
		),
		{ minLength: 1, maxLength: 10 },
	);
	fc.assert(
		fc.property(texts, (quotes) => {
			const { left, ...message } = renderSlack(answerOf(quotes), { linkTo, showsQuestion: true });
			checkMessage(message);
			expect(quotesInBlocks(JSON.parse(JSON.stringify(message.blocks)))).toEqual(quotes.slice(0, quotes.length - left));
			if (left > 0) expect(JSON.stringify(message.blocks)).toContain(`${left} more`);
		}),
	);
});

test("a title of any length, markup in it, and no more than its limit", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 6_000 }), (title) => {
			const message = renderSlack(answerOf([], { quotes: [quoteOf("x", 0, title)] }), { linkTo });
			checkMessage(message);
			expect(message.text).not.toMatch(/<|>/);
		}),
	);
});

test.each([
	["no-passage-answers", ["a near passage"], []],
	["small-talk", [], ["Who built the bridge?"]],
	["small-talk", [], []],
] as const)("what is not found: %s", (code, nearest, suggestions) => {
	const message = renderSlack(
		answerOf([], {
			status: "not-found",
			reason: { code, message: "No passage answers this." },
			nearest: nearest.map((text) => quoteOf(text)),
			suggestions: [...suggestions],
		}),
		{ linkTo },
	);
	checkMessage(message);
	expect(quotesInBlocks(message.blocks)).toEqual(nearest);
	expect(JSON.stringify(message.blocks).includes("Not found in these documents.")).toBe(code !== "small-talk");
});

test("a quote of 5,000 characters is shown whole; one too long for any message is pointed to", () => {
	const long = "😀".repeat(2_500);
	expect(quotesInBlocks(renderSlack(answerOf([long]), { linkTo }).blocks)).toEqual([long]);
	const { left, blocks } = renderSlack(answerOf(["x".repeat(9_000)]), { linkTo });
	expect([left, quotesInBlocks(blocks)]).toEqual([1, []]);
	expect(JSON.stringify(blocks)).toContain('"url":"https://quoth.example.org/');
});

test("Markdown: a parser of GitHub's Markdown shows the very words", () => {
	fc.assert(
		fc.property(line, (text) => {
			const { text: markdown } = renderMarkdown(answerOf([text, "and more"]), linkTo);
			expect(parsedQuotes(markdown)).toEqual([text, "and more"]);
		}),
		{ numRuns: 500 },
	);
});

test.each(["github", "mattermost"] as const)("Markdown for %s: every character comes back", (dialect) => {
	fc.assert(
		fc.property(fc.oneof(line, anything), (text) => {
			const { text: markdown } = renderMarkdown(answerOf([text]), linkTo, dialect);
			expect(quotesInMarkdown(JSON.parse(JSON.stringify(markdown)), dialect)).toEqual([text]);
		}),
		{ numRuns: 500 },
	);
});

test("Mattermost: mentions call no one, nothing becomes a smiley, a link or a formula, and quotes that do not fit are told", () => {
	const { text } = renderMarkdown(
		answerOf(["Ask @all or (@here) :smile: at www.a.example/b_c $x$ info@example.org"]),
		linkTo,
		"mattermost",
	);
	expect(text).toMatch(/^> Ask `@all` or \\\(`@here`\\\) &#58;smile: at www\\\.a\\\.example\/b\\_c &#36;x&#36; info@example\\\.org/);
	const twice = renderMarkdown(answerOf(["@x@all and @john@channel"]), linkTo, "mattermost").text;
	expect(twice).toMatch(/^> `@x@all` and `@john@channel`\n/);
	const { text: cut, left } = renderMarkdown(answerOf(["first ".repeat(1_500), "second ".repeat(1_500), "third"]), linkTo, "mattermost");
	expect(left).toBe(2);
	expect(cut.length).toBeLessThan(16_383);
	expect(cut).toContain("2 more quotes do not fit");
	expect(quotesInMarkdown(cut, "mattermost")).toEqual(["first ".repeat(1_500)]);
});
