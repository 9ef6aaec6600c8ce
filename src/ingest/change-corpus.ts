import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { z } from "zod";
import { QuothError } from "../errors.ts";
import { replaceFile } from "../search-index/replace-file.ts";
import { writeErrorOf } from "../search-index/write-error.ts";
import { ALIAS_FILE } from "./alias-file.ts";
import { knownExtensions, reasonNotRead } from "./parsers/registry.ts";
import { LARGEST_FILE } from "./read-corpus.ts";
import { isAboutSources } from "./sources-file.ts";

/** A file as someone sent it. */
export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

/** A change of the folder of documents, made ready: nothing in the folder is another before it is applied. */
export type Change = {
	readonly kind: "add" | "remove";
	/** The files that it is about. */
	readonly uris: readonly string[];
	/** Can be called again where a crash has cut it short. @throws QuothError `write-failed` */
	apply(): void;
	/** Puts everything back. */
	undo(): void;
	/** Removes what `undo` would need. */
	finish(): void;
};

/** Hidden, so that no ingestion reads it, and in the folder itself, so that a rename is one step. */
const STAGING = ".quoth-changes";
/** What a change is, written last: without it a change was never accepted. */
const PLAN = "change.json";
/** Written before a change is taken back. */
const UNDO = "undo";
const PlanSchema = z.object({
	kind: z.enum(["add", "remove"]),
	uris: z.array(z.string()),
});

/** Makes changes of a folder of documents that can be taken back, and that no crash loses. */
export function createStaging(corpus: string, index: string) {
	const root = resolve(corpus);
	const staging = join(root, STAGING);

	function guard<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			throw writeErrorOf(`The folder of documents, ${root},`, error);
		}
	}

	/** Its new files lie in its own folder under their numbers until they are put in place, and those that they replace after that. */
	function changeIn(folder: string, { kind, uris }: z.infer<typeof PlanSchema>): Change {
		const files = uris.map((uri, at) => ({
			path: join(root, uri),
			incoming: join(folder, `new-${at}`),
			before: join(folder, `old-${at}`),
		}));
		const applyTo = ({ path, incoming, before }: (typeof files)[number]) => {
			if (kind === "add" && !existsSync(incoming)) return; // it is in place
			if (existsSync(path)) renameSync(path, before);
			if (kind === "add") renameSync(incoming, path);
		};
		const undoOf = ({ path, incoming, before }: (typeof files)[number]) => {
			if (kind === "add" && !existsSync(incoming)) rmSync(path, { force: true });
			if (existsSync(before)) renameSync(before, path);
		};
		const finish = () => guard(() => rmSync(folder, { recursive: true, force: true }));
		return {
			kind,
			uris,
			apply: () => guard(() => files.forEach(applyTo)),
			undo() {
				guard(() => {
					writeFileSync(join(folder, UNDO), ""); // a crash from here on is not to do it again
					files.forEach(undoOf);
				});
				finish();
			},
			finish,
		};
	}

	async function stage(kind: Change["kind"], files: readonly { readonly uri: string; readonly bytes?: Uint8Array }[]): Promise<Change> {
		const folder = join(staging, `${new Date().toISOString().replace(/\D/g, "")}-${randomUUID()}`);
		try {
			await mkdir(folder, { recursive: true });
			for (const [at, { bytes }] of files.entries()) {
				if (bytes !== undefined) await writeFile(join(folder, `new-${at}`), bytes, { flush: true });
			}
			const plan = { kind, uris: files.map(({ uri }) => uri) };
			replaceFile(join(folder, PLAN), JSON.stringify(plan));
			return changeIn(folder, plan);
		} catch (error) {
			rmSync(folder, { recursive: true, force: true });
			throw writeErrorOf(`The folder of documents, ${root},`, error);
		}
	}

	return {
		/**
		 * @param coming names that changes will take which were accepted before this one
		 * @throws QuothError `invalid-request`, `document-exists` or `write-failed`
		 */
		async add(files: readonly UploadedFile[], replace: boolean, coming: readonly string[] = []): Promise<Change> {
			if (files.length === 0) throw new QuothError("invalid-request", "files: there is none.");
			const named = files.map(({ name, bytes }) => ({ uri: requireName(name, bytes), bytes }));
			const names = new Set<string>();
			for (const { uri } of named) {
				if (names.has(uri)) throw new QuothError("invalid-request", `files: there are two files named "${uri}".`);
				names.add(uri);
			}
			for (const { uri } of named) {
				requireFree(root, uri, replace);
				if (coming.includes(uri)) throw new QuothError("document-exists", `A file "${uri}" is on its way already.`);
			}
			return stage("add", named);
		},
		/** @throws QuothError `document-not-found` or `write-failed` */
		async remove(uri: string): Promise<Change> {
			const path = resolve(root, uri);
			const isInside = path.startsWith(root + sep) && !path.startsWith(resolve(index) + sep);
			if (!isInside || !isPlainFile(root, uri) || !isDocument(uri))
				throw new QuothError("document-not-found", `There is no file "${uri}" in the folder of documents.`);
			return stage("remove", [{ uri }]);
		},
		/** The changes that a stop of the server cut short, oldest first. What was never accepted is removed. */
		leftUndone(): Change[] {
			if (!existsSync(staging)) return [];
			return readdirSync(staging)
				.sort()
				.flatMap((name) => {
					const folder = join(staging, name);
					const plan = readPlan(folder);
					if (plan !== null && existsSync(join(folder, UNDO))) changeIn(folder, plan).undo();
					else if (plan !== null) return [changeIn(folder, plan)];
					rmSync(folder, { recursive: true, force: true });
					return [];
				});
		},
	};
}

