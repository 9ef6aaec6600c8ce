import type { Candidate } from "../domain/candidate.ts";
import type { Passage } from "../domain/passage.ts";
import { type Span, sliceSpan } from "../domain/span.ts";
import { MOST_SATURATION } from "../search-index/bm25.ts";
import type { DocumentRecord, SearchIndex } from "../search-index/search-index.ts";
import { languageOf } from "../text/languages.ts";
import { sharedBeginning } from "../text/shared-beginning.ts";
import { type Form, holdsForm, indexTermsOf, type QuestionTerm, stemsOf } from "../text/terms.ts";
import { holdsWord, type Word, wordsOf } from "../text/words.ts";
import { ANSWER_KINDS, defines, holdsKind } from "./answer-kind.ts";
import { namesMember } from "./kinds.ts";
import { asksForLife, givesLifeDates } from "./life-dates.ts";
import { givesMeasure, type Marks, marksOf } from "./marks.ts";
import { lacksNumberedName } from "./numbered-names.ts";
import { asks } from "./question-kind.ts";
import type { ReadQuestion } from "./read-question.ts";
import { type Sameness, samenessOf, samenessOfHeadings } from "./same-question.ts";
import type { WeightedTerm } from "./weigh-terms.ts";

/** What speaks for a sentence as the answer, by name, in the order in which the selector reads them. */
export const FEATURES = [
	/** Share of the question's terms that the sentence holds, each weighted by its rarity (idf). */
	"coverage",
	/** The same for terms that only the sentence before holds. */
	"previous",
	/** The same for terms that only the sentence after holds. */
	"next",
	/** The same for terms that only the rest of the passage holds. */
	"rest",
	/**
	 * The same for terms that the sentence does not hold, but the title, the author or a heading does, or the question that it stands behind,
	 * and for names that the first sentence of the document holds.
	 */
	"heading",
	/** The same for all terms, where a term counts in part when a word of the sentence begins like it, is of its family or tells the same. */
	"prefix",
	/** The same for the passage. */
	"passagePrefix",
	/** Share of the terms that the passage holds, its headings included. */
	"passageCoverage",
	/** Whether it holds the question's first term, 0 or 1. */
	"firstTerm",
	/** Whether it holds the question's last term, 0 or 1. */
	"lastTerm",
	/** Share of the neighbouring pairs of question terms that stand side by side in the sentence. */
	"pairs",
	/** The same for all neighbouring words, stop words too. */
	"bigrams",
	/** Cosine of question and sentence; NaN where the model does not read the language. */
	"vector",
	/** Cosine of question and passage; NaN likewise. */
	"passageVector",
	/** BM25 of the passage as a share of what a passage could earn without names. */
	"passageTerms",
	/** Fused score of the passage among the candidates. */
	"passage",
	/** Whether it stands in the first of several passages of its document, which says what the document is about. */
	"opening",
	/** Length: ln(1 + words) / 4. */
	"length",
	/** Place in its passage: 0 for the first sentence. */
	"position",
	/** Numbers that the question does not give, up to three, as a share of three. */
	"newNumbers",
	/** Capitalised words that the question does not give, up to four, as a share of four. */
	"newNames",
	/** Share of its words that the question does not give. */
	"newShare",
	/** Whether it begins with a pronoun. */
	"pronoun",
	/** `previous` where it begins with a pronoun. */
	"pronounPrevious",
	/** Whether it asks something itself: a question is no answer. */
	"asks",
	/** Whether it says what the question's subject is, where that is asked. */
	"defines",
	/** Whether it holds the kind of thing that is asked for, one for each kind. */
	...ANSWER_KINDS.map((kind) => `holds ${kind}` as const),
	/** Whether that kind is asked for. */
	...ANSWER_KINDS.map((kind) => `asks for ${kind}` as const),
	"asks for other",
] as const;

