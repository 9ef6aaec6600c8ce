import { expect, test } from "vitest";
import { splitCompound } from "../../src/text/compounds.ts";
import { inflectionsOf } from "../../src/text/inflections.ts";
import { stemOf } from "../../src/text/terms.ts";

/** Whether one of these words is looked for where the other is asked for, both ways. */
function meet(one: string, other: string, language: string): boolean {
	const [a, b] = [stemOf(one, language), stemOf(other, language)];
	return a === b || (inflectionsOf(a, language).includes(b) && inflectionsOf(b, language).includes(a));
}

test.each([
	["schreiben", "geschrieben"],
	["schrieb", "schreibt"],
	["gewinnen", "gewann"],
	["beschreiben", "beschrieb"],
	["ausgesprochen", "auszusprechen"],
	["bauen", "gebaut"],
	["befassen", "befasst"],
	["ausgewählt", "auswählen"],
	["einzustellen", "eingestellt"],
	["arbeitete", "gearbeitet"],
	["verloren", "verliert"],
	["Angebot", "anbieten"],
	["begonnen", "begann"],
	["gewonnen", "gewinnt"],
	["verlieren", "verlor"],
	["wuchs", "wächst"],
	["empfohlen", "empfehlen"],
	["getan", "tun"],
	["schreien", "geschrien"],
	["schien", "geschienen"],
])("German: %s and %s are forms of one verb", (one, other) => expect(meet(one, other, "de")).toBe(true));

test.each([
	["murió", "muere"],
	["leer", "leyeron"],
	["oír", "oyó"],
	["caer", "cayó"],
	["abrió", "abierto"],
	["visto", "vio"],
	["muerto", "morir"],
	["mantuvo", "mantener"],
	["produjo", "producir"],
	["descubierto", "descubrir"],
	["atacó", "ataque"],
	["construyó", "construir"],
	["usó", "usan"],
	["eligió", "elección"],
])("Spanish: %s and %s are forms of one verb", (one, other) => expect(meet(one, other, "es")).toBe(true));

test("words that only look alike do not meet", () => {
	expect(meet("marzo", "marcar", "es")).toBe(false);
	expect(meet("Gebirge", "Birke", "de")).toBe(false);
	expect(inflectionsOf("schreib", "en")).toEqual([]);
});

const corpus = new Set(["Verteidigung", "Spieler", "Amazonas", "Wald", "Land", "Haus"].map((word) => stemOf(word, "de")));
const frequency = (stem: string) => (corpus.has(stem) ? 3 : 0);

test("a compound is taken apart into words of the corpus", () => {
	expect(splitCompound("verteidigungsspieler", "de", frequency)).toEqual([stemOf("Verteidigung", "de"), "spiel"]);
	expect(splitCompound("amazonaswaldes", "de", frequency)).toEqual(["amazonas", "wald"]);
	expect(splitCompound("landhäuser", "de", frequency)).toEqual(["land", "haus"]);
});

test("a word is left whole where a part is unknown, where the parts are short, and in a language that writes compounds apart", () => {
	expect(splitCompound("waldmeister", "de", frequency)).toBeUndefined();
	expect(splitCompound("spiel", "de", frequency)).toBeUndefined();
	expect(splitCompound("landhaus", "en", frequency)).toBeUndefined();
});
