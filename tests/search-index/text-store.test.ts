import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeText, openTextStore } from "../../src/search-index/text-store.ts";
import { temporaryFolder } from "../support/folders.ts";
import { quothOver, VILLAGE } from "../support/quoth.ts";

test("a slice is read at its offset; past the end the index is damaged", () => {
	const path = join(temporaryFolder(), "texts");
	writeFileSync(path, encodeText("The mill 🏭 opened."));
	const texts = openTextStore(path);
	expect(texts.read(4, 11)).toBe("mill 🏭");
	expect(() => texts.read(10, 100)).toThrow(expect.objectContaining({ code: "index-damaged" }));
	texts.close();
});

test("what is closed reads nothing, and closes no file but its own", async () => {
	const quoth = await quothOver(VILLAGE);
	const question = "When did the bakery on Mill Street open?";
	expect((await quoth.ask({ question })).status).toBe("answered");
	quoth.close();
	const path = join(temporaryFolder(), "other");
	writeFileSync(path, encodeText("The bakery on Mill Street opened in 2087. ".repeat(200)));
	const other = openSync(path, "r"); // takes the number that has become free
	quoth.close();
	await expect(quoth.ask({ question })).rejects.toMatchObject({ code: "index-closed" });
	expect(() => quoth.document("bakery.txt")).toThrow(expect.objectContaining({ code: "index-closed" }));
	closeSync(other); // fails if the second close has closed it
});
