// Code generated from engine/wire by `go generate ./engine/wire`. DO NOT EDIT.

/** The version of the protocol. */
export const VERSION = 1;

/** The most characters that a move's text may have. */
export const MAX_TEXT = 2000;

/** Head begins every message. */
export interface Head {
  /** protocol version */
  v: number;
  /** type of the message */
  t: string;
  /** of a command: made by the client, echoed in ack and refuse */
  id?: string;
  seat?: string;
}

/** Welcome answers hello. */
export interface Welcome extends Head {
  t: 'welcome';
  /** of the server */
  build: string;
  /** short code, such as KITE-42 */
  session: string;
  /** id */
  scenario: string;
  /** the sender's; "" for the public */
  role: string;
  /** language chosen */
  lang: string;
  /** languages there are */
  langs: string[];
  /** server time in milliseconds since 1970 */
  now: number;
  /** over stdio */
  play?: Play;
}

/** Book is the viewer's dictionary in the language of the connection. It only grows: a message holds what is new since revision Rev-1, or everything if All is set. It comes before the view that needs it. */
export interface Book extends Head {
  t: 'book';
  rev: number;
  all?: boolean;
  lang: string;
  texts: Record<string, string>;
  /** measures of the viewer's role */
  cards?: Card[];
  /** all delegations */
  roles?: RoleCard[];
  /** numbers the viewer sees */
  tracks?: TrackCard[];
  ladder?: LadderCard;
  /** injects, attacks, evidence and questions disclosed */
  items?: ItemCard[];
}

/** View is what the viewer may know now: ids, numbers, words of closed lists and short sentences. It is whole; there are no patches. */
export interface View extends Head {
  t: 'view';
  /** counts the views sent to this viewer */
  seq: number;
  /** revision of the book that it needs */
  book: number;
  turn: number;
  turns: number;
  phase: 'brief' | 'consult' | 'decide' | 'reveal' | 'ended';
  /** date and time in the story, RFC 3339 */
  when?: string;
  /** length of this turn */
  hours: number;
  turnName?: string;
  role: string;
  numbers: Number[];
  /** highest rung of any pair; -1 without a ladder */
  top: number;
  /** top at the close of each turn so far */
  course: number[];
  attacks: Attack[];
  /** what is asked beside who did it */
  questions?: Asked[];
  evidence: Held[];
  feed: Item[];
  options: Option[];
  /** most measures in a turn; 0 = any */
  limit: number;
  mine: Mine;
  /** evidence that may be given to others now, with equal reach together */
  share?: Giving[];
  proposals?: Proposal[];
  agreements?: Pact[];
  standing?: Standing[];
  deadlines?: Deadline[];
  /** in the phases reveal and ended: what the adjudication brought */
  reveal?: Reveal;
  /** in the phases before: what the opening of this turn brought */
  news?: Reveal;
  end?: End;
}

/** Presence says who sits where and who has committed: the table's public face. */
export interface Presence extends Head {
  t: 'presence';
  seats: Seat[];
}

/** Clock tells the time left in the phase. */
export interface Clock extends Head {
  t: 'clock';
  state: 'running' | 'paused' | 'none';
  /** server time in milliseconds */
  ends?: number;
  /** milliseconds, while paused */
  left?: number;
}

/** Lobby is the table before it starts, and what a guest without a role is shown afterwards. It is whole: the latest one holds. */
export interface Lobby extends Head {
  t: 'lobby';
  code: string;
  /** of the scenario */
  title: string;
  lang: string;
  phase: 'lobby' | 'brief' | 'consult' | 'decide' | 'reveal' | 'ended';
  /** absent for the public */
  you?: LobbyYou;
  seats: LobbySeat[];
}

/** Console is everything that the facilitator sees, with the truth and all that is sealed. Nobody else is ever sent one. It is whole: the latest one holds. */
export interface Console extends Head {
  t: 'console';
  /** counts the consoles sent in this language */
  seq: number;
  phase: 'lobby' | 'brief' | 'consult' | 'decide' | 'reveal' | 'ended';
  turn: number;
  turns: number;
  turnName: string;
  /** of the scenario */
  title: string;
  code: string;
  /** of the room; "" = none */
  pin: string;
  /** leads to the lobby and admits */
  joinUrl: string;
  links: Link[];
  guests: Guest[];
  seats: ConsoleSeat[];
  sealed: Sealed[];
  injects: QueuedInject[];
  objectives: Watched[];
  truth: Truth[];
  questions?: Answered[];
  deadlines?: WatchedDeadline[];
  /** highest rung of any pair; -1 without a ladder */
  top: number;
  course: number[];
  marks: Mark[];
  /** newest first */
  acts: Done[];
  /** draws that can be decided */
  chances: OpenChance[];
  /** those that are, and wait */
  forced: Decided[];
  /** every number that can be set */
  numbers: Settable[];
}

