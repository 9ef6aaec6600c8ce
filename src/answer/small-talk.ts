import type { Reason } from "../domain/answer.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";

const GREETING =
	/^\s*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|thanks|thank you|thx|hallo|guten tag|hola|bonjour|salut|ciao)(?:,? (?:there|all|everyone|quoth|you|so much|very much))?[\s!.,]*)+\s*$/i;
const ABOUT_ITSELF =
	/^\s*(?:help|(?:so,? )?what (?:can|could|may|should) (?:i|we|you) (?:ask|do|answer|tell)(?: (?:you|me|us|here|about))*|what (?:documents|sources|files) (?:do you (?:have|know)|are there)|what (?:are|is) (?:this|these documents) about|who are you|what are you|what do you (?:know|do)|how (?:can|do) (?:i|you) (?:use this|work|help)(?: me)?)[\s?!.]*$/i;

/** Whether something was said that asks the documents nothing: a greeting, thanks, or what there is to ask. */
export function isSmallTalk(text: string): boolean {
	return GREETING.test(text) || ABOUT_ITSELF.test(text.replace(/^\s*(?:hi|hello|hey)\b[\s,!.]*/i, ""));
}

const MOST_NAMED = 5;

/** Which documents there are. The questions that they can answer are given beside it. */
export function describeDocuments(documents: readonly DocumentRecord[]): Reason {
	const named = documents.slice(0, MOST_NAMED).map(({ title }) => `“${title}”`);
	const more = documents.length > named.length ? [`${documents.length - named.length} more`] : [];
	const list = [...named, ...more].join(", ");
	return {
		code: "small-talk",
		message: `I answer with quotes from ${documents.length === 1 ? "one document" : `${documents.length} documents`}: ${list}.`,
	};
}

// A subject is up to six words without a comma or a verb of saying; what it is begins with an article.
const SUBJECT =
	"((?:The |An? )?\\p{Lu}[\\p{L}\\p{N}’'-]*(?: (?!says?\\b|said\\b|that\\b|which\\b|who\\b|is\\b|was\\b|were\\b|are\\b)[\\p{L}\\p{N}’'-]+){0,5})";
const DEFINED = new RegExp(`^${SUBJECT} (is|was|are|were) (an?|the|one) (.{0,60})`, "u");
const DATED = new RegExp(
	`^${SUBJECT} (was|were) (\\p{Ll}+(?:ed|ilt|itten|orn)(?: (?:off|out|up|down|over|away|back))?) .{0,80}\\b\\d{4}\\b`,
	"u",
);
const PERSON =
	/\b(?:member|politician|president|minister|author|writer|director|senator|general|leader|scientist|journalist|analyst|advis[eo]r|lawyer|officer|official|spokes\w+|mayor|teacher|artist|king|queen|engineer|founder)\b/;
const NAME_ALONE = /^\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){1,2}$/u;
const MOST_READ = 200; // passages

/** Questions that sentences of the documents look like answers to; whether they are is for the caller to ask. */
export function* possibleQuestions(index: SearchIndex, documents: readonly DocumentRecord[]): Generator<string> {
	const perDocument = Math.max(1, Math.floor(MOST_READ / Math.max(1, documents.length)));
	for (const document of documents.slice(0, MOST_READ)) {
		for (let at = 0; at < Math.min(perDocument, document.passages); at++) {
			for (const span of index.passage(document.firstPassage + at).sentences) {
				yield* questionsOn(index.textOf(document, span));
			}
		}
	}
	for (const { names } of index.aliases) yield `What is ${[...names].sort((a, b) => b.length - a.length)[0]}?`;
}

function* questionsOn(sentence: string): Generator<string> {
	const [, dated, was, done] = DATED.exec(sentence) ?? [];
	if (dated !== undefined && !PRONOUN.test(dated)) yield `When ${was} ${lowerArticle(dated)} ${done}?`;
	const [, subject, is, , what] = DEFINED.exec(sentence) ?? [];
	if (subject === undefined || PRONOUN.test(subject)) return;
	if (PERSON.test(what ?? "")) yield `Who ${is} ${lowerArticle(subject)}?`;
	else if (!NAME_ALONE.test(subject)) yield `What ${is} ${lowerArticle(subject)}?`; // a name alone may be a person's
}

/** "Chief among them", "It": what it stands for is told elsewhere. */
const PRONOUN =
	/\b(?:[Tt]hem|[Hh]im|[Uu]s|[Mm]e|[Yy]ou)\b|^(?:It|This|That|These|Those|He|She|They|There|Here|Both|Neither|What|Who|One|His|Her|Its|Their)\b/;

function lowerArticle(name: string): string {
	return name.replace(/^(?:The|An?)\b/, (article) => article.toLowerCase());
}
