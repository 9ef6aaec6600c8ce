import { expect, test } from "vitest";
import { detectLanguage, primaryLanguage, stopWordsOf } from "../../src/text/languages.ts";
import { indexTermsOf, questionTermsOf } from "../../src/text/terms.ts";
import { quothOver } from "../support/quoth.ts";

test("stems by language: the forms of a word meet", () => {
	expect(indexTermsOf("Häuser", "de")).toEqual(indexTermsOf("Haus", "de"));
	expect(indexTermsOf("bibliotecas", "es")).toEqual(indexTermsOf("biblioteca", "es"));
	expect(indexTermsOf("años armas famosas", "es")).toEqual(indexTermsOf("año arma famosos", "es"));
	expect(indexTermsOf("anos", "pt")).toEqual(indexTermsOf("ano", "pt"));
	expect(indexTermsOf("l'aigua", "ca")).toEqual(indexTermsOf("aigua", "ca"));
	expect(indexTermsOf("l'eau", "fr")).toEqual(indexTermsOf("eau", "fr"));
	expect(indexTermsOf("المدرسة", "ar")).toEqual(indexTermsOf("مدرسة", "ar"));
	expect(indexTermsOf("東京は日本の首都です", "ja")).toContain("首都");
	expect(indexTermsOf("кошки", "xx")).toEqual(["кошки"]); // no stemmer: as it stands
});

test("stop words by language, matched without accents", () => {
	expect(questionTermsOf("¿Cuándo se construyó el puente?", "es").map(({ word }) => word.text)).toEqual(["construyo", "puente"]);
	const contentOf = (question: string, language: string) => questionTermsOf(question, language).map(({ word }) => word.text);
	expect(contentOf("Wie heißt der Fluss, und worin mündet er?", "de")).toEqual(["fluss", "mundet"]);
	expect(contentOf("Comment s'appelle le fleuve ?", "fr")).toEqual(["fleuve"]);
	expect(stopWordsOf("xx").size).toBe(0);
});

test("languages are told apart, and a text that is too short is not guessed", async () => {
	expect(await detectLanguage("Die Brücke wurde im Jahr 1822 aus Stein gebaut.")).toBe("de");
	expect(await detectLanguage("The bridge was built of stone in 1822.")).toBe("en");
	expect(await detectLanguage("MEK")).toBeNull();
	expect(await detectLanguage("Brücke", ["en", "de"])).toBe("de");
	expect([primaryLanguage("pt-BR"), primaryLanguage("nb"), primaryLanguage("English"), primaryLanguage(null)]).toEqual([
		"pt",
		"no",
		null,
		null,
	]);
});

test("documents in two languages: each question finds its own, and one in a third language hears which there are", async () => {
	const quoth = await quothOver({
		"bridge.txt": "The stone bridge over the river was built by Jonas Fell in the year 1822, and lorries may not cross it today.",
		"mühle.txt": "Die alten Mühlen im Tal gehören dem Verein. Sie wurden im Jahr 1996 von den Mitgliedern gründlich renoviert.",
	});
	expect((await quoth.ask({ question: "Wann wurde die alte Mühle renoviert?" })).quotes[0]?.source.uri).toBe("mühle.txt");
	expect((await quoth.ask({ question: "Who built the stone bridge over the river?" })).quotes[0]?.source.uri).toBe("bridge.txt");
	const answer = await quoth.ask({ question: "Qui était le premier ministre de la France pendant la guerre ?" });
	expect(answer.reason).toMatchObject({
		code: "other-language",
		message: expect.stringMatching(/French.*(English, German|German, English)/),
	});
});