/** Debrief is the whole story once it is over. Everybody is sent it, with all that was hidden. */
export interface Debrief extends Head {
  t: 'debrief';
  /** one sentence: what was the turning point */
  headline: string;
  ending: DebriefEnding;
  course: CoursePoint[];
  /** its rungs, which a facilitator has no book of */
  ladder?: LadderCard;
  /** in order of turns and roles */
  decisions: Decision[];
  objectives: Learned[];
  goals: DebriefGoal[];
  /** one for each attack */
  beliefs: DebriefBelief[];
  questions?: DebriefAnswer[];
  /** all that the scenario has */
  deadlines?: Elapsed[];
  /** each time that one was made */
  agreements?: Kept[];
  /** each move that needed others */
  proposals?: Proposed[];
  /** what anybody found or looked for */
  evidence?: Known[];
  /** of the world, and of pairs that moved */
  numbers?: Went[];
}

/** Draft is what a seat is about to decide, not yet committed. A client sends it on every change, at most every 300 ms; the server passes it on to the other devices of the seat. The highest Rev wins; whoever sends one that is no higher is sent the one that holds. */
export interface Draft extends Head {
  t: 'draft';
  turn: number;
  /** one more than the last one seen, from 1 in each turn */
  rev: number;
  moves: Move[];
}

/** Ack says that the command with this id took effect. */
export interface Ack extends Head {
  t: 'ack';
}

/** Refuse says that the command with this id changed nothing, and why. */
export interface Refuse extends Head {
  t: 'refuse';
  code: string;
  /** index of the move at fault; -1 if none */
  move: number;
  text: string;
}

/** Notice tells something once. */
export interface Notice extends Head {
  t: 'notice';
  kind: string;
  text: string;
}

/** Pong answers a ping. */
export interface Pong extends Head {
  t: 'pong';
  /** the ping's Now */
  echo: number;
  /** server time in milliseconds */
  now: number;
}

/** Bye ends a connection. */
export interface Bye extends Head {
  t: 'bye';
  reason: string;
  text: string;
}

/** Choose asks an agent what its role does. It stands behind the view that it is about. The answer is pick, with numbers of the list; or commit, with moves of any kind; or, to proposals, answer. */
export interface Choose extends Head {
  t: 'choose';
  turn: number;
  what: 'moves' | 'answers' | 'next';
  /** from 1 */
  try: number;
  /** length of the list */
  count: number;
  /** most numbers in an answer; 0 = any */
  limit: number;
  legal: Legal[];
  /** more would be legal than is listed: other amounts, other words */
  more?: boolean;
}

/** History is all that the agent's role was shown before in this game: the views as they were sent, oldest first. Its own moves stand in them. */
export interface History extends Head {
  t: 'history';
  views: View[];
}

/** Over ends a game. It stands behind the last view, which tells how it ended. */
export interface Over extends Head {
  t: 'over';
  /** an ending was reached */
  terminated: boolean;
  /** time was up without one */
  truncated: boolean;
  /** id; "" = none */
  ending: string;
  return: number;
  goals: Worth[];
}

/** Hello opens a connection. */
export interface Hello extends Head {
  t: 'hello';
  /** language wanted, such as "fr" */
  lang: string;
  /** last view the client has; 0 = none */
  seq?: number;
  /** of an agent */
  name?: string;
  agent?: boolean;
}

/** Commit seals the moves of the sender's role for one turn. It replaces what was committed before. */
export interface Commit extends Head {
  t: 'commit';
  turn: number;
  moves: Move[];
  /** evidence given with proposals, at once */
  share?: Rider[];
  /** of an agent, for the study; nobody at the table sees it */
  why?: string;
  /** of an agent: what the answer took */
  usage?: Usage;
}

/** Recall takes back what was committed in this turn. */
export interface Recall extends Head {
  t: 'recall';
  turn: number;
}

/** Lang changes the language of the connection. */
export interface Lang extends Head {
  t: 'lang';
  lang: string;
}

/** Next says that the sender has read the reveal and is ready for the next turn. */
export interface Next extends Head {
  t: 'next';
  /** the turn revealed */
  turn: number;
}

