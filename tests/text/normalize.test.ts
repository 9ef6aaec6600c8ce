import { expect, test } from "vitest";
import { foldCase, normalizeNewlines } from "../../src/text/normalize.ts";

test("newlines become LF and the byte order mark goes; nothing else changes", () => {
	expect(normalizeNewlines("\uFEFFone\r\ntwo\rthree\n\n  four\t ")).toBe("one\ntwo\nthree\n\n  four\t ");
});

test("a byte order mark inside the text stays", () => {
	expect(normalizeNewlines("a\uFEFFb")).toBe("a\uFEFFb");
});

test.each([
	["Durrës", "durres"],
	["İstanbul", "istanbul"],
	["ﬁnance", "finance"],
	["don’t", "don't"],
	["كِتَاب", "كتاب"],
])("%s is matched as %s", (word, form) => {
	expect(foldCase(word)).toBe(form);
});
