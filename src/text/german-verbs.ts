// Strong and irregular German verbs by their stems: present, past, participle without "ge", then other forms, among them the participle of
// verbs that take no "ge".
const STRONG = `back buk back backt
befehl befahl befohl befiehlt befohl
empfehl empfahl empfohl empfiehlt empfohl
erschreck erschrak erschrock erschrickt erschrock
beginn begann begonn beginnt begonn
beiss biss biss beisst
berg barg borg birgt
bieg bog bog biegt
biet bot bot bietet
bind band bund bindet
bitt bat bet bittet
blas blies blas blast
bleib blieb blieb bleibt
brech brach broch bricht
brenn brannt brannt brennt
bring bracht bracht bringt
denk dacht dacht denkt
dring drang drung dringt
ess ass gess isst
fahr fuhr fahr fahrt
fall fiel fall fallt
fang fing fang fangt
fecht focht focht ficht
find fand fund findet
flieg flog flog fliegt
flieh floh floh flieht
fliess floss floss fliesst
fress frass fress frisst
frier fror fror friert
geb gab geb gibt
geh ging gang geht
geling gelang gelung gelingt gelung
gelt galt golt gilt
genes genas genes
geniess genoss genoss geniesst
gescheh geschah gescheh geschieht
gewinn gewann gewonn gewinnt gewonn
giess goss goss giesst
gleich glich glich gleicht
grab grub grab grabt
greif griff griff greift
halt hielt halt
hang hing hang hangt
heb hob hob hebt
helf half holf hilft
kenn kannt kannt kennt
kling klang klung klingt
komm kam komm kommt
kriech kroch kroch kriecht
lad lud lad ladt
lass liess lass lasst
lauf lief lauf lauft
leid litt litt leidet
leih lieh lieh leiht
les las les liest
lieg lag leg liegt
lug log log lugt
meid mied mied meidet
mess mass mess misst
nehm nahm nomm nimmt
nenn nannt nannt nennt
pfeif pfiff pfiff pfeift
rat riet rat
reiss riss riss reisst
reit ritt ritt reitet
riech roch roch riecht
ring rang rung ringt
ruf rief ruf ruft
schaff schuf schaff schafft
scheid schied schied scheidet
schein schien schi scheint
schieb schob schob schiebt
schiess schoss schoss schiesst
schlaf schlief schlaf schlaft
schlag schlug schlag schlagt
schliess schloss schloss schliesst
schmelz schmolz schmolz schmilzt
schneid schnitt schnitt schneidet
schreib schrieb schrieb schreibt
schrei schrie schri schreien
schreit schritt schritt schreitet
schweig schwieg schwieg schweigt
schwimm schwamm schwomm schwimmt
schwind schwand schwund schwindet
schwing schwang schwung schwingt
schwor schwur schwor schwort
seh sah seh sieht
send sandt sandt sendet
sing sang sung singt
sink sank sunk sinkt
sitz sass sess sitzt
sprech sprach sproch spricht
spring sprang sprung springt
stech stach stoch sticht
steh stand stand steht
stehl stahl stohl stiehlt
steig stieg stieg steigt
sterb starb storb stirbt
stoss stiess stoss stosst
streich strich strich streicht
streit stritt stritt streitet
trag trug trag tragt
treff traf troff trifft
treib trieb trieb treibt
tret trat tret tritt
trink trank trunk trinkt
tun tat tan tut
verderb verdarb verdorb verdirbt verdorb
vergess vergass vergess vergisst
verli verlor verlor verliert verlier
wachs wuch wachs wach wuchs
wasch wusch wasch wascht
weich wich wich weicht
weis wies wies weist
wend wandt wandt wendet
werb warb worb wirbt
werf warf worf wirft
wieg wog wog wiegt
wiss wusst wusst weiss
zieh zog zog zieht
zwing zwang zwung zwingt`;

const SEPARABLE =
	"ab an auf aus bei durch ein entgegen fest fort frei gegenuber her heraus hervor hin hinzu los mit nach statt teil um unter vor voran weg weiter wieder zu zuruck zusammen uber".split(
		" ",
	);
const INSEPARABLE = "be ent emp er ge miss ver zer durch hinter uber um unter wieder".split(" ");

type Verb = { readonly present: string; readonly past: string; readonly participle: string; readonly others: readonly string[] };

const VERB_OF = new Map<string, Verb>();
for (const line of STRONG.split("\n")) {
	const [present, past, participle, ...others] = line.split(" ") as [string, string, string, ...string[]];
	const verb = { present, past, participle, others };
	for (const form of [present, past, `ge${participle}`, ...others]) if (!VERB_OF.has(form)) VERB_OF.set(form, verb);
}

/**
 * The other stems under which the forms of a German verb may stand. Snowball's stemmer keeps the vowel of strong verbs ("schrieb"), the
 * ending of weak ones ("baut"), the prefix of the participle ("gebaut") and the "zu" of the infinitive ("auszuwählen").
 * @param stem in matching form
 */
export function germanVerbForms(stem: string): string[] {
	const forms = new Set(
		["", ...SEPARABLE].flatMap((prefix) => (stem.startsWith(prefix) ? formsBehind(prefix, stem.slice(prefix.length)) : [])),
	);
	for (const prefix of INSEPARABLE) {
		const rest = stem.slice(prefix.length);
		const verb = stem.startsWith(prefix) ? (VERB_OF.get(rest) ?? VERB_OF.get(`ge${rest}`)) : undefined;
		for (const form of verb === undefined ? [] : [verb.present, verb.past, verb.participle, ...verb.others]) forms.add(prefix + form);
	}
	forms.delete(stem);
	return [...forms];
}

const LEAST_ROOT = 3;

function formsBehind(prefix: string, rest: string): string[] {
	const bare = prefix !== "" && rest.startsWith("zu") ? rest.slice(2) : rest;
	const verb = VERB_OF.get(bare);
	if (verb !== undefined)
		return [verb.present, verb.past, `ge${verb.participle}`, ...verb.others, ...(prefix === "" ? [] : [`zu${verb.present}`])].map(
			(form) => prefix + form,
		);
	const root = /^ge(.{2,})t$/.exec(bare)?.[1] ?? bare.replace(/(?<=[dt])et$|t$/, "");
	if (root.length < LEAST_ROOT) return [];
	const weak = /[dt]$/.test(root) ? `${root}et` : `${root}t`;
	return [root, weak, `ge${weak}`, ...(prefix === "" ? [] : [`zu${root}`])].map((form) => prefix + form);
}