/** Ask asks for the whole view again, after a gap in seq. */
export interface Ask extends Head {
  t: 'ask';
}

/** Read says that an item of the feed has been read. */
export interface Read extends Head {
  t: 'read';
  item: string;
}

/** Take asks for a role: a guest in the lobby, or one that comes late. */
export interface Take extends Head {
  t: 'take';
  role: string;
}

/** Answer is what the sender's role says to a proposal that it was asked about. A later answer replaces an earlier one until the turn is adjudicated. */
export interface Answer extends Head {
  t: 'answer';
  turn: number;
  /** id of a proposal of the sender's view */
  proposal: string;
  yes: boolean;
}

/** Act is something the facilitator does. Which of the fields it needs depends on Do: PROTOCOL.md has the table. */
export interface Act extends Head {
  t: 'act';
  do: 'start' | 'pause' | 'resume' | 'time' | 'advance' | 'inject' | 'hold' | 'release' | 'force' | 'unforce' | 'override' | 'computer' | 'person' | 'admit' | 'refuse' | 'free' | 'end';
  /** id in the scenario */
  inject?: string;
  /** id */
  role?: string;
  /** id in the console */
  guest?: string;
  /** of time: how many more; less if negative */
  seconds?: number;
  /** of force and unforce */
  chance?: Chance;
  /** of override: a number of the console */
  number?: string;
  /** of override */
  value?: number;
  /** why, for the review; at most 2,000 characters */
  reason?: string;
}

/** Share gives evidence that the sender holds to other roles, at once. */
export interface Share extends Head {
  t: 'share';
  turn: number;
  /** the sender's own id */
  evidence: string;
  /** ids of roles */
  to: string[];
  /** going beyond its mark is meant */
  confirm?: boolean;
}

/** Ping asks for a pong; Now is echoed. */
export interface Ping extends Head {
  t: 'ping';
  /** milliseconds of the client's clock */
  now: number;
}

/** Pick answers choose by numbers of its list; none of them is a decision too. A line with nothing but numbers in it, such as "3" or "1 4", is the same without an id. */
export interface Pick extends Head {
  t: 'pick';
  picks: number[];
  /** for the study; nobody at the table sees it */
  why?: string;
  /** what the answer took */
  usage?: Usage;
}

/** Play is what an agent over stdio is told of the game that begins, in welcome. */
export interface Play {
  agentSeed: number;
  history: 'full' | 'delta' | 'none';
  /** milliseconds for an answer; absent: any */
  ms?: number;
  /** answers that may be refused before somebody else answers */
  tries: number;
  /** the policy that answers then */
  fallback: string;
}

/** Card is a measure: everything about it that does not change from turn to turn. */
export interface Card {
  id: string;
  group: 'attack' | 'active' | 'diplomatic' | 'legal' | 'resilience';
  tray: 'investigate' | 'defend' | 'talk' | 'law' | 'restrict' | 'covert' | 'attack';
  temptation?: boolean;
  title: string;
  text?: string;
  offer?: string;
  gain?: string;
  /** id of the lawful twin */
  instead?: string;
  insteadTitle?: string;
  riskLevel?: 'low' | 'medium' | 'high';
  risk?: string;
  status?: 'lawful' | 'grey' | 'contested' | 'unlawful';
  basis?: string;
  /** -1: moves nobody by itself */
  rung: number;
  /** not all see who did it: its rung is how grave it is, and moves nobody */
  veiled?: boolean;
  ladderText?: string;
  /** stands when the option says so */
  warn?: string;
  irrevocable?: boolean;
  /** titles of norms */
  upholds?: string[];
  /** titles of norms */
  breaches?: string[];
  /** words for the odds of an option */
  outcomes?: string[];
  choices?: ChoiceCard[];
  consent?: ConsentCard;
  cosign?: CosignCard;
  vote?: VoteCard;
  words?: WordsCard;
  /** what the order waits for, in words; absent: it is played at once */
  standing?: string;
  /** agreements that it makes between those who take part */
  makes?: Promise[];
  advice?: Advice[];
  /** the built-in move: the move names a piece of evidence */
  publish?: boolean;
}

/** RoleCard is what everybody may read about a role; Brief and Goals are the viewer's own. */
export interface RoleCard {
  id: string;
  kind: 'state' | 'agency' | 'company' | 'organisation' | 'proxy' | 'public';
  title: string;
  relation?: string;
  letters: string;
  shape: string;
  state?: string;
  /** false: nobody sits there */
  seat: boolean;
  /** Markdown */
  brief?: string;
  goals?: string[];
}

