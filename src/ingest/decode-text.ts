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
	if (marked !== undefined && marked[0] !== "utf-8") return decodeMarked(bytes, marked[0]);
	if (marked === undefined && bytes.subarray(0, SAMPLE).includes(0)) return { problem: "binary data, not text" };
	try {
		return { characters: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), encoding: "utf-8" };
	} catch {
		return marked !== undefined || isDamagedUtf8(bytes)
			? { problem: "damaged UTF-8 text: some of its bytes are no UTF-8" }
			: decodeLegacy(bytes);
	}
}

function decodeMarked(bytes: Uint8Array, encoding: string): Decoded {
	const characters = iconv.decode(asBuffer(bytes), encoding, { stripBOM: false });
	if (characters.includes("\uFFFD") || !characters.isWellFormed()) return { problem: `damaged ${encoding} text` };
	return { characters, encoding };
}

/** Whether most of what is not ASCII is valid UTF-8: read in another encoding, all of that would be garbled. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
	const sample = new TextDecoder("utf-8").decode(bytes.subarray(0, SAMPLE));
	const broken = sample.split("\uFFFD").length - 1;
	const whole = sample.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
	return whole > 2 * broken;
}

function decodeLegacy(bytes: Uint8Array): Decoded {
	const guesses = analyse(bytes.subarray(0, SAMPLE)).filter((guess) => guess.confidence >= LEAST_CONFIDENCE && !/^utf/i.test(guess.name));
	for (const name of [...guesses.map((guess) => asWindows(guess.name)), "windows-1252"]) {
		if (!iconv.encodingExists(name)) continue;
		const characters = iconv.decode(asBuffer(bytes), name);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text
		if (!/[\uFFFD\u0000-\u0008\u000e-\u001a\u0080-\u009f]/.test(characters)) return { characters, encoding: name.toLowerCase() };
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
