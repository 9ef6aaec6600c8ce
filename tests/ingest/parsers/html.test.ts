import { expect, test } from "vitest";
import { htmlParser, htmlToText, parseHtml } from "../../../src/ingest/parsers/html.ts";
import { HOSTILE, testParser } from "../../contracts/parser.ts";

testParser(htmlParser, HOSTILE);

test("the main content, as a browser shows it", () => {
	const { text, blocks } = parseHtml(`<body><nav>Home</nav><header>Site</header><main><h1>Bread</h1>
<p>Flour   and
 <b>water</b>,<br>nothing <span>else</span>.</p><ul><li>Mix</li><li>Bake</li></ul>
<table><tr><th>Day</th><th>Loaves</th></tr><tr><td>Monday</td><td>40</td></tr></table><pre>  knead()
  bake()</pre></main><footer>Imprint</footer></body>`);
	expect(text).toBe("Bread\n\nFlour and water,\nnothing else.\n\nMix\n\nBake\n\nDay | Loaves\n\nMonday | 40\n\n  knead()\n  bake()");
	expect(blocks.map((block) => block.kind)).toEqual([
		"heading",
		"paragraph",
		"list-item",
		"list-item",
		"heading",
		"table-row",
		"preformatted",
	]);
});

test("what a reader does not see is not in the text", () => {
	const hidden = `<p hidden>1</p><p aria-hidden="true">2</p><p style="display: none">3</p><script>4</script><style>5</style>
<template>6</template><noscript>7</noscript><div role="navigation">8</div><label>9</label><!-- 10 --><aside>11</aside><p>seen</p>`;
	expect(parseHtml(hidden).text).toBe("seen");
});

test("page debris between the paragraphs is left out", () => {
	const { text } = parseHtml("<article><p>Snow fell.</p><p>You may also like</p><p>Share on Facebook</p><p>It melted.</p></article>");
	expect(text).toBe("Snow fell.\n\nIt melted.");
});

test("metadata from meta tags, else from the page", () => {
	const { metadata } = parseHtml(`<html lang="de"><head><title>Titel | Zeitung</title><meta property="og:title" content="Titel">
<meta name="author" content="Ada Lund"><meta property="og:site_name" content="Zeitung"><meta property="article:published_time" content="2021-03-04T10:00:00Z">`);
	expect(metadata).toEqual({ title: "Titel", author: "Ada Lund", publisher: "Zeitung", published: "2021-03-04T10:00:00Z", language: "de" });
	expect(parseHtml("<h1>Only a heading</h1>").metadata).toEqual({ title: "Only a heading" });
});

test("entities are characters", () => {
	expect(htmlToText("<p>Fish &amp; chips &lt;b&gt; &eacute; &#128512;</p>")).toBe("Fish & chips <b> é 😀");
});

test("a page nested without end is refused at once", () => {
	expect(() => parseHtml("<div>".repeat(1_000_000))).toThrow("nested more than 2000 deep");
	expect(parseHtml(`${"<div></div>".repeat(5_000)}<p>flat</p>`).text).toBe("flat");
});
