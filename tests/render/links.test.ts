import { describe, expect, test } from "vitest";
import { linkTo, quotesOfQuery, spanOfFragment } from "../../src/render/source-link.ts";
import { originalLink, webAddress } from "../../src/render/text-fragment.ts";

describe("the original with a text fragment", () => {
	test.each([
		["https://example.org/a", "It was well-known, in 1822.", "https://example.org/a#:~:text=It%20was%20well%2Dknown%2C%20in%201822."],
		["https://example.org/a#part", "It was.", "https://example.org/a#part:~:text=It%20was."],
		["https://example.org/a#:~:text=old", "It was.", "https://example.org/a#:~:text=It%20was."],
		[
			"https://example.org/a",
			"one two three four five six seven\neight nine ten eleven twelve thirteen",
			"https://example.org/a#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen",
		],
		["https://example.org/a", `${"字".repeat(300)}`, "https://example.org/a"],
	])("%s, %s", (url, text, expected) => {
		expect(originalLink(url, text)).toBe(expected);
	});

	test("what is no address of the web is no link", () => {
		for (const url of [null, "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:x@y.z", "not an address"]) {
			expect([url, originalLink(url, "x"), webAddress(url)]).toEqual([url, null, null]);
		}
	});
});

test("a link into the source view comes back as it was made", () => {
	const places = [
		{ documentId: "abcdef012345", span: { start: 3, end: 9 }, version: "0123456789ab" },
		{ documentId: "fedcba543210", span: { start: 0, end: 4 }, version: "ba9876543210" },
	] as const;
	const link = new URL(linkTo(places[0], places, "https://quoth.example.org", "pk_x"));
	expect(link.pathname).toBe("/documents/abcdef012345");
	expect(quotesOfQuery(link.search)).toEqual(places);
	expect(spanOfFragment(link.hash, 9)).toEqual({ start: 3, end: 9 });
	expect(spanOfFragment(link.hash, 8)).toBe(null);
	for (const query of ["", "?quotes=", "?quotes=~~", "?quotes=a.b.c.d", "?quotes=<x>.1.2.y"]) expect(quotesOfQuery(query)).toEqual([]);
});
