// English words whose forms no stemmer brings together: the base form, then the others.
const VERBS = `arise arose arisen
bear bore borne
beat beaten
become became
begin began begun
bend bent
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
come came
creep crept
deal dealt
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
learn learnt
leave left
lend lent
lose lost
make made
mean meant
meet met
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
speed sped
spend spent
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck stricken
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
wake woke woken
wear wore worn
weave wove woven
win won
withdraw withdrew withdrawn
write wrote written`;

const NOUNS = `child children
crisis crises
criterion criteria
foot feet
goose geese
life lives
loaf loaves
man men
mouse mice
person people
phenomenon phenomena
thief thieves
tooth teeth
wife wives
wolf wolves
woman women`;

const BASE = new Map([...basesOf(VERBS), ...basesOf(NOUNS)]);
const PAST = new Set(basesOf(VERBS).map(([form]) => form));

function basesOf(list: string): (readonly [form: string, base: string])[] {
	return list.split("\n").flatMap((line) => {
		const [base, ...forms] = line.split(" ") as [string, ...string[]];
		return forms.map((form) => [form, base] as const);
	});
}

/** The base form of an irregular English word; any other word unchanged. */
export function baseFormOf(word: string): string {
	return BASE.get(word) ?? word;
}

/** Whether an English word looks like the past form of a verb; "bed" does, too. */
export function looksPast(word: string): boolean {
	return word.endsWith("ed") || isIrregularPast(word);
}

/** Whether an English word is the past form of an irregular verb. */
export function isIrregularPast(word: string): boolean {
	return PAST.has(word);
}
