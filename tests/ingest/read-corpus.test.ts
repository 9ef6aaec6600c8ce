import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listCorpus, readBytes } from "../../src/ingest/read-corpus.ts";
import { folderWith, temporaryFolder } from "../support/folders.ts";

async function read(folder: string): Promise<[string, string][]> {
	return (await listCorpus(folder)).map((file) => [file.uri, file.kind === "file" ? "read" : file.reason]);
}

test("files of all subfolders, in the order of their paths; hidden ones are passed over", async () => {
	const folder = folderWith({ "b.txt": "b", "a/z.md": "z", "a/.hidden.txt": "no", ".git/x.txt": "no", "c.HTML": "c" });
	expect(await read(folder)).toEqual([
		["a/z.md", "read"],
		["b.txt", "read"],
		["c.HTML", "read"],
	]);
});

test("what is not read is named with the reason", async () => {
	const folder = folderWith({
		"a.zip": "x",
		"a.xyz": "x",
		"empty.txt": "",
		"b.txt": "b",
		"b.txt.meta.yaml": "title: B",
		"sources.yaml": "",
	});
	symlinkSync(join(folder, "b.txt"), join(folder, "link.txt"));
	symlinkSync(folder, join(folder, "loop"));
	expect(Object.fromEntries(await read(folder))).toEqual({
		"a.zip": "an archive: unpack it into the folder first",
		"a.xyz": expect.stringMatching(/^unknown file type ".xyz" \(known: \.txt .*\.pdf .*\.csv \.tsv\)$/),
		"empty.txt": "empty file",
		"b.txt": "read",
		"link.txt": "symbolic link",
		loop: "symbolic link",
	});
});

test.skipIf(process.getuid?.() === 0)("a file and a folder without permission are named", async () => {
	const folder = folderWith({ "locked.txt": "x" });
	chmodSync(join(folder, "locked.txt"), 0);
	mkdirSync(join(folder, "shut"));
	writeFileSync(join(folder, "shut/a.txt"), "a");
	chmodSync(join(folder, "shut"), 0);
	expect(await readBytes(join(folder, "locked.txt"))).toEqual({ problem: "no permission to read it" });
	expect(Object.fromEntries(await read(folder))).toEqual({
		"locked.txt": "read",
		shut: "folder cannot be read (EACCES)",
	});
	chmodSync(join(folder, "shut"), 0o700);
});

test("a missing folder, and a file in its place, are clear errors", async () => {
	const folder = temporaryFolder();
	await expect(read(join(folder, "none"))).rejects.toMatchObject({
		code: "corpus-missing",
		message: expect.stringContaining("does not exist"),
	});
	writeFileSync(join(folder, "file"), "");
	await expect(read(join(folder, "file"))).rejects.toMatchObject({
		code: "corpus-missing",
		message: expect.stringContaining("is not a folder"),
	});
});
