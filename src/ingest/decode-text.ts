import { analyse } from "chardet";
import iconv from "iconv-lite";

/** The characters of a file, and the encoding they were read in; or why they cannot be read. */
export type Decoded = { readonly characters: string; readonly encoding: string } | { readonly problem: string };

const BYTE_ORDER_MARKS: readonly [string, readonly number[]][] = [
	["utf-8", [0xef, 0xbb, 0xbf]],
	["utf-32le", [0xff, 0xfe, 0x00, 0x00]],
	["utf-32be", [0x00, 0x00, 0xfe, 0xff]],
	["utf-16le", [0xff, 0xfe]],
	["utf-16be", [0xfe, 0xff]],
];
const SAMPLE = 256 * 1024;
const LEAST_CONFIDENCE = 10; // of 100, as chardet rates its guess

/**
 * Reads bytes as text: by byte order mark, else as UTF-8 where it is valid, else in the most likely legacy encoding.
 * A file with NUL bytes and no byte order mark is binary.
 */
export function decodeText(bytes: Uint8Array): Decoded {
	const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
	if (marked !== undefined) return decodeAs(bytes, marked[0]);
	if (bytes.subarray(0, SAMPLE).includes(0)) return { problem: "binary data, not text" };
	try {
		return { characters: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
	} catch {
		return decodeLegacy(bytes);
	}
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
	const characters = iconv.decode(asBuffer(bytes), encoding);
	if (characters.includes("\uFFFD") || !characters.isWellFormed()) return { problem: `damaged ${encoding} text` };
	return { characters, encoding };
}

function decodeLegacy(bytes: Uint8Array): Decoded {
	const guesses = analyse(bytes.subarray(0, SAMPLE)).filter((guess) => iconv.encodingExists(guess.name) && !/^utf/i.test(guess.name));
	for (const guess of guesses) {
		if (guess.confidence < LEAST_CONFIDENCE) break;
		const characters = iconv.decode(asBuffer(bytes), asWindows(guess.name));
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text
		if (!/[\uFFFD\u0000-\u0008\u000e-\u001a]/.test(characters)) return { characters, encoding: guess.name.toLowerCase() };
	}
	return { problem: "unknown encoding: neither UTF-8 nor a legacy encoding that fits" };
}

/** Files labelled Latin-1 hold Windows' curly quotes more often than C1 control characters. */
function asWindows(name: string): string {
	return /^iso-8859-1$/i.test(name) ? "windows-1252" : name;
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
