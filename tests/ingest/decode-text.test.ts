import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/ingest/decode-text.ts";

const FRENCH = "Le café « Été » était fermé ; l’hôtesse n’était pas là, mais les garçons préparaient déjà le dîner. ".repeat(5);
const RUSSIAN = "Зимой дорога через перевал была закрыта, и продукты привозили на лодке два раза в неделю. ".repeat(5);
const JAPANESE = "冬の間、峠を越える道は閉鎖されていた。食料は週に二回、船で運ばれた。".repeat(5);

describe("encodings", () => {
	test.each([
		["utf-8", FRENCH],
		["utf-16le", RUSSIAN],
		["utf-16be", FRENCH],
		["windows-1252", FRENCH],
		["windows-1251", RUSSIAN],
		["koi8-r", RUSSIAN],
		["shift_jis", JAPANESE],
		["euc-jp", JAPANESE],
	])("%s", (encoding, text) => {
		const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf-16") });
		const decoded = decodeText(bytes);
		expect("characters" in decoded && decoded.characters.replace(/^\uFEFF/, "")).toBe(text);
	});
});

test("binary data is not text", () => {
	expect(decodeText(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 1]))).toEqual({ problem: "binary data, not text" });
	expect(decodeText(Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 255 || 1))).toHaveProperty("problem");
});

test("damaged UTF-16 is reported, not repaired", () => {
	expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]))).toEqual({ problem: "damaged utf-16le text" });
});