function readPlan(folder: string): z.infer<typeof PlanSchema> | null {
	try {
		return PlanSchema.parse(JSON.parse(readFileSync(join(folder, PLAN), "utf8")));
	} catch {
		return null;
	}
}

const LONGEST_NAME = 200; // bytes: file systems take 255

/** @returns the name, as a path relative to the folder */
function requireName(name: string, bytes: Uint8Array): string {
	const refuse = (why: string) => new QuothError("invalid-request", `files: "${name}" ${why}.`);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: no name of a file should hold them
	if (name.trim() === "" || /[/\\\u0000-\u001f\u007f]/.test(name))
		throw refuse("is no name of a file: it may hold no slashes and no control characters");
	if (name.startsWith(".")) throw refuse("is the name of a hidden file, which ingestion passes over");
	if (Buffer.byteLength(name) > LONGEST_NAME) throw refuse("is too long a name");
	if (name === ALIAS_FILE || isAboutSources(name)) throw refuse("is a file of settings: put it into the folder yourself");
	if (!knownExtensions().includes(extname(name).toLowerCase())) throw refuse(`would not be read: ${reasonNotRead(name)}`);
	if (bytes.length === 0) throw refuse("is empty");
	if (bytes.length > LARGEST_FILE) throw refuse(`is larger than ${LARGEST_FILE / 1024 / 1024} MB`);
	return name.normalize("NFC");
}

/** Whether ingestion would read it: settings and whatever else lies in the folder are not for this. */
function isDocument(uri: string): boolean {
	const name = uri.split("/").at(-1) as string;
	return uri !== ALIAS_FILE && !isAboutSources(name) && knownExtensions().includes(extname(name).toLowerCase());
}

function requireFree(root: string, uri: string, replace: boolean): void {
	const path = join(root, uri);
	if (!existsSync(path)) return;
	if (!isPlainFile(root, uri)) throw new QuothError("invalid-request", `files: "${uri}" is the name of something that is not a file.`);
	if (!replace) throw new QuothError("document-exists", `There is a file "${uri}" already.`);
}

/** A file, and reached through folders only: no link leads out of the folder of documents. */
function isPlainFile(root: string, uri: string): boolean {
	const parts = uri.split("/");
	return parts.every((part, at) => {
		const found =
			part === "" || part.startsWith(".") ? undefined : lstatSync(join(root, ...parts.slice(0, at + 1)), { throwIfNoEntry: false });
		return at === parts.length - 1 ? found?.isFile() === true : found?.isDirectory() === true;
	});
}