/** TrackCard describes a number. */
export interface TrackCard {
  id: string;
  kind: 'world' | 'role' | 'pair';
  title: string;
  doc?: string;
  unit?: string;
  /** absent: no bound */
  min?: number;
  max?: number;
  good: 'high' | 'low' | 'none';
  /** words of the bands, lowest first */
  bands?: string[];
  /** names of the values 0, 1, 2 … */
  words?: string[];
}

/** LadderCard describes the ladder, lowest rung first, numbered from 0. */
export interface LadderCard {
  rungs: RungCard[];
  firebreaks: FirebreakCard[];
}

/** ItemCard is the text of something disclosed to the viewer. Its id is the viewer's own: it tells nothing about the scenario's ids or order. */
export interface ItemCard {
  id: string;
  kind: 'inject' | 'attack' | 'evidence' | 'question';
  title?: string;
  text: string;
  from?: string;
  channel?: string;
  tlp?: string;
  /** of an attack: what is not known */
  unknown?: string;
  /** of an attack: S0 to S5 */
  severity?: number;
  /** of an attack: role from which it seems to come */
  host?: string;
  answers?: string[];
  plantable?: boolean;
  beyond?: string[];
}

/** Number is one number at the viewer's grade. */
export interface Number {
  track: string;
  /** role; of a pair the first */
  of?: string;
  /** of a pair the second */
  with?: string;
  value?: number;
  /** index into the bands of the track's card */
  band?: number;
}

/** Attack is an incident the viewer knows of. */
export interface Attack {
  id: string;
  turn: number;
  /** it was the viewer */
  did?: boolean;
  suspects: Suspect[];
}

/** Asked is a question, and how likely the viewer holds each of its answers to be, in the order of the question's card. */
export interface Asked {
  id: string;
  answers: Assessment[];
}

/** Held is evidence known to the viewer. */
export interface Held {
  id: string;
  /** "" = not about one that the viewer knows of */
  attack: string;
  /** it bears on this one */
  question?: string;
  /** false: it was looked for and not found */
  found: boolean;
  /** it was published: everybody has it */
  public?: boolean;
  /** what it was found to be when it was examined */
  is?: '' | 'genuine' | 'plant';
}

/** Item is an inject the viewer was sent. */
export interface Item {
  id: string;
  turn: number;
}

/** Option is a measure of the viewer's role in this turn. With targets, Targets says what holds for each; without, OK and Why are its own. */
export interface Option {
  action: string;
  ok: boolean;
  /** why not, as a code */
  code?: string;
  /** why not, in words */
  why?: string;
  /** it takes one of these */
  amounts?: Amounts;
  /** titles of agreements in force that forbid it */
  breaks?: string[];
  /** with the lowest amount */
  costs?: Cost[];
  /** in the order of the card's outcomes */
  odds?: number[];
  warn?: boolean;
  /** rung entered across a firebreak: must be confirmed */
  crosses?: number;
  /** of an offer: last turn in which it stands */
  closes?: number;
  /** the role's own plan has it for this turn */
  plan?: boolean;
  targets?: Target[];
  /** of its choices: words that are locked */
  words?: Word[];
  /** other words for which something else holds than is said here */
  cases?: Case[];
  /** of the move "publish": evidence that could be published */
  items?: Publish[];
}

/** Mine is what the viewer's role has committed. */
export interface Mine {
  committed: boolean;
  moves: Move[];
}

/** Giving is evidence of the viewer that may be given to the same roles. */
export interface Giving {
  /** ids */
  evidence: string[];
  /** to everybody else with a seat */
  all?: boolean;
  /** else: ids of roles */
  to?: string[];
  beyond?: string[];
}

/** Proposal is a move that needs others to agree, committed by its mover. The book has the card of its measure. */
export interface Proposal {
  /** the viewer's own, for answer */
  id: string;
  /** who proposes */
  role: string;
  mine?: boolean;
  action: string;
  target?: string;
  choices?: Record<string, string>;
  amount?: number;
  /** in a sentence */
  text: string;
  /** what the mover wrote beside it */
  words?: string;
  /** what the viewer has answered; absent: nothing yet */
  yes?: boolean;
  /** of the viewer's own proposal: what was answered so far */
  answers?: Given[];
}

/** Pact is an agreement in force. */
export interface Pact {
  title: string;
  /** ids of States, and of roles that belong to none */
  between: string[];
  /** first turn in which it is not in force any more */
  until: number;
}

