import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Metadata } from "../domain/document.ts";
import { readYaml } from "./read-yaml.ts";

/** The file in which a person says what the documents of a folder are; it is no document itself. */
export const SOURCES_FILE = "sources.yaml";
/** Beside `report.pdf`, `report.pdf.meta.yaml` says what that document is. */
export const SIDECAR = ".meta.yaml";

const value = z
	.union([z.string().trim().min(1), z.number(), z.date()])
	.transform((found) => (found instanceof Date ? found.toISOString().slice(0, 10) : String(found)));
const fields = {
	title: value.optional(),
	author: value.optional(),
	publisher: value.optional(),
	published: value.optional(),
	modified: value.optional(),
	language: value.optional(),
	url: value.optional(),
};
const pattern = z
	.string()
	.min(1)
	.refine((written) => isPattern(written), { error: "no regular expression" });
const patterns = z.array(pattern).default([]);
const SidecarSchema = z.strictObject(fields);
const SourcesSchema = z.strictObject({
	...fields,
	files: z.record(z.string(), SidecarSchema).default({}),
	furniture: z.strictObject({ keep: patterns, leaveOut: patterns }).default({ keep: [], leaveOut: [] }),
});
type Sources = z.infer<typeof SourcesSchema>;

/** What a person says of one file. Patterns of furniture are written as they stand in the file, to be sent to a worker. */
export type Overrides = {
	readonly metadata: Partial<Metadata>;
	readonly keep: readonly string[];
	readonly leaveOut: readonly string[];
};

/** Whether a file of the corpus speaks of others and is no document. */
export function isAboutSources(name: string): boolean {
	return name === SOURCES_FILE || name.endsWith(SIDECAR);
}

/**
 * Reads what is said of the files of a corpus: by `sources.yaml` in the folder of a file and in those above it, the nearest last, and
 * by a file beside it, which wins.
 */
export function createSourcesReader(corpus: string): (uri: string) => Overrides {
	const folders = new Map<string, Sources | undefined>();
	const sourcesIn = (folder: string) => {
		if (!folders.has(folder)) folders.set(folder, readYaml(join(corpus, folder, SOURCES_FILE), SourcesSchema));
		return folders.get(folder);
	};
	return (uri) => {
		const metadata: Partial<Metadata> = {};
		const keep: string[] = [];
		const leaveOut: string[] = [];
		for (const folder of foldersAbove(uri)) {
			const sources = sourcesIn(folder);
			if (sources === undefined) continue;
			const { files, furniture, ...all } = sources;
			Object.assign(metadata, all, files[folder === "" ? uri : uri.slice(folder.length + 1)]);
			keep.push(...furniture.keep);
			leaveOut.push(...furniture.leaveOut);
		}
		Object.assign(
			metadata,
			readYaml(join(corpus, `${uri}${SIDECAR}`), SidecarSchema) ?? readYaml(join(corpus, withoutEnding(uri) + SIDECAR), SidecarSchema),
		);
		return { metadata, keep, leaveOut };
	};
}

/** "" for the corpus itself, then each folder on the way to the file. */
function foldersAbove(uri: string): string[] {
	const parts = uri.split("/").slice(0, -1);
	return ["", ...parts.map((_, at) => parts.slice(0, at + 1).join("/"))];
}

function withoutEnding(uri: string): string {
	const folder = dirname(uri);
	const name = uri.slice(folder === "." ? 0 : folder.length + 1);
	return uri.slice(0, uri.length - name.length) + name.replace(/\.[^.]+$/, "");
}

/** A pattern as a person writes it: `/…/` is a regular expression, anything else stands in the text as it is. */
export function toPattern(written: string): RegExp {
	const expression = /^\/(.*)\/([iu]*)$/s.exec(written);
	return expression === null
		? new RegExp(written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
		: new RegExp(expression[1] as string, expression[2]);
}

function isPattern(written: string): boolean {
	try {
		toPattern(written);
		return true;
	} catch {
		return false;
	}
}

/** Changes whenever what is said of a file does. */
export function hashOverrides(overrides: Overrides): string {
	return createHash("sha256").update(JSON.stringify(overrides)).digest("hex").slice(0, 12);
}