export type FeatureName = (typeof FEATURES)[number];
/** One number for each name, in their order: from 0 to 1, but for the cosines. An object with so many keys takes four times as long. */
export type Features = readonly number[];

/** The place of each feature among the numbers. */
const AT = Object.fromEntries(FEATURES.map((name, at) => [name, at])) as Readonly<Record<FeatureName, number>>;

export function featureOf({ features }: { readonly features: Features }, name: FeatureName): number {
	return features[AT[name]] as number;
}

/** The same features, but for one. */
export function withFeature(features: Features, name: FeatureName, value: number): Features {
	const changed = features.slice();
	changed[AT[name]] = value;
	return changed;
}

/** A sentence of a candidate with what speaks for it. */
export type Sentence = Marks & {
	readonly candidate: Candidate;
	readonly document: DocumentRecord;
	/** Its number in the passage. */
	readonly at: number;
	readonly span: Span;
	readonly text: string;
	/** The text of its passage, from which quotes are cut. */
	readonly passageText: string;
	readonly terms: ReadonlySet<string>;
	/** How the headings that it stands below, or the question that it stands behind, are about what is asked. */
	readonly below: Sameness;
	/**
	 * For each term of the question how much of it the sentence or its headings hold: 1, or less for a word of the sentence that begins like
	 * it, is of its family or tells the same, and for a name that stands shortly before the passage.
	 */
	readonly held: readonly number[];
	/** The same for the passage. */
	readonly around: readonly number[];
	/** Whether the question names something by a number that the document does not hold. */
	readonly lacksNumber: boolean;
	/** All but its cosine, which costs more than all else. */
	readonly features: Features;
};

/** A sentence as the selector scored it. */
export type ScoredSentence = Sentence & {
	/** Logit among the sentences of the candidates: higher is more likely the answer. */
	readonly score: number;
};