/** Standing is a standing order of the viewer. */
export interface Standing {
  move: Move;
  /** in which it was given */
  turn: number;
  /** the move in words */
  text: string;
}

/** Deadline is a deadline that runs: it passes at the opening of a turn unless somebody stops it before. */
export interface Deadline {
  title: string;
  /** until it passes; absent: not in this exercise */
  turns?: number;
  /** in the story, from the beginning of this turn */
  hours: number;
  stop?: string;
  by?: string[];
}

/** Reveal is what the viewer learns of a part of the turn. */
export interface Reveal {
  turn: number;
  events: Event[];
  why: Why[];
}

/** End is how it ended. */
export interface End {
  /** id; "" = time ran out */
  ending: string;
  title: string;
  text: string;
  goals: GoalScore[];
  objectives: Learned[];
}

/** Seat is one delegation at the table. */
export interface Seat {
  role: string;
  state: 'deciding' | 'committed' | 'reading' | 'away' | 'computer';
}

/** LobbyYou is the receiver of a lobby. */
export interface LobbyYou {
  /** as it was given; "" for who came by the link of a role */
  name: string;
  /** false: the facilitator has still to say yes */
  admitted: boolean;
  /** id, once it has one */
  role?: string;
}

/** LobbySeat is a seat that can be taken. */
export interface LobbySeat {
  role: string;
  title: string;
  letters: string;
  shape: string;
  relation: string;
  /** how many sit there */
  people: number;
  /** it may be taken */
  free: boolean;
}

/** Link leads to the seat of a role. */
export interface Link {
  /** "" = the wall */
  role: string;
  url: string;
}

/** Guest is somebody who came by the code or the link of the lobby. */
export interface Guest {
  id: string;
  name: string;
  admitted: boolean;
  /** "" = none yet */
  role: string;
  online: boolean;
}

/** ConsoleSeat is a seat as the facilitator sees it. */
export interface ConsoleSeat {
  role: string;
  title: string;
  letters: string;
  shape: string;
  holder: 'person' | 'computer';
  people: Person[];
  state: 'deciding' | 'committed' | 'reading' | 'ready' | 'away' | 'computer';
  /** items of its feed that somebody of the seat has read */
  read: number;
  /** items of its feed that nobody of the seat has read */
  unread: number;
}

/** Sealed is what a role has committed, or its draft if it has not. */
export interface Sealed {
  role: string;
  draft: boolean;
  moves: SealedMove[];
}

/** QueuedInject is an inject of the scenario and where it stands. */
export interface QueuedInject {
  id: string;
  title: string;
  text: string;
  /** short titles of who is told; "" = everybody */
  to: string;
  channel: string;
  /** what players are expected to do */
  expected: string;
  state: 'sent' | 'next' | 'held' | 'conditional' | 'waiting' | 'never';
  /** in which it is planned */
  turn?: number;
  /** its condition in words */
  when?: string;
  /** in which it last went out */
  sentTurn?: number;
}

/** Watched is a learning objective as it stands. */
export interface Watched {
  text: string;
  hint: string;
  state: 'met' | 'open' | 'untested';
}

/** Truth says who did an attack. */
export interface Truth {
  attack: string;
  author: string;
}

/** Answered says what is true of a question. */
export interface Answered {
  question: string;
  answer: string;
}

/** WatchedDeadline is a deadline and where it stands. */
export interface WatchedDeadline {
  title: string;
  /** at whose opening it passes; absent: after the last turn, or it waits */
  turn?: number;
  /** short titles of who sees it run; "" = everybody */
  to: string;
  /** what stops it, in words */
  stop?: string;
  /** with what it begins to run, in words; absent: from the start */
  when?: string;
  state: 'waits' | 'runs' | 'stopped' | 'passed';
}

/** Mark is something worth finding again on the course of the exercise. */
export interface Mark {
  turn: number;
  text: string;
}

/** Done is an act of the facilitator in the log. */
export interface Done {
  turn: number;
  do: string;
  /** in words */
  text: string;
  reason: string;
  /** RFC 3339 */
  at: string;
}

/** OpenChance is a draw that the facilitator can decide. */
export interface OpenChance {
  purpose: 'outcome' | 'also' | 'rule' | 'evidence' | 'ending' | 'draw' | 'mask' | 'truth';
  of: string;
  title: string;
  /** one of them must be named */
  roles?: Whom[];
  /** the same */
  targets?: Whom[];
  ways: Way[];
}

