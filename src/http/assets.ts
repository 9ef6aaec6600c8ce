import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES: Record<string, string> = {
	".html": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
};

export type Asset = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };

const WIDGET = fileURLToPath(new URL("../widget/", import.meta.url));

/** The files of the pages, read once. Nothing else of the disk can be asked for. */
export function readAssets(folder = WIDGET): ReadonlyMap<string, Asset> {
	const names = readdirSync(folder).filter((name) => TYPES[extname(name)] !== undefined);
	return new Map(
		names.map((name) => [name, { bytes: new Uint8Array(readFileSync(join(folder, name))), type: TYPES[extname(name)] as string }]),
	);
}
