import type { Language } from '../draft/detect-language.ts'

/** How a word leans: 2 strongly, 1 plainly; below zero the same to the other side. */
export type Lean = -2 | -1 | 1 | 2

const words = (list: string) => list.trim().split(/\s+/)

/** Written without accents, as the reader sees them; a star stands for any ending. */
const LEANS: Record<Language, Record<Lean, string[]>> = {
  en: {
    2: words(`love loved loves lovin luv adore adored adores adorable amazing awesome beautiful* best brilliant breathtaking
      delight* divine ecstatic excellent exquisite fabulous fantastic favorite favourite flawless gorgeous goddess  incredible
       iconic legend* magnificent marvel* masterpiece obsessed outstanding perfect* phenomenal  spectacular splendid stunning
      stunner superb sublime thrilled terrific unreal wonderful* wow  yay yess yesss hottest sexiest cutest sweetest`),
    1: words(`aww aw yay agree agreed hopefully luck genuine genuinely joking charming prayers pray priceless entertaining fascinating glorious valuable goodness relief recovery famous humor funnier wholesomeness happiness liking admir* amused appreciat* attractive better bless* blessed bliss* bravo brave bright   caring charm* cheer* cheers classy
      comfort* compliment* congrat* cool courage* cozy cute cutie dear delicious  dope eager elegant encourag* enjoy* excit* fab faithful
         fond    fun funny generous gentle genius giggl* glad glow* good gosh grateful great haha handsome happier
      happiest happy healed heartwarming helpful hero* hilarious honest honor* hope hopeful hoping   hugs impress* improv* inspir* interesting
       joy* kind kindest kindness kiss* laugh*  liked lit lovable lovely lucky  motivat* neat nice* optimis* paradise passion*
      peace* playful pleased pleasure* positive* precious pretty prettiest proud pride pumped radiant recommend* refreshing relax* reliev*
      respect* rock rocks romantic  satisf* sexy sensational shine* smart smil* smooth soft  spoil spoiled stoked strong
      success* sunshine super support* sweet* sweetheart talent* tasty thank* thanks thankful thx ty   victory vibing welcome well
       winner winning wins   worthy wholesome yum* yummy pog  gg goat slay slayed slaying`),
    [-1]: words(`worse nope oops creepy fuck terrifying false uncomfortable depressing depressed depression apolog* argument brutal poorly delusional pointless offensive irrelevant obnoxious absurd immature aggressive assault* offend* creep* sexist kicked freaking blam* abandon* accus* afraid  annoy* anxi* asham* ashamed avoid* awkward bad bitter blam* bleak boring bored broke broken bug* bullshit
      bummed bummer burden* cancel* careless cheap cheat* clueless  complain*  confus* crap crappy cried  cruel cry crying
      damage* damn danger*  depriv* desperate destroy* difficult dirty disagree* disappoint* disconnect* dishonest dislik* dismal
      disrespect* distress* disturb*  dread* dull dumb dying embarrass* empty enemy error* exhaust* expensive fail* fake fault fear*
      fed  flop fool*  frighten* frustrat* gloom* greed* grief grim guilt* harass*  hardly harm* harsh helpless hesita* hurt*
      ignor* ill impossible inappropriate incompetent insecure insult* jealous*  kill* lack* lame  lazy lie lied  liar* lonely 
      loser* losing loss lost mad  meh mess* messed  miserable mock* nasty neglect* nerv* nervous nonsense overpriced
      overwhelm* pain* panic* pathetic pity poor  regret* reject* ridiculous  rough rude ruin* sad sadly sadness scam* scare* scary
      selfish shame* shit shitty  sick sketchy  sob* sorry spam* stress* struggl* stuck stupid suck* suffer* suspicious 
      terrified threat* tired toxic tragic trash trouble* ugly unacceptable unfair unfortunate* unhappy unsubscri* upset* useless
      victim* violen* vomit* waste* wasted weak weird worr* worthless wrong yikes yuck ouch ugh ew eww smh wtf cringe*`),
    [-2]: words(`fucked disaster* horror goddamn murder* abuse* abusive agony anger angry appalling asshole* atrocious awful bastard* bitch bitches betray* crushed cunt cursed devastat*
      despair* despise* disgrace* disgust* dreadful dumbass enraged evil fraud furious garbage gross hate hated hates hatred hateful heartbr* hell
      hideous horrendous horrible horribly horrid horrif* idiot* infuriat* livid loath* moron* nightmare* outrag* pissed repuls* retard*
      revolting scammer* scum sicken* terrible terribly traumati* unbearable vile worst wreck*`),
  },
  fr: {
    2: words(`adore adores adorai* adorable* ador* amour* aime aimer* canon canons delicieu* divin* epoustouflant* exceptionnel* excellent* extraordinaire*
      fabuleu* fantastique* formidable* genial* geniale* geniaux grandiose* impeccable* incroyable* kiffe* kiffer kif magique* magnifique* meilleur*
      merveill* parfait* parfaitement passionn* perle reine deesse splendide* sublime* superbe* top ravi* raviss* heureu* bonheur bombe
      jtm jtadore jtador jtaime`),
    1: words(`excit* reve reves stylee kiffait style merciii apaise apaisant* comble bluff* cartonne gere geres dechires assure* regal* chou choupinette hallucinant* genialissime admir* agreable* aimable* amus* apprecie* attachant* attentionne* attirant*  beau beaux belle belles bien bienveillan* bise* bisou* bisous
        bons bonnes bravo brillant* calin* calme* captivant* caresse* chaleureu* chance charm* charmant* cheri* chouette* classe cool
      confiance content* contente contents courage craqu* craquante delicat* desir* detendu* douce doux douceur drole* drolement eblouissant*
      elegant* encourage* enchant* enthousias* envoutant* epanoui* espere* espoir  excit* feliciter felicit* fete* fier fiere fiers
      fidele* genereu* gentil* gentille*  gratitude  heureusement honneur  impatient* impressionn* inspir* interessant* intelligent*
      joie* joli* joyeu*   lumineu* marrant*  merci mieux mignon* mimi motiv* nickel optimis* paix passion* plaisir*  precieu*
      prefere* propre rassur* rassure* rayonnant* recommande* reconnaissan* respect* reuss*  revee rigol* rire* riez romantique* satisf* seduis* sensuel*
      sexy sincere* soulag* sourire* soutien* soutenir  style sympa* talent* tendre* tendresse touche touchant* tresor tuerie valide
      vivement waouh waow wahou ouah youpi hourra yes yess  jouissif* kiffant*`),
    [-1]: words(`genant* gene deteste* relou* saoule* bug beurk berk raslebol flou floue rembourse dommage desabus* panne pff rancoeur abandonn* abus* absurde* agac* aigri* angoiss* annule* anxi* arnaqu* arnak*  bete betement bidon bizarre* blase* bof boude* bug* bugge* cass*
      casse chelou* cher chere chers* chiant* choqu* colere conneri*  crains craint* crev* critique* cruel* danger* deception decev* decu* degout* deprim*
      derange* desagreab* desespoir* desol* desole  detest* difficile* dispute* dommage douleur* dur dure durement echec* echou* ecoeur* egois* embet*
      emmerd* engueul* ennui* ennuy* enerv* epuis* erreur* faible* fache* fatigu* fauche* faute  fausse* froid fuite gache* galere* galer*  grossier* haine* honte* humili*
      hypocrite* idiot* ignor* impoli* impossible* inadmissible inquiet* inquiete* insult* injust* insupportable* inutile* jalou* lache lamentable*
      larme* lass* lent lente lourd* mal malade* malaise malheur* malheureus* malhonnete*  marre mauvais* mechant* mediocre* menace* mens* menteu*
       mentir mort morte moche* moyen* naze* nervo* nul nulle nuls nulles panique*  pauvre*  penible* perdre perdu* perdre peur* pire*  pitie
      pleur* plaint* plainte* prob probleme* pue* rage* rageant raler* rate* ratee regrett* regret* ridicule* rupture sale seul seule solitude soucis souci souffr* soul*
      stress* suppli* surfait*  trahi* tricher* trist* tromp* tromper* vex* vide  voleur* voleu* vulgaire* zut rip deg degs`),
    [-2]: words(`abject* abominable* affreu* atroce* batard* bordel catastroph* con connard* connass* connasse cons conne cauchemar* deteste* degueu* degueulasse*
      degoutant* degoute* desespere* dechire* ecoeurant* encule* enculer exasper* furieu* furax haissable* hais hait horreur* horrible* horriblement immonde* infect* ignoble*
      insupportable merde* merdique* merdeu* minable* pitoyable* pourri* pourriture pute putes putain salaud* salope* saoule* scandaleu* honteu* honteux
      desabonn* rembours* arnaque arnaques arnaqueur* arnaqueuse`),
  },
}