/** Decided is a draw that waits to fall as the facilitator says. */
export interface Decided extends Chance {
  /** in words */
  text: string;
}

/** Settable is a number that the facilitator can set. */
export interface Settable {
  /** what an act calls it */
  number: string;
  title: string;
  value: number;
  /** absent: it has none */
  min?: number;
  max?: number;
  whole?: boolean;
  /** of a number that is a word: those for 0, 1, 2 … */
  words?: string[];
}

/** DebriefEnding is how it ended. */
export interface DebriefEnding {
  title: string;
  text: string;
}

/** CoursePoint is the close of one turn. */
export interface CoursePoint {
  turn: number;
  /** highest rung of any pair */
  top: number;
  /** highest rung in the turn, which may have come down before its close */
  high: number;
}

/** Decision is one move and what came of it. */
export interface Decision {
  turn: number;
  /** title */
  role: string;
  title: string;
  /** title of the role; "" = none */
  target: string;
  /** in words; "" if it has none of its own */
  outcome: string;
  group: 'attack' | 'active' | 'diplomatic' | 'legal' | 'resilience';
  /** in law */
  status?: 'lawful' | 'grey' | 'contested' | 'unlawful';
  /** legal basis */
  basis?: string;
  /** what was said with it */
  words?: string;
  ladder: LadderStep[];
  moved: Moved[];
}

/** Learned is a learning objective and how it went. */
export interface Learned {
  text: string;
  state: 'met' | 'missed' | 'untested';
}

/** DebriefGoal is what one role's goal was worth. */
export interface DebriefGoal {
  /** title; "" = everybody's */
  role: string;
  text: string;
  score: number;
  /** nobody else knew of it */
  secret: boolean;
}

/** DebriefBelief is how likely each role held the truth about one attack. */
export interface DebriefBelief {
  attack: string;
  /** who did it */
  author: string;
  turns: BeliefAt[];
}

/** DebriefAnswer is how likely each role held the true answer to one question. */
export interface DebriefAnswer extends Answered {
  turns: BeliefAt[];
}

/** Elapsed is a deadline and what became of it. */
export interface Elapsed {
  title: string;
  /** what would have stopped it, in words */
  stop?: string;
  state: 'waits' | 'runs' | 'stopped' | 'passed';
  /** in which it was stopped or passed; absent: it still ran, or waited */
  turn?: number;
  unseen?: string[];
}

/** Kept is an agreement that was made and what became of it. */
export interface Kept {
  title: string;
  /** in which it was made */
  turn: number;
  /** titles */
  parties: string[];
  /** last turn for which it was made; absent: to the end */
  until?: number;
  breaches: Breach[];
  state: 'stands' | 'expired' | 'broken';
}

/** Proposed is a move that needed others to agree, and what they said. Who said what in a secret vote nobody is told, not even here: there are figures only. */
export interface Proposed {
  turn: number;
  /** title of who proposed */
  role: string;
  /** of the move, with its target and words */
  title: string;
  kind: 'consent' | 'cosign' | 'vote';
  /** failed: enough agreed, but its condition no longer held */
  state: 'carried' | 'refused' | 'failed';
  secret?: boolean;
  /** titles, without the proposer */
  yes?: string[];
  no?: string[];
  silent?: string[];
  /** how many of those asked said so */
  for: number;
  not: number;
  none: number;
}

/** Known is a piece of evidence and who came to know it. */
export interface Known {
  title: string;
  /** the attack or question it bears on */
  about: string;
  /** it was laid to mislead */
  planted?: boolean;
  published?: number;
  held: Since[];
  /** who looked for it and never had it */
  sought?: Since[];
}

/** Went is a number at the beginning and at the end. */
export interface Went {
  title: string;
  /** in words or figures */
  from: string;
  to: string;
  by: number;
  /** where it had better go */
  good: 'high' | 'low' | 'none';
}

/** Move is one measure chosen. */
export interface Move {
  action: string;
  /** id of a role */
  target?: string;
  choices?: Record<string, string>;
  /** of the move "publish": the viewer's own id of it */
  evidence?: string;
  /** of a measure that takes one; absent: 0 */
  amount?: number;
  /** crossing a firebreak, or going beyond a mark, is meant */
  confirm?: boolean;
  /** public wording or reason, at most 2,000 characters */
  text?: string;
}

/** Legal is something that could be picked. */
export interface Legal {
  /** from 1 */
  n: number;
  text: string;
  move?: Move;
  proposal?: string;
  yes?: boolean;
}

