import { expect, test } from "vitest";
import { isByline, isoDate, metadataOfLines } from "../../src/ingest/byline.ts";

test.each([
	["Written by Ada Lund – The Fjord Post", { author: "Ada Lund", publisher: "The Fjord Post" }],
	["By Jan van Dyk", { author: "Jan van Dyk" }],
	["by the way, we left", {}],
	["Standing by Ada Lund", {}],
	["Published on 4 March 2021", { published: "2021-03-04" }],
	["March 4, 2021", { published: "2021-03-04" }],
	["Posted: Thursday, March 4, 2021 10:15 am", { published: "2021-03-04" }],
	["The mill closed on March 4, 2021", {}],
])("%s", (line, expected) => {
	expect(metadataOfLines([line, "Snow fell for eleven weeks."])).toEqual(expected);
});

test("a byline at the end counts, one in the middle does not", () => {
	const body = Array.from({ length: 20 }, (_, at) => `Paragraph ${at}.`);
	expect(metadataOfLines([...body, "By Ada Lund"])).toEqual({ author: "Ada Lund" });
	expect(metadataOfLines([...body, "By Ada Lund", ...body])).toEqual({});
	expect(isByline(" By Ada Lund ")).toBe(true);
});

test("a date that cannot be read stays as it is written", () => {
	expect(isoDate("3rd March 2020")).toBe("2020-03-03");
	expect(isoDate("the ides of March")).toBe("the ides of March");
});