/** Same in both languages, or of none. */
const SHARED: [Lean, string[]][] = [
  [2, words('omfg')],
  [
    1,
    words(
      'haha* hihi* hehe* lol lool lmao* lmfao* rofl mdr mdrr* ptdr* xptdr xd <3 :) :-) :d :-d ;) ;-) =) (: ^^ :p xo xoxo',
    ),
  ],
  [-1, words(":( :-( :'( :/ :-/ :\\ =( ): >:( :c t_t -_- pff* pfff* grr*")],
]

const EMOJI: Record<Lean, string> = {
  2: '😍 🥰 😘 ❤ 💕 💖 💗 💞 💓 💘 💝 💛 💚 💙 💜 🧡 🤍 🖤 🤎 🩷 🩵 ❣ 🤩 🥳 😻 💯 🔥 👑 💋 🎉 🎊',
  1: '😊 ☺ 😁 😄 😃 😀 🙂 🤗 😇 😋 😂 🤣 😆 😌 😉 👍 👏 🙌 💪 🙏 ✨ 🌹 🌸 💐 🌷 🌟 ⭐ 😎 😚 😙 😗 😺 😸 😽 🫶 🤝 🍀 ☀ 🥂 🍾 🤤 🥵 😈',
  [-1]: '😢 😞 😔 😟 😕 🙁 ☹ 😣 😖 😫 😩 😤 😒 🙄 😓 😥 😰 😨 😪 😿 🥱 😬 😑 👎 🤕 🤒 🤧 😷 🥀 😧 😦 🫤 😶',
  [-2]: '😠 😡 🤬 💔 🤮 🤢 🖕 💩 👿',
}

