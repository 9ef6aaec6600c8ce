// Stems of Spanish verbs with changing vowels or irregular forms, those of one verb on a line. Forms that are stems
// of other common words too ("vino", "costa") are left out.
const FAMILIES = `abr abri abrir abiert
acord acuerd
adquir adquier
and andar anduv
aprob aprueb
ca caer cay caid
cerr cierr
comenz comienz comienc
compet compit
confes confies
cont cuent
convert conviert convirt
corrig correg
cre crey creid
cubr cubiert
da dar dab dio dad
dec dic dij dich dir
defend defiend
dorm duerm durm
elig eleg eleccion elect
empez empiez empiec
encontr encuentr
entend entiend
escrib escrit
extend extiend
gobern gobiern
hac hic hiz hech
her hier hir
imprim impres
invert inviert invirt
jug jueg
leer lee leid leyeron
med mid
mor muer mur muert
mostr muestr
mov muev
nac nazc nacid
oir oyo oid oyeron
perd pierd
ped pid
pens piens
pod pued pud
pon pus puest pong
prefer prefier prefir
prob prueb
produc produj produzc
quer quier quis
record recuerd
refer refier refir
rend rind
repet repit
requer requier requir
resolv resuelv resuelt
romp rot
segu sig sigu
sent sient sint
serv sirv
suger sugier sugir
ten tien tuv teng
tra traj traid
usa usan usar uso usaron usad us
ve vio vist ver vei
ven vien veng
viv vid
vol vuel
volv vuelv vuelt
conduc conduj conduzc
traduc traduj traduzc
introduc introduj introduzc
reduc reduj reduzc`;

const PREFIXES = "a ad com con contra de des dis en ex im inter man ob o pre pro re so sos su sub".split(" ");

const FAMILY_OF = new Map<string, readonly string[]>();
for (const line of FAMILIES.split("\n")) {
	const family = line.split(" ");
	for (const stem of family) FAMILY_OF.set(stem, family);
}

/** Spelling that changes before e and i: "atacó" and "ataqué", "alcanzó" and "alcance", "llegó" and "llegue", "construir" and "construyó". */
const SPELT = [
	[/c$/, "qu"],
	[/qu$/, "c"],
	[/(?<=.{4})z$/, "c"], // "marzo" is not of "marcar"
	[/(?<=.{4})c$/, "z"],
	[/g$/, "gu"],
	[/gu$/, "g"],
	[/u$/, "uy"],
	[/uy$/, "u"],
] as const;

/**
 * The other stems under which the forms of a Spanish verb may stand: Snowball's stemmer keeps changed vowels ("murió", "muere") and spellings.
 * @param stem in matching form
 */
export function spanishVerbForms(stem: string): string[] {
	const forms = new Set(FAMILY_OF.get(stem));
	for (const prefix of PREFIXES) {
		if (!stem.startsWith(prefix) || stem.length < prefix.length + 3) continue;
		for (const form of FAMILY_OF.get(stem.slice(prefix.length)) ?? []) forms.add(prefix + form);
	}
	if (stem.length > 3) for (const [ending, other] of SPELT) if (ending.test(stem)) forms.add(stem.replace(ending, other));
	forms.delete(stem);
	return [...forms];
}