/** Worth is what one of the role's goals, or of everybody's, was worth. */
export interface Worth {
  /** id */
  goal: string;
  score: number;
}

/** Rider is evidence that goes with a proposal to all who are asked to agree. */
export interface Rider {
  /** the sender's own id */
  evidence: string;
  /** index of the proposal */
  move: number;
  /** going beyond its mark is meant */
  confirm?: boolean;
}

/** Usage is what an agent says that an answer took. */
export interface Usage {
  model?: string;
  /** tokens read */
  in?: number;
  /** tokens written */
  out?: number;
  cost?: number;
  ms?: number;
  attempts?: number;
}

/** Chance names a draw that the facilitator decides, and how it falls. */
export interface Chance {
  /** in which it is made; 0: the next time that it can be */
  turn?: number;
  purpose: 'outcome' | 'also' | 'rule' | 'evidence' | 'ending' | 'draw' | 'mask' | 'truth';
  /** id of the action, also, rule, evidence, ending, random number, attack or question */
  of: string;
  /** who makes the move or wears the mask, or whom the rule is about */
  role?: string;
  /** id of a role */
  target?: string;
  /** among draws of one name in one turn, from 0 */
  index?: number;
  /** how it falls: a way of the console; not of unforce */
  way?: string;
}

/** ChoiceCard is something that the mover picks a word for. */
export interface ChoiceCard {
  name: string;
  title: string;
  words: WordCard[];
}

/** ConsentCard says who must all say yes before a measure goes through. */
export interface ConsentCard {
  /** ids of roles */
  of?: string[];
  /** the target is asked */
  target?: boolean;
  optional?: boolean;
}

/** CosignCard says who must agree before a measure goes through. */
export interface CosignCard {
  /** ids of the roles that can sign */
  of: string[];
  /** the target can sign */
  target?: boolean;
  /** names needed among them; the mover's counts if it is one of them */
  atLeast: number;
  /** it goes through anyway; a yes only adds a name */
  optional?: boolean;
}

/** VoteCard says which body decides on a measure. */
export interface VoteCard {
  of?: string[];
  target?: boolean;
  rule: 'unanimity' | 'consensus' | 'majority' | 'number';
  /** by number */
  atLeast?: number;
  secret?: boolean;
  optional?: boolean;
}

/** WordsCard says what the mover may or must write beside a measure. */
export interface WordsCard {
  needed?: boolean;
  /** characters */
  max: number;
}

/** Promise is an agreement that a measure makes. Turns or Hours is how long it lasts, in turns or in the story; neither: to the end. */
export interface Promise {
  title: string;
  /** titles of measures of the viewer's role */
  forbids?: string[];
  turns?: number;
  hours?: number;
}

/** Advice is what one adviser says of a measure. */
export interface Advice {
  by: 'legal' | 'technical' | 'political' | 'military' | 'intelligence' | 'press' | 'economic';
  text: string;
}

/** RungCard is one step. */
export interface RungCard {
  name: string;
  doc?: string;
}

/** FirebreakCard lies below a rung. */
export interface FirebreakCard {
  below: number;
  text: string;
}

/** Suspect is how likely the viewer holds one author to be, in words of one published yardstick, with its range in per cent. */
export interface Suspect {
  /** "" = somebody unknown */
  role: string;
  word: 'remote' | 'highly_unlikely' | 'unlikely' | 'even' | 'likely' | 'highly_likely' | 'almost_certain';
  low: number;
  high: number;
}

/** Assessment is how likely the viewer holds something to be, in words of the yardstick, with its range in per cent. */
export interface Assessment {
  word: 'remote' | 'highly_unlikely' | 'unlikely' | 'even' | 'likely' | 'highly_likely' | 'almost_certain';
  low: number;
  high: number;
}

/** Amounts are the amounts that a measure takes now: from Low to High by Step. If High is below Low there is none. */
export interface Amounts {
  low: number;
  high: number;
  step: number;
}

/** Cost is what a measure takes from the viewer's own numbers. */
export interface Cost {
  track: string;
  by: number;
  step?: number;
  uneven?: boolean;
}

/** Target is one target of an option. */
export interface Target {
  role: string;
  ok: boolean;
  code?: string;
  why?: string;
  /** absent: as the option's */
  costs?: Cost[];
  /** absent: as the option's */
  odds?: number[];
  warn?: boolean;
  crosses?: number;
  /** the role's own plan is aimed at it */
  plan?: boolean;
}

