import { analyse } from "chardet";
import iconv from "iconv-lite";
import { guessScript } from "./guess-script.ts";

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
 * A file with many NUL bytes that is not of two or four bytes for each character is binary.
 */
export function decodeText(bytes: Uint8Array): Decoded {
	const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
	if (marked !== undefined && marked[0] !== "utf-8") return decodeMarked(bytes, marked[0]);
	if (marked === undefined && bytes.subarray(0, SAMPLE).includes(0)) {
		const wide = wideEncoding(bytes);
		const decoded = wide === undefined ? undefined : decodeMarked(bytes, wide);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text
		if (decoded !== undefined && "characters" in decoded && !/[\u0000-\u0008]/.test(decoded.characters.slice(0, SAMPLE))) return decoded;
		if (isBinary(bytes.subarray(0, SAMPLE))) return { problem: "binary data, not text" };
	}
	if (bytes.subarray(0, SAMPLE).includes(ESCAPE)) {
		const escaped = decodeEscaped(bytes);
		if (escaped !== undefined) return escaped;
	}
	try {
		return { characters: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), encoding: "utf-8" };
	} catch {
		return marked !== undefined || isDamagedUtf8(bytes)
			? { problem: "damaged UTF-8 text: some of its bytes are no UTF-8" }
			: decodeLegacy(bytes);
	}
}

/** Binary data has many control characters; a text may hold a stray NUL. */
const MOST_CONTROL = 0.002;

function isBinary(sample: Uint8Array): boolean {
	let control = 0;
	for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32 && byte !== ESCAPE)) control += 1;
	return control > MOST_CONTROL * sample.length;
}

const ESCAPE = 0x1b;

/** UTF-16 or UTF-32 without a mark: most characters of most texts have the same bytes zero. */
function wideEncoding(bytes: Uint8Array): string | undefined {
	const sample = bytes.subarray(0, SAMPLE - (SAMPLE % 4));
	const zeros = [0, 0, 0, 0];
	sample.forEach((byte, at) => {
		if (byte === 0) (zeros[at % 4] as number) += 1;
	});
	const share = zeros.map((count) => count / (sample.length / 4)) as [number, number, number, number];
	const isZero = share.map((zero) => zero > 0.5);
	const isOther = share.map((zero) => zero < 0.1);
	if (bytes.length % 4 === 0 && isZero[0] && isZero[1] && isOther[3]) return "utf-32be";
	if (bytes.length % 4 === 0 && isZero[2] && isZero[3] && isOther[0]) return "utf-32le";
	if (bytes.length % 2 === 0 && isZero[0] && isZero[2] && isOther[1] && isOther[3]) return "utf-16be";
	return bytes.length % 2 === 0 && isZero[1] && isZero[3] && isOther[0] && isOther[2] ? "utf-16le" : undefined;
}

/** Encodings of seven bits that switch their table by escape sequences; undefined where there is none of them. */
function decodeEscaped(bytes: Uint8Array): Decoded | undefined {
	const sample = asBuffer(bytes.subarray(0, SAMPLE)).toString("latin1");
	if (sample.includes("\u001b$)C")) return { characters: iconv.decode(fromIso2022Kr(bytes), "euc-kr"), encoding: "iso-2022-kr" };
	if (!["\u001b$@", "\u001b$B", "\u001b(J", "\u001b(I"].some((sequence) => sample.includes(sequence))) return undefined;
	const characters = new TextDecoder("iso-2022-jp").decode(bytes);
	return characters.includes("\uFFFD") ? undefined : { characters, encoding: "iso-2022-jp" };
}

/** ISO-2022-KR as EUC-KR: between shift out and shift in each byte has its high bit (RFC 1557). */
function fromIso2022Kr(bytes: Uint8Array): Buffer {
	let isShifted = false;
	const text = asBuffer(bytes).toString("latin1").replace("\u001b$)C", "");
	const shifted = [...text].flatMap((char) => {
		const code = char.charCodeAt(0);
		if (code === 0x0e || code === 0x0f) {
			isShifted = code === 0x0e;
			return [];
		}
		return [isShifted && code > 0x20 ? code | 0x80 : code];
	});
	return Buffer.from(shifted);
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
	const script = guessScript(asBuffer(bytes.subarray(0, SAMPLE)));
	if (script !== undefined) return { characters: iconv.decode(asBuffer(bytes), script), encoding: script };
	const guesses = analyse(bytes.subarray(0, SAMPLE)).filter((guess) => guess.confidence >= LEAST_CONFIDENCE && !/^utf/i.test(guess.name));
	const declared = /<(?:\?xml[^>]{0,80}encoding|meta[^>]{0,200}charset)\s*=\s*["']?([\w-]{3,20})/i.exec(
		asBuffer(bytes.subarray(0, 4096)).toString("latin1"),
	)?.[1];
	for (const name of [
		...(declared === undefined ? [] : [asWindows(declared)]),
		...guesses.map((guess) => asWindows(guess.name)),
		"windows-1252",
	]) {
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
