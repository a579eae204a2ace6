/** Words that hold a sentence together. No name begins or ends with a piece like these. */
const FUNCTION_WORDS = `
a an the and or but nor so if as at by for from in into of off on onto out over per than that then there these they this
those to too up upon via was were what when where which while who whom whose why will with within without would you your
he she it its his her hers him we us our ours they them their theirs i me my mine be been being am is are do does did done
has have had having not no never none neither yes can could may might must shall should ought about above across after
again against all along also although always among any anybody anyone anything because before behind below between both
during each either else ever every few how however just least less like likely many more most much near only other others
own rather same several since some somebody someone something still such though through till together toward under until
very well whether yet t s d m ll re ve go went gone
`;

/**
 * Words that stand in many notes about deals, and words that are the names of companies too. A name made of such words alone
 * needs more than its letters to be found, and none of them is taken for the misspelling of a name.
 */
const ORDINARY_WORDS = `
able accept access account acorn act action active actual adapt add address advance advantage advice agency agenda agile
agree agreement aim air alert align allow alpha amber amount analysis angle annual answer apple apply approach approval
approve april area arrive ask aspect asset atlas august authority automatic autumn avoid award aware axis back bad balance
bank base basic basis beacon beat become begin behaviour believe bench benefit best bet better bid big bill bit black block
blue board bold bond book boost borrow boss box branch brand break bridge bright bring broad budget build bundle business
button buy buyer call campaign canvas capital care carry case cash cause centre certain chair challenge champion chance
change channel charge charity charter chart chat cheap cheaper check chief choice choose chose clarity class clean clear client
climb close closed cloud club coach coast code cold colour come comfort commit common compare compass compete competitor
competition complete complex concern condition confirm connect consider contact content contract control convert cool copy
core corner correct cost could council count country couple course cover craft crayon create credit crisis critical cross
current custom customer cut cycle daily dark dash data date day deal dealer december decide decision deep delay deliver
delivery demand demo depend deploy depth design detail develop device differ digital direct director discount discuss
discover dispute doubt draft draw dream drift drive driver drop due dynamic eagle early earn easy echo edge edition effect
effort email emerge employ empty end energy engage engine enjoy enough ensure enter enterprise equal essential estimate
evaluate even event evidence evolve exact example excel exchange exist expand expect expensive expert explain express extend
extra eye face fact fail fair faith fall false familiar famous fast fault feature february feedback feel field figure file
fill final finance find fine finish fire firm first fit fix flat flexible flow focus follow force forecast forget form
formal forward found foundation frame free freedom fresh friday friend front fuel full function fund future gain gap garden
gate gather gave general genesis gentle get giant gift give glad global goal gold gong good grade grand grant graph great
green grey grid ground group grow growth guard guess guide habit half hand handle happen happy harbor hard harvest head
health hear heart heavy help here hero high highlight hire history hit hold home honest hope horizon host hot hour house
huge human hunt idea ideal identify impact important impress improve include increase incumbent index industry inform
information initial insight install instance instead instruct integration intend interest internal introduce invest invite
involve iron issue item january join journey july june jump keep key kick kind king kite know label lack land language large
last late later launch law lay lead leader leading leaf learn leave legal lemon level leverage licence life lift light
limit line linear link lion list listen little live loan local lock logic long look lose loss lost lot love low lower
loyal magic mail main maintain major make manage manager map march margin mark market marketing marvel mass master match
matter mature may mean measure meet meeting member memory mention mercury merge message method metric middle migrate mile
mind minor minute mirror miss mission mistake mix mobile model modern module moment monday money month moon morning motion
move name narrow nation native nature need negotiate nest net network new news next nice night noble node normal north note
nothing notice notion november number object objective observe obvious ocean october offer office old olive one open
operate operation opinion option oracle orange order organise origin outreach outcome overall own pace pack package page
paid palm panel paper parallel part partner party pass past path pay peak people perfect perform period person phase phone
phoenix pick picture piece pilot pioneer pipe pitch place plan planet plant platform play please pocket point policy pool
popular port position possible post power practice prefer preference premium prepare present president press pressure pretty
prevent previous price pricing prime principal print prior priority private prize problem procedure process procurement
procure product professional profile profit program progress project promise proof proper proposal propose protect proud
prove provide public pull pulse purchase pure purpose push put quality quarter quest question quick quiet quite quote race
radar raise range rapid rate reach react ready real reason receive recent record red reduce refer reference refuse region
reject relate relationship release relevant rely remain remember remove renew renewal repeat replace reply report represent
request require research resource respond response rest result retain return review ripple rise risk rival river road robust
rocket role roll roof room root round route row rule run safe sage sail sale sales saturday save say scale scene schedule scope
score screen search season seat second section sector secure security see seek seem segment select sell seller send sense
separate september serious serve service session set settle setup shape share sharp sheet shift ship shop short show side
sight sign signal silver similar simple single sister site situation size skill slack slide slow small smart smooth snow
social soft solid solution solve soon sort sound source south space spark speak special specific speed spend spirit split
spot spread spring square stable stack staff stage stake stand standard star start state statement station status stay
steady steel step stick stone stop storage store story straight strategy stream street strike stripe strong structure
study stuff style subject submit succeed success suggest suit suite summer summit sun sunday supplier supply support sure
surface surprise survey swift switch symbol system table tailor take talk tandem target task taste team technical tell
temple tempo ten tend term test text thank theory thing think third thought three thursday tide ticket tie tier tight time
timeline timing tiny title today token tomorrow tool top topic total touch tough tour tower town track trade tradition train
training transfer transform travel treat trend trial trigger trip trouble true trust try tuesday turn twice two type
unable understand undercut union unique unit unite university unknown update upgrade urban urgent use user usual valid
valley value vantage vary vector vendor venture verify version view vision visit visual voice volume wait walk wall want
warm watch wave way weak web wednesday week weight welcome west wide win winter wire wise wish wolf won wonder word work
workday workflow world worry worth write wrong yard year yellow yesterday yield young zero zone zoom
`;

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
const functionWords = setOf(FUNCTION_WORDS);
const ordinaryWords = setOf(ORDINARY_WORDS);
const ENDINGS = /(?:'s|s|es|d|ed|ing|er|ers|ly)$/;

export const isFunctionWord = (key: string): boolean => functionWords.has(key);

/** A word of everyday English, in its usual forms. A list cannot be complete; it costs a wrong question where it lacks one. */
export function isCommonWord(key: string): boolean {
  if (functionWords.has(key) || ordinaryWords.has(key) || /^\d+$/.test(key)) return true;
  const stem = key.replace(ENDINGS, '');
  return (
    stem !== key &&
    (ordinaryWords.has(stem) ||
      ordinaryWords.has(`${stem}e`) ||
      ordinaryWords.has(stem.replace(/(.)\1$/, '$1')))
  );
}