export const INTENSIFIERS = new Set(
  words(`very so really too super soo extremely absolutely totally completely incredibly insanely damn fucking freaking sooo truly such
    tres trop vraiment tellement hyper grave ultra mega carrement totalement completement absolument archi si`),
)
export const NEGATORS_EN = new Set(
  words(`not no never none nothing neither nor without cannot cant can't dont don't didnt didn't doesnt doesn't isnt isn't wasnt wasn't
    arent aren't werent weren't wont won't wouldnt wouldn't couldnt couldn't shouldnt shouldn't aint ain't havent haven't hasnt hasn't hadnt hadn't hardly barely`),
)
/** After the verb; what stands between "ne" and them is denied too. "Plus" only denies behind a "ne". */
export const NEGATORS_FR = new Set(words('pas jamais rien aucun aucune guere personne nullement sans ni'))
/** What ends a negation's reach. */
export const TURNS = new Set(
  words('but mais however though although yet par contre except sauf because parce car cause'),
)

const tables: Record<Language, Map<string, Lean>> = { en: new Map(), fr: new Map() }
for (const language of ['en', 'fr'] as const) {
  for (const lean of [1, 2, -1, -2] as const) for (const word of LEANS[language][lean]) tables[language].set(word, lean)
  for (const [lean, list] of SHARED) for (const word of list) tables[language].set(word, lean)
}
const emoji = new Map<string, Lean>()
for (const lean of [1, 2, -1, -2] as const) for (const sign of EMOJI[lean].split(' ')) emoji.set(sign, lean)

const SHORTEST_STEM = 3

/** How a word leans in a language, undefined for most. In small letters and without accents. */
export function leanOf(word: string, language: Language): Lean | undefined {
  const table = tables[language]
  const whole = table.get(word)
  if (whole !== undefined) return whole
  for (let length = Math.min(word.length, 14); length >= SHORTEST_STEM; length -= 1) {
    const lean = table.get(`${word.slice(0, length)}*`)
    if (lean !== undefined) return lean
  }
  return undefined
}

/** Without its variation selector, skin tone and what is joined to it. */
export function plainEmoji(sign: string): string {
  return sign.replace(/[\u{FE0F}\u{1F3FB}-\u{1F3FF}]|\u200D.*/gu, '')
}

/** How a plain emoji leans, undefined for most. */
export function leanOfEmoji(sign: string): Lean | undefined {
  return emoji.get(sign)
}
