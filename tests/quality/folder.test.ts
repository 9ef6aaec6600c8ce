import { join } from "node:path";
import { expect, test } from "vitest";
import { readSets, requireSame, writeFolder } from "../../bench/quality/question-set.ts";
import { askAll, askDialogues, openSet, score, scoreDialogues } from "../../bench/quality/score.ts";

const set = readSets().get("folder-everyday");

test("the folder that is part of the project: first quotes, dialogues, refusals, all verbatim", async () => {
	if (set === undefined) throw new Error("bench/quality/sets/folder-everyday.json is missing");
	const folder = writeFolder(requireSame(join(import.meta.dirname, "../../bench/quality"), set));
	const quoth = await openSet(folder);
	try {
		const { questions, dialogues } = folder.locate((uri) => quoth.document(uri)?.text ?? "");
		const found = score(quoth, await askAll(quoth, questions));
		expect(found).toMatchObject({ questions: 220, "verbatim %": 100 });
		expect(found["first quote right %"]).toBeGreaterThan(60);
		expect(found["one of three right %"]).toBeGreaterThan(78);
		expect(scoreDialogues(await askDialogues(quoth, dialogues))["dialogues: answered and first right %"]).toBeGreaterThan(40);
	} finally {
		quoth.close();
		folder.remove();
	}
}, 60_000);

test("words that are said to answer and stand in no document are an error", () => {
	if (set === undefined) throw new Error("bench/quality/sets/folder-everyday.json is missing");
	const folder = writeFolder(requireSame(join(import.meta.dirname, "../../bench/quality"), set));
	expect(() => folder.locate(() => "another text")).toThrow(/No document holds the words/);
	folder.remove();
});
