import { join } from "node:path";
import { expect, test } from "vitest";
import { readSets, requireSame, writeFolder } from "../../bench/quality/question-set.ts";
import { askAll, askDialogues, openSet, score, scoreDialogues } from "../../bench/quality/score.ts";

const writeOwn = (name: string) => {
	const set = readSets().get(name);
	if (set === undefined) throw new Error(`bench/quality/sets/${name}.json is missing`);
	return writeFolder(requireSame(join(import.meta.dirname, "../../bench/quality"), set));
};

const FOLDERS = [
	{ name: "folder-everyday", asked: 220, first: 60, three: 78, wrongly: 50, dialogues: 40 },
	{ name: "folder-assorted", asked: 270, first: 70, three: 84, wrongly: 68, dialogues: 30 },
];

test.each(FOLDERS)(
	"$name, part of the project: first quotes, dialogues, refusals, all verbatim",
	async (least) => {
		const folder = writeOwn(least.name);
		const quoth = await openSet(folder);
		try {
			const { questions, dialogues } = folder.locate((uri) => quoth.document(uri)?.text ?? "");
			const found = score(quoth, await askAll(quoth, questions));
			expect(found).toMatchObject({ questions: least.asked, "verbatim %": 100 });
			expect(found["first quote right %"]).toBeGreaterThan(least.first);
			expect(found["one of three right %"]).toBeGreaterThan(least.three);
			expect(found["wrongly answered %"]).toBeLessThan(least.wrongly);
			expect(scoreDialogues(await askDialogues(quoth, dialogues))["dialogues: answered and first right %"]).toBeGreaterThan(
				least.dialogues,
			);
		} finally {
			quoth.close();
			folder.remove();
		}
	},
	60_000,
);

test("words that are said to answer and stand in no document are an error", () => {
	const folder = writeOwn("folder-everyday");
	expect(() => folder.locate(() => "another text")).toThrow(/No document holds the words/);
	folder.remove();
});
