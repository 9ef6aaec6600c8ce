import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Keeps downloaded model files in a folder, under `<model>/<file>`. A file appears there whole or not at all.
 * The shape is that of the Web Cache API, which @xenova/transformers asks for.
 */
export function createModelCache(folder: string, hub: string) {
	/** The path of a file of the hub; undefined for any other address. */
	function pathOf(address: string): string | undefined {
		if (!address.startsWith(hub)) return undefined;
		const [model, file] = address.slice(hub.length).replace(/^\//, "").split("/resolve/main/");
		if (model === undefined || file === undefined || /(^|\/)\.\.(\/|$)/.test(`${model}/${file}`)) return undefined;
		return join(folder, model, file);
	}

	return {
		async match(address: string): Promise<Response | undefined> {
			const path = pathOf(address);
			if (path === undefined) return undefined;
			try {
				const bytes = await readFile(path);
				return new Response(bytes, { headers: { "content-length": String(bytes.length) } });
			} catch {
				return undefined;
			}
		},
		async put(address: string, response: Response): Promise<void> {
			const path = pathOf(address);
			if (path === undefined) return;
			const aside = `${path}.${process.pid}.part`;
			await mkdir(dirname(path), { recursive: true });
			try {
				await writeFile(aside, new Uint8Array(await response.arrayBuffer()));
				await rename(aside, path);
			} finally {
				await rm(aside, { force: true });
			}
		},
	};
}