/** The sentences of a candidate, in order. */
export function readSentences(index: SearchIndex, question: ReadQuestion, candidate: Candidate): Sentence[] {
	const { passage } = candidate;
	const document = index.findDocument(passage.documentId) as DocumentRecord;
	const language = languageOf(document);
	const text = index.textOf(document, passage.span);
	const read = passage.sentences.map((span) => {
		const sentence = sliceSpan(text, { start: span.start - passage.span.start, end: span.end - passage.span.start });
		const words = wordsOf(sentence);
		const terms = new Set(indexTermsOf(sentence, language, words));
		return { span, text: sentence, words, stems: stemsOf(sentence, language, words), terms, held: heldTerms(question, terms) };
	});
	const titled = heldTerms(
		question,
		new Set(
			indexTermsOf([document.title, document.author ?? "", document.publisher ?? "", ...passage.place.headings].join("\n"), language),
		),
	);
	const introduced = namesIntroduced(index, question, document, passage);
	const above = titled.map((held, term) => held || introduced[term] === true);
	const before = namesBefore(index, question, document, passage);
	// An answer stands behind its question as a paragraph stands below its heading.
	const asking = questionBefore(index, document, passage);
	const subject = namesSeveral(document.title) ? [] : heldTerms(question, new Set(indexTermsOf(document.title, language)));
	const narrowed = withoutTerms(
		question,
		question.terms.map(({ isName }, term) => isName && subject[term] === true),
	);
	let below = samenessOfHeadings(question, passage.place.headings, document.title, language, narrowed);
	if (asking !== undefined && below === null) below = samenessOf(question, asking, language, narrowed);
	const bigrams = bigramsOf(question.stems);
	const numbers = new Map(
		question.terms.flatMap(({ forms }, number) => forms.flatMap((form) => form.map((term) => [term, number] as const))),
	);
	const inPassage = question.terms.map((_, term) => read.some(({ held }) => held[term]));
	const answered = read.map((_, at) => {
		if (at === 0) return asking === undefined ? [] : heldTerms(question, new Set(indexTermsOf(asking, language)));
		const before = read[at - 1] as (typeof read)[number];
		return asks(before.text) ? before.held : [];
	});
	const asksForLives = question.language === "en" && question.terms.some(({ word }) => asksForLife(word));
	const prefixes = read.map(({ text: sentence, terms, held }) => {
		const measured = givesMeasure(question, sentence);
		const dated = asksForLives && givesLifeDates(sentence);
		const named = question.thing !== null && namesMember(question.thing, sentence, question.words);
		const isTold = ({ word }: WeightedTerm) =>
			(measured && question.measure?.names.test(word.text)) ||
			(named && question.thing?.names.test(word.text)) ||
			(dated && asksForLife(word));
		const part = (term: WeightedTerm) => Math.max(prefixShare(term, terms), isTold(term) ? RELATED : 0);
		return question.terms.map((term, at) => (held[at] ? 1 : part(term)));
	});
	const allTerms = new Set(read.flatMap(({ terms }) => [...terms]));
	const told = question.terms.map(({ toldBy }) => toldBy.filter((form) => holdsForm(allTerms, form)));
	const meant = read.map(({ terms }, at) =>
		question.terms.map((_, number) => {
			const part = prefixes[at]?.[number] ?? 0;
			const tells = (form: Form) => holdsForm(terms, form);
			return part < RELATED && (answered[at]?.[number] || told[number]?.some(tells)) ? RELATED : part;
		}),
	);
	const best = (parts: readonly (readonly number[])[]) =>
		question.terms.map((_, term) => Math.max(...parts.map((of) => of[term] as number)));
	const withContext = (parts: readonly number[]) =>
		parts.map((part, term) => (above[term] ? 1 : before[term] ? Math.max(part, RELATED) : part));
	const least = heldAnyway(question);
	const toldIn = prefixes.map((parts, at) =>
		parts.map((part, number) => Math.max(part, least[number] as number, (meant[at]?.[number] ?? 0) > part ? TOLD : 0)),
	);
	const around = withContext(best(toldIn));
	const lacksNumber = lacksNumberedName(index, question, document, around);
	const ofPassage = new Array<number>(FEATURES.length).fill(0);
	ofPassage[AT.vector] = Number.NaN;
	ofPassage[AT.passageVector] = question.hasVector ? candidate.scores.vector : Number.NaN;
	ofPassage[AT.passageTerms] = candidate.scores.bm25 / (question.totalWeight * MOST_SATURATION);
	ofPassage[AT.passage] = candidate.scores.fused;
	ofPassage[AT.passageCoverage] = share(question, (term) => inPassage[term] || above[term]);
	const meantInPassage = best(meant);
	ofPassage[AT.passagePrefix] = share(question, (term) => meantInPassage[term]);
	ofPassage[AT.opening] = document.passages > 1 && index.passage(document.firstPassage).id === passage.id ? 1 : 0;
	ofPassage[AT[`asks for ${question.kind}`]] = 1;
	return read.map((sentence, at) => {
		const { held, words, stems } = sentence;
		const previous = read[at - 1];
		const next = read[at + 1];
		const { kind } = question;
		const fresh = novelty(question, sentence.text, words);
		const features = ofPassage.slice();
		features[AT.coverage] = share(question, (term) => held[term]);
		features[AT.previous] = share(question, (term) => !held[term] && previous?.held[term]);
		features[AT.next] = share(question, (term) => !held[term] && !previous?.held[term] && next?.held[term]);
		features[AT.rest] = share(question, (term) => !held[term] && !previous?.held[term] && !next?.held[term] && inPassage[term]);
		features[AT.heading] = share(question, (term) => !held[term] && (above[term] || answered[at]?.[term]));
		features[AT.prefix] = share(question, (term) => meant[at]?.[term]);
		features[AT.firstTerm] = held[0] ? 1 : 0;
		features[AT.lastTerm] = held.at(-1) ? 1 : 0;
		features[AT.pairs] = pairShare(question.terms, numbers, stems);
		features[AT.bigrams] = bigramShare(bigrams, stems);
		features[AT.length] = Math.log(1 + words.length) / 4;
		features[AT.position] = at / read.length;
		features[AT.newNumbers] = fresh.numbers;
		features[AT.newNames] = fresh.names;
		features[AT.newShare] = fresh.share;
		features[AT.pronoun] = beginsWithPronoun(sentence.text) ? 1 : 0;
		features[AT.pronounPrevious] = (features[AT.pronoun] as number) * (features[AT.previous] as number);
		features[AT.asks] = asks(sentence.text) ? 1 : 0;
		if (kind === "definition") features[AT.defines] = defines(sentence.text, words, (word) => numbers.has(stems[word] as string)) ? 1 : 0;
		if (kind !== "other") features[AT[`holds ${kind}`]] = holdsKind(kind, sentence.text, question.words) ? 1 : 0;
		const stood = below;
		if (asks(sentence.text)) below = samenessOf(question, sentence.text, language, narrowed); // it rules what follows it
		return {
			candidate,
			document,
			at,
			span: sentence.span,
			text: sentence.text,
			...marksOf(question, sentence.text, words, stems),
			passageText: text,
			terms: sentence.terms,
			below: stood,
			held: withContext(toldIn[at] as number[]),
			around,
			lacksNumber,
			features,
		};
	});
}

