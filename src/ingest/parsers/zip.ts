import { unzipSync } from "fflate";
import { Unreadable } from "./parser.ts";

/** What all wanted files of an archive may hold, unpacked: more than any document, less than a bomb. */
const LARGEST_UNPACKED = 256 * 1024 * 1024;

/**
 * The wanted files of a ZIP archive, by name. Memory is bounded by the sizes that the archive declares: of a file that is longer than it
 * says, the library gives the declared part. Nothing is written to disk, so that a name cannot lead anywhere.
 * @throws Unreadable when they are too large together, or when it is no archive
 */
export function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
	// The container of old Office files, and of new ones that are encrypted.
	if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Unreadable("protected by a password, or of an old format");
	let total = 0;
	try {
		const files = unzipSync(bytes, {
			filter({ name, originalSize }) {
				if (!isWanted(name)) return false;
				total += originalSize;
				if (total > LARGEST_UNPACKED) throw new Unreadable(`more than ${LARGEST_UNPACKED / 1024 / 1024} MB when unpacked`);
				return true;
			},
		});
		return new Map(Object.entries(files));
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		throw new Unreadable(`damaged: ${error instanceof Error ? error.message : error}`);
	}
}
