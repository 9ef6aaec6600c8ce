import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { QuothError } from "../errors.ts";

const TYPES: Record<string, string> = {
	".html": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
};

export type Asset = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly gzipped: Uint8Array<ArrayBuffer>;
	readonly type: string;
	readonly etag: string;
};

const WIDGET = fileURLToPath(new URL("../widget/", import.meta.url));

/** The files of the pages, read once. Nothing else of the disk can be asked for. */
export function readAssets(folder = WIDGET): ReadonlyMap<string, Asset> {
	const names = readdirSync(folder).filter((name) => TYPES[extname(name)] !== undefined);
	return new Map(
		names.map((name) => {
			const bytes = new Uint8Array(readFileSync(join(folder, name)));
			const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
			return [name, { bytes, gzipped: new Uint8Array(gzipSync(bytes, { level: 9 })), type: TYPES[extname(name)] as string, etag }];
		}),
	);
}

/** @throws QuothError `route-not-found` */
export function requireAsset(assets: ReadonlyMap<string, Asset>, name: string): Asset {
	const asset = assets.get(name);
	if (asset === undefined) throw new QuothError("route-not-found", `There is no file "${name}".`);
	return asset;
}