const NAME_WITHIN = /(?<!^)(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.’'-]*(?: \p{Lu}[\p{L}\p{N}.’'-]*)*/gu;

/** A title that names more than one does not tell of whom a question below it asks: "Petra Holm talks to Jonas Lind". */
function namesSeveral(title: string): boolean {
	return [...title.matchAll(NAME_WITHIN)].length > 1;
}

/** The text of the question without some of its terms. */
function withoutTerms({ text, terms }: ReadQuestion, isCut: readonly boolean[]): string {
	const cut = new Map(terms.flatMap(({ word }, at) => (isCut[at] ? [[word.start, word.end] as const] : [])));
	return [...cut].sort(([a], [b]) => b - a).reduce((left, [start, end]) => left.slice(0, start) + left.slice(end), text);
}

/** Names of the question that the first sentence of the document holds: what it is about, as a title says. */
function namesIntroduced(index: SearchIndex, { terms }: ReadQuestion, document: DocumentRecord, passage: Passage): boolean[] {
	const first = index.passage(document.firstPassage);
	const opening = first.sentences[0];
	if (first.id === passage.id || opening === undefined || !terms.some(({ isName }) => isName)) return [];
	const held = new Set(indexTermsOf(index.textOf(document, opening), languageOf(document)));
	return terms.map((term) => term.isName && holdsTerm(held, term));
}

/** The last sentence of the passage before, where it asks something: in an interview the paragraph answers it. */
function questionBefore(index: SearchIndex, document: DocumentRecord, passage: Passage): string | undefined {
	const last = index.neighbour(passage, -1)?.sentences.at(-1);
	const text = last === undefined ? "" : index.textOf(document, last);
	return asks(text) ? text : undefined;
}

/** How far back a name is looked for that "she" or "the group" may mean; UTF-16 code units. */
const REACH = 3_000;

/** Names of the question that stand shortly before the passage. */
function namesBefore(index: SearchIndex, { text, terms }: ReadQuestion, document: DocumentRecord, { span }: Passage): boolean[] {
	if (!terms.some(({ isName }) => isName)) return [];
	const earlier = index.textOf(document, { start: Math.max(0, span.start - REACH), end: span.start });
	return terms.map(({ isName, word }) => isName && holdsWord(earlier, text.slice(word.start, word.end)));
}

export function beginsWithPronoun(sentence: string): boolean {
	return PRONOUN.test(sentence);
}