/** Word is a word of a choice that is locked by its own condition. */
export interface Word {
  choice: string;
  word: string;
  code: string;
  why: string;
}

/** Case is what is otherwise than the option and its target say if these words are picked; what is absent is as there. */
export interface Case {
  /** choice to word, all of them */
  choices: Record<string, string>;
  /** absent: towards any, or there is none */
  target?: string;
  costs?: Cost[];
  odds?: number[];
  warn?: boolean;
  /** 0: no firebreak is crossed */
  crosses?: number;
}

/** Publish is what holds for one piece of the viewer's evidence. */
export interface Publish {
  /** the viewer's own id */
  evidence: string;
  ok: boolean;
  /** absent though it is not ok: as that of the last one before */
  code?: string;
  why?: string;
  /** at the price that its card names: must be confirmed */
  beyond?: boolean;
}

/** Given is one role's answer to a proposal of the viewer. */
export interface Given {
  role: string;
  yes: boolean;
}

/** Event is one thing that happened, as a sentence. */
export interface Event {
  kind: 'move' | 'failed' | 'outcome' | 'also' | 'due' | 'attack' | 'inject' | 'rule' | 'found' | 'looked' | 'offer' | 'ending' | 'unsigned' | 'armed' | 'shared' | 'genuine' | 'plant' | 'gone' | 'agreed' | 'broken' | 'deadline' | 'stopped' | 'beyond' | 'began';
  /** who did it, if the viewer may know */
  role?: string;
  text: string;
  /** card to read */
  item?: string;
  group?: 'attack' | 'active' | 'diplomatic' | 'legal' | 'resilience';
  words?: string;
}

/** Why tells how one number moved. */
export interface Why extends Number {
  /** value before */
  from?: number;
  fromBand?: number;
  parts: Part[];
  /** other causes and limits had a part */
  others?: boolean;
  otherBy?: number;
}

/** GoalScore is what one of the viewer's goals was worth. */
export interface GoalScore {
  text: string;
  score: number;
}

/** Person sits at a seat. */
export interface Person {
  /** "" for who came by the link of the role */
  name: string;
  online: boolean;
}

/** SealedMove is one measure in words. */
export interface SealedMove {
  title: string;
  /** title of the role; "" = none */
  target: string;
  /** choices, evidence, public wording */
  detail: string;
}

/** Whom is a role that a draw can be about. */
export interface Whom {
  role: string;
  title: string;
}

/** Way is one way in which a draw can fall. */
export interface Way {
  way: string;
  text: string;
}

/** LadderStep is a pair of States that went up or down. */
export interface LadderStep {
  /** title */
  a: string;
  b: string;
  from: number;
  to: number;
}

/** Moved is a number that a decision had a part in. */
export interface Moved {
  title: string;
  /** before the turn */
  from: number;
  /** after it */
  to: number;
  /** the decision's own part, as a sum; 0 if it is none */
  by: number;
}

/** BeliefAt is what one role believed at the close of a turn. */
export interface BeliefAt {
  turn: number;
  /** title */
  role: string;
  /** for the truth */
  percent: number;
}

/** Breach is one party that broke its word towards another. */
export interface Breach {
  turn: number;
  /** title */
  by: string;
  /** title */
  towards: string;
}

/** Since is a role and the turn from which it holds. */
export interface Since {
  turn: number;
  /** title */
  role: string;
}

/** WordCard is one word of a choice. */
export interface WordCard {
  word: string;
  text: string;
  /** replaces the card's */
  rung?: number;
}

/** Part is one known cause: a sentence, and a figure if the number is seen exactly, else a direction. */
export interface Part {
  text: string;
  /** whose act it was, where the text does not say so */
  role?: string;
  op: '+=' | '-=' | '*=' | '=';
  by?: number;
  /** where there is no figure: 1 up, -1 down; 0 cannot be told */
  dir?: number;
}

/** What a server sends. */
export type ServerMessage =
  | Welcome
  | Book
  | View
  | Presence
  | Clock
  | Lobby
  | Console
  | Debrief
  | Draft
  | Ack
  | Refuse
  | Notice
  | Pong
  | Bye
  | Choose
  | History
  | Over;

/** What a client sends. */
export type ClientMessage =
  | Hello
  | Commit
  | Recall
  | Lang
  | Next
  | Ask
  | Draft
  | Read
  | Take
  | Answer
  | Act
  | Share
  | Ping
  | Pick;
