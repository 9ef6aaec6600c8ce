import { expect, test } from "vitest";
import { namesAsked, namesIn } from "../../src/answer/names.ts";

const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

test.each([
	["Is Sweden running any trains?", ["Sweden"]],
	["Does the Museum of Salt open in May?", ["Museum of Salt"]],
	["Can the Quellin 2 be cleaned?", ["Quellin 2"]],
	["When did Anna Lund's brother arrive on Monday?", ["Anna Lund"]],
	["What does the fox eat?", []],
])("names of a question: %s", (question, found) => {
	expect(names(namesAsked(question))).toEqual(found);
});

test.each([
	["Once a week a boat comes.\nAffected are old versions. Nobody minds.", []],
	["They row well. Perry taught them.", ["Perry"]],
	["Will Carter led the team.", ["Will Carter"]],
	["Manchester lost. The crowd left Manchester.", ["Manchester", "Manchester"]],
	["Man is mortal, they say in Manchester.", ["Man", "Manchester"]],
	["Climbers went to the Andaro Mountains. It rained on them.", ["Climbers", "Andaro Mountains"]],
	["You're listening to Dr. Ada J. Quill and Ola Berg.", ["Dr. Ada J. Quill and Ola Berg"]],
])("names of a quote: %s", (text, found) => {
	expect(names(namesIn(text))).toEqual(found);
});