const PRONOUN = /^["“‘'(]*(?:He|She|It|They|This|These|That|Those|His|Her|Its|Their|Such|Both|There)\b/;

/** For each term of the question whether a text holds it, in any of its forms. */
function heldTerms({ terms }: ReadQuestion, held: ReadonlySet<string>): boolean[] {
	return terms.map((term) => holdsTerm(held, term));
}

function holdsTerm(terms: ReadonlySet<string>, { forms }: QuestionTerm): boolean {
	return forms.some((form) => holdsForm(terms, form));
}

/** What each term counts as held where it is not: light words are seldom told, but something must be asked. */
function heldAnyway({ terms }: ReadQuestion): number[] {
	const telling = terms.filter(({ isLight }) => !isLight).length;
	return terms.map(({ isLight }) => (isLight && telling >= FEWEST_TELLING ? LIGHT : 0));
}

/** The weighted share of the question's terms of which this holds: true and false count 1 and 0. */
function share(question: ReadQuestion, held: (term: number) => boolean | number | undefined): number {
	let sum = 0;
	for (let at = 0; at < question.terms.length; at++) sum += (question.terms[at] as WeightedTerm).weight * Number(held(at) ?? 0);
	return sum / question.totalWeight;
}

const LEAST_PREFIX = 4; // letters

/** What a word of the same family counts, and one that tells the same. */
const RELATED = 0.8;

/** What one that tells the same counts in what the confidence sees as held. */
const TOLD = 0.5;

/** What a light word counts there that is not held, … */
const LIGHT = 0.75;
/** … beside this many terms that are none: of "What does it need?" another must be told. */
const FEWEST_TELLING = 2;

/** How much of a term the word of a text has that begins most like it or is of its family; 0 below a half. */
function prefixShare({ forms, related }: WeightedTerm, terms: ReadonlySet<string>): number {
	let best = related.some((form) => holdsForm(terms, form)) ? RELATED : 0;
	for (const form of forms) {
		const [wanted] = form;
		if (form.length > 1 || wanted === undefined || wanted.length < LEAST_PREFIX) continue;
		const prefix = wanted.slice(0, LEAST_PREFIX);
		for (const term of terms) if (term.startsWith(prefix)) best = Math.max(best, sharedBeginning(term, wanted));
	}
	return best >= 0.5 ? best : 0;
}

/**
 * Share of the neighbouring terms of the question that stand side by side among these stems.
 * @param numbers the number of the term that an index term belongs to
 */
function pairShare(terms: readonly QuestionTerm[], numbers: ReadonlyMap<string, number>, stems: readonly string[]): number {
	if (terms.length < 2) return 0;
	const pairs = new Set<number>();
	for (let at = 0; at + 1 < stems.length; at++) {
		const number = numbers.get(stems[at] as string);
		if (number !== undefined && numbers.get(stems[at + 1] as string) === number + 1) pairs.add(number);
	}
	return pairs.size / (terms.length - 1);
}

/** Share of the neighbouring words of the question that stand side by side among these stems. */
function bigramShare(asked: ReadonlySet<string>, stems: readonly string[]): number {
	if (asked.size === 0) return 0;
	const found = bigramsOf(stems);
	let shared = 0;
	for (const bigram of asked) if (found.has(bigram)) shared += 1;
	return shared / asked.size;
}

function bigramsOf(stems: readonly string[]): Set<string> {
	return new Set(stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`));
}

/** What a sentence says that the question does not. */
function novelty({ words: known }: ReadQuestion, sentence: string, words: readonly Word[]) {
	const fresh = words.filter((word) => !known.has(word.text));
	const numbers = fresh.filter((word) => /\d/.test(word.text)).length;
	const names = fresh.slice(1).filter((word) => /^\p{Lu}/u.test(sentence.slice(word.start, word.end))).length;
	return { numbers: Math.min(numbers, 3) / 3, names: Math.min(names, 4) / 4, share: fresh.length / Math.max(1, words.length) };
}
