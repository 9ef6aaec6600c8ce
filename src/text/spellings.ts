// British spellings, which no stemmer brings together with the American ones, and short forms: each word here as it is looked up.

/** What a word begins with, and what it is taken to begin with. */
const BEGINNINGS = `colour color
discolour discolor
favour favor
disfavour disfavor
flavour flavor
harbour harbor
honour honor
dishonour dishonor
humour humor
labour labor
neighbour neighbor
behaviour behavior
misbehaviour misbehavior
armour armor
arbour arbor
ardour ardor
candour candor
clamour clamor
demeanour demeanor
misdemeanour misdemeanor
endeavour endeavor
fervour fervor
odour odor
parlour parlor
rancour rancor
rigour rigor
rumour rumor
saviour savior
savour savor
splendour splendor
tumour tumor
valour valor
vapour vapor
vigour vigor
defence defense
offence offense
pretence pretense
licence license
practis practic
catalogue catalog
dialogue dialog
analogue analog
archaeolog archeolog
encyclopaedi encyclopedi
anaemi anemi
anaesthe anesthe
haemo hemo
haemato hemato
leukaemi leukemi
paediatr pediatr
orthopaed orthoped
gynaecolog gynecolog
palaeo paleo
mediaeval medieval
diarrhoea diarrhea
oesophag esophag
oestrogen estrogen
foetus fetus
foetal fetal
manoeuvre maneuver
manoeuvring maneuvering
aeroplane airplane
aluminium aluminum
artefact artifact
enquir inquir
fulfilment fulfillment
enrolment enrollment
instalment installment
skilful skillful
wilful willful
jewellery jewelry
jeweller jeweler
marvellous marvelous
woollen woolen
councillor councilor
counsellor counselor
grey gray
kerb curb
mould mold
moustache mustache
plough plow
pyjama pajama
sceptic skeptic
sulph sulf
draught draft
focuss focus
judgement judgment
acknowledgement acknowledgment
yoghurt yogurt
gaol jail
speciality specialty
cosier cozier
cypher cipher`;

/** Whole words; a plural is looked up as its singular is. */
const WORDS = `cosy cozy
tyre tire
programme program
fulfil fulfill
enrol enroll
instil instill
ageing aging
whisky whiskey
mum mom
maths mathematics
math mathematics
disc disk
centre center
centred centered
theatre theater
metre meter
litre liter
fibre fiber
calibre caliber
sabre saber
spectre specter
sombre somber
lustre luster
meagre meager
kilometre kilometer
centimetre centimeter
millimetre millimeter
millilitre milliliter
km kilometer
cm centimeter
mm millimeter
kg kilogram
kilo kilogram
lbs pound
oz ounce
ft foot
hrs hour
mins minute
yrs year
approx approximately
tv television
telly television
phone telephone
tel telephone
photo photograph
lab laboratory
exam examination
fridge refrigerator
advert advertisement
memo memorandum
bike bicycle
flu influenza
info information
dr doctor
prof professor
gov governor
sen senator
capt captain
lt lieutenant
sgt sergeant
dept department
govt government
univ university
corp corporation
ltd limited
1st first
2nd second
3rd third
4th fourth
5th fifth
6th sixth
7th seventh
8th eighth
9th ninth
10th tenth
11th eleventh
12th twelfth
13th thirteenth
14th fourteenth
15th fifteenth
16th sixteenth
17th seventeenth
18th eighteenth
19th nineteenth
20th twentieth
21st twentyfirst
feb february
apr april
aug august
sept september
oct october
nov november
dec december
mon monday
tue tuesday
tues tuesday
thu thursday
thurs thursday
fri friday`;

/** Verbs in "-ise" that have "-ize" in American spelling, without their ending: not "advise", not "surprise". */
const ISE =
	"agon|anesthet|anaesthet|antagon|apolog|author|automat|bapt|brutal|canon|capital|categor|central|character|civil|colon|commercial|computer|critic|crystal|custom|decentral|demoral|digital|disorgan|dramat|econom|emphas|energ|equal|familiar|fertil|final|formal|fossil|general|global|harmon|hospital|hypothes|ideal|idol|immobil|immun|individual|industrial|institutional|item|jeopard|legal|liberal|local|marginal|material|maxim|memor|mesmer|minim|mobil|modern|moral|national|neutral|normal|optim|organ|oxid|pasteur|patron|penal|personal|polar|politic|popular|pressur|prior|privat|public|pulver|random|rational|real|recogn|reorgan|revolution|romantic|scrutin|sensit|social|special|stabil|standard|steril|subsid|summar|symbol|sympath|synchron|synthes|terror|theor|tranquil|traumat|urban|util|vandal|victim|visual|western";
const ISE_VERB = new RegExp(`^(${ISE})is(?=e|ing$|able$)`);
const ISATION = /(?<!prov)isation(?=s?$|al)/;
const YSE = /^(anal|paral|catal|hydrol)ys(?=e[drs]*$|ing$)/;
/** "Travelled", but not "totally". */
const DOUBLED =
	/^(travel|cancel|label|model|remodel|signal|fuel|level|quarrel|channel|dial|total|initial|shovel|tunnel|unravel|swivel|marvel|counsel)l(?=ed$|ing$|ers?$)/;

const BEGINS = beginningsOf(BEGINNINGS);
const WHOLE = new Map(WORDS.split("\n").map((line) => line.split(" ") as [string, string]));

function beginningsOf(list: string): { readonly pattern: RegExp; readonly meant: ReadonlyMap<string, string> } {
	const meant = new Map(list.split("\n").map((line) => line.split(" ") as [string, string]));
	return { pattern: new RegExp(`^(?:${[...meant.keys()].join("|")})`), meant };
}

/**
 * The one spelling under which an English word is looked up: "color" for "colour", "organized" for "organised", "kilometer" for "km",
 * "telephone" for "phone". Any other word unchanged.
 * @param word in matching form
 */
export function commonSpellingOf(word: string): string {
	const whole = WHOLE.get(word) ?? WHOLE.get(word.replace(/s$/, ""));
	if (whole !== undefined) return whole;
	const begun = BEGINS.pattern.exec(word)?.[0];
	if (begun !== undefined) return `${BEGINS.meant.get(begun)}${word.slice(begun.length)}`;
	return word.replace(ISE_VERB, "$1iz").replace(ISATION, "ization").replace(YSE, "$1yz").replace(DOUBLED, "$1");
}
