import { expect, test } from "vitest";
import { readQuestion } from "../../src/answer/read-question.ts";
import { openTransformersEmbedder } from "../../src/embedding/transformers-embedder.ts";
import { openIndex } from "../../src/search-index/index-reader.ts";
import { indexOf, quothOver } from "../support/quoth.ts";

const embedder = await openTransformersEmbedder();

/** The terms of a question over these files: what each is looked for by, and how far it is unknown. */
async function termsOf(question: string, files: Record<string, string>) {
	const index = await openIndex(await indexOf(files));
	try {
		const { terms } = await readQuestion({ index, embedder }, question);
		return terms.map(({ word, forms, related, toldBy, searched, unknown }) => ({
			word: word.text,
			forms: forms.map((form) => form.join(" ")),
			related: related.flat(),
			toldBy: toldBy.map((form) => form.join(" ")),
			searched: searched.flat(),
			unknown,
		}));
	} finally {
		index.close();
	}
}

const GATES = {
	"gates.txt": "The northeastern gate of the parliament was painted blue by Carlsbad's painters. The old miller died in 1901.",
};

test("a misspelt word is read as the word of the corpus, a word that merely stands elsewhere is not", async () => {
	expect(await termsOf("Who painted the parliment in Carslbad?", GATES)).toMatchObject([
		{ word: "painted", unknown: 0 },
		{ word: "parliment", forms: ["parliament"], unknown: 0.5 },
		{ word: "carslbad", forms: ["carlsbad"], unknown: 0.5 },
	]);
	expect(await termsOf("Is there a northwestern gate?", GATES)).toMatchObject([
		{ word: "northwestern", forms: ["northwestern"], unknown: 1 },
		{ word: "gate", unknown: 0 },
	]);
});

test("words of one family are looked for as well, those that stand in the corpus", async () => {
	expect(await termsOf("death", GATES)).toMatchObject([
		{ word: "death", forms: ["death"], related: ["die"], searched: ["death", "die"], unknown: 1 },
	]);
	// by their beginning, in any language: "interceptó", "intercepción"
	const files = {
		"partido.txt": "El jugador sumó tres intercepciones en el partido de ayer, y el equipo celebró la victoria en la plaza mayor.",
	};
	expect(await termsOf("¿Quién interceptó los pases?", files)).toMatchObject([
		{ word: "intercepto", related: [], searched: ["intercept", "intercepcion"] },
		{ word: "pases" },
	]);
});

test("a word that shares a meaning tells one sentence from another, but finds no passage and is missing all the same", async () => {
	expect(await termsOf("Who purchased the gate?", { "gate.txt": "Anna Holm bought the gate in 1901. The gate is blue." })).toMatchObject([
		{ word: "purchased", related: [], toldBy: expect.arrayContaining(["buy"]), searched: ["purchas"], unknown: 1 },
		{ word: "gate" },
	]);
	expect(await termsOf("Is there a Grant in it?", GATES)).toMatchObject([{ word: "grant", toldBy: [] }]); // it may be a name
	expect((await termsOf("Is there a grant in it?", GATES))[0]?.toldBy).toContain("award");

	const law = await quothOver({ "law.txt": "The governor passed the new law in 1950. The governor was popular with the farmers." });
	expect((await law.ask({ question: "When did the governor die?" })).status).toBe("not-found");

	const quoth = await quothOver({
		"factory.txt": "The factory was visited in 1950 by the king. The factory was closed in 1962. The factory was photographed in 1970.",
	});
	const { status, quotes } = await quoth.ask({ question: "When was the factory shut?" });
	expect([status, quotes[0]?.text]).toEqual(["answered", "The factory was closed in 1962."]);
});

const MÜHLE = {
	"mühle.txt":
		"Die alte Mühle steht am Bach hinter dem Dorf. Sie wurde im Jahr 1822 von Jonas Fell gebaut und später von der Gemeinde gründlich renoviert. " +
		"Im Dorf wohnen heute zweihundert Menschen, und die Gemeinde hat die Brücke über den Bach im letzten Sommer neu gestrichen.",
};

test("German: forms of a verb meet, and a compound is looked for by its parts", async () => {
	expect(await termsOf("Wer baute die Dorfmühle?", MÜHLE)).toMatchObject([
		{ word: "baute", forms: expect.arrayContaining(["gebaut"]), unknown: 0 },
		{ word: "dorfmuhle", forms: ["dorf"], unknown: 0.5 },
		{ word: "dorfmuhle", forms: ["muhl"], unknown: 0.5 },
	]);
	const quoth = await quothOver(MÜHLE);
	const { status, quotes } = await quoth.ask({ question: "Wann renovierte die Gemeinde die Dorfmühle?" });
	expect([status, quotes[0]?.text]).toEqual(["answered", expect.stringContaining("gründlich renoviert")]);
});

test("a name of capitals is known in any way that it is written, but not in a German noun", async () => {
	const files = {
		"nato.txt": "The North Atlantic Treaty Organization (NATO) met in May. The Business As Usual (BAU) plan was dropped by the members.",
		"bau.txt": "Der Bau der Brücke begann im Mai, und die Arbeiter kamen aus dem ganzen Land, um an den Ufern zu helfen.",
	};
	for (const name of ["NATO", "NATO's", "Nato", "nato"]) {
		const [term] = await termsOf(`When did ${name} members meet?`, files);
		expect([name, term?.forms.length]).toEqual([name, expect.toSatisfy((count: number) => count > 1)]);
	}
	const [term] = await termsOf("Wann begann der Bau der Brücke im ganzen Land?", files);
	expect(term?.forms.join()).not.toContain("busi");
});

test("a word of many letters and very many words that begin alike are no trouble", async () => {
	const codes = Array.from({ length: 3_000 }, (_, at) => `request${at}x`).join(" ");
	const files = {
		"codes.txt": `The log names each request. ${codes}. Die Anlage steht in der Halle, und der Betrieb läuft seit dem Jahr 1990 ohne Pause.`,
	};
	const [term] = await termsOf(`request ${"donaudampfschiff".repeat(100)}?`, files);
	expect(term?.searched.length).toBeLessThan(20);
});

test("without a dictionary of the language another verb is not taken for a misspelling", async () => {
	const files = {
		"amt.txt": "Das Amt verwaltet die Häuser der Stadt seit vielen Jahren. Der Bürgermeister hat es im Jahr 1950 gegründet.",
	};
	expect(await termsOf("Wer wurde verhaftet?", files)).toMatchObject([{ word: "verhaftet", forms: ["verhaftet"], unknown: 1 }]);
});

test("an answer may tell what is asked in other words, but not the other way round", async () => {
	const [replaced] = await termsOf("replaced", GATES);
	expect(replaced?.toldBy).toEqual(expect.arrayContaining(["successor", "take .over"]));
	expect((await termsOf("trainer", GATES))[0]?.toldBy).not.toContain("bus"); // "coach" is told by both

	const quoth = await quothOver({
		"mill.txt": "The mill was painted by Jonas Fell. The mill was bought by Ada Lund. The mill's owner before was Karl Dahl.",
	});
	const { quotes } = await quoth.ask({ question: "Who sold the mill?" });
	expect(quotes[0]?.text).toContain("Ada Lund"); // bought
});
