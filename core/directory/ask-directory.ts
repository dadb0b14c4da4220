import { BindResponse, type Filter, StatusCodeParser } from "ldapts";
import { orAway } from "@/core/directory/directory-away";
import { asksGroups, byGroup, byName, bySubject } from "@/core/directory/filters";
import { openSocket } from "@/core/directory/open-socket";
import type { SaidEntry } from "@/core/directory/read-message";
import { type Found, type Question, type Talk, talkOn } from "@/core/directory/talk";
import { seconds } from "@/core/duration";
import type { Claims, Directory } from "@/providers/provider";

/** Somebody's entry: its name in the directory, and its attributes by their names in lower case. */
export type Person = { readonly dn: string; readonly entry: Claims };

/** A directory that is listening. Every question is a {@link DirectoryAway} if it cannot be answered. */
export type Listening = {
  /** Exactly one person whom the typed name means, or null (T-LD3). */
  findByName(name: string): Promise<Person | null>;
  /** The person of an id, if a name could still find them, or null. */
  findBySubject(subject: string): Promise<Person | null>;
  /** Whether the group filter lets a person in. */
  isLetIn(person: Person): Promise<boolean>;
  /** Whether this is the person's password. Ask last: from then on the directory answers as it would that person. */
  isPassword(person: Person, password: string): Promise<boolean>;
};

/** All that is asked on one connection must be over by then: below five seconds with what comes around it (T-FX32). */
const PATIENCE = seconds(4);

/**
 * Opens a connection to a directory, asks, and closes it. Nothing of a directory is kept, so what it says counts at once. Throws
 * DirectoryAway when it cannot be reached, trusted or understood; the password of whoever looks people up is never in what is thrown.
 */
export async function askDirectory<T>(directory: Directory, ask: (listening: Listening) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(PATIENCE.ms);
  const socket = await orAway(() => openSocket(directory, signal));
  try {
    const talk = talkOn(socket);
    // Nobody in particular need not say so: a new connection is anonymous.
    if (directory.bindDn !== "") await orAway(() => beKnown(talk, directory));
    return await ask(listen(talk, directory));
  } finally {
    socket.destroySoon();
  }
}

async function beKnown(talk: Talk, { bindDn, bindPassword }: Directory): Promise<void> {
  const code = await talk.bind(bindDn, bindPassword);
  if (code !== SUCCESS) throw failureOf(code);
}

function listen(talk: Talk, directory: Directory): Listening {
  const attributes = [directory.id.attribute, ...directory.attributes];
  const search = (question: () => Question): Promise<Found> => orAway(() => searchOn(talk, question()));
  const findOne = async (filter: () => Filter): Promise<Person | null> => {
    const { entries, code } = await search(() => ({ base: directory.baseDn, filter: filter(), attributes }));
    const [found, ...others] = entries;
    // A directory that stopped early may have more of them.
    return found && others.length === 0 && code === SUCCESS ? personOf(found) : null;
  };
  return {
    findByName: (name) => findOne(() => byName(directory, name)),
    findBySubject: (subject) => findOne(() => bySubject(directory, subject)),
    isLetIn: async ({ dn }) => {
      if (directory.groupFilter === "") return true;
      const isBaseOnly = !asksGroups(directory);
      const base = isBaseOnly ? dn : directory.baseDn;
      // "1.1": no attributes; that there is an entry says it all.
      const { entries } = await search(() => ({ base, filter: byGroup(directory, dn), attributes: ["1.1"], isBaseOnly }));
      return entries.length > 0;
    },
    isPassword: (person, password) => orAway(() => canBind(talk, person.dn, password)),
  };
}

/** Who is not there (any more) is found by nothing; a base that is not there is a fault of the settings. */
async function searchOn(talk: Talk, question: Question): Promise<Found> {
  const found = await talk.search(question);
  if (found.code === SUCCESS || found.code === SIZE_LIMIT_EXCEEDED) return found;
  if (found.code === NO_SUCH_OBJECT && question.isBaseOnly) return { ...found, entries: [] };
  throw failureOf(found.code);
}

const SUCCESS = 0;
const SIZE_LIMIT_EXCEEDED = 4;
const NO_SUCH_OBJECT = 32;

/** A result as an error, by its name in RFC 4511. */
const failureOf = (status: number): Error => StatusCodeParser.parse(new BindResponse({ messageId: 0, status }));

/**
 * What a directory answers to a wrong password, or to one that must not be used any more: constraint violation, no such object,
 * inappropriate authentication, invalid credentials, unwilling to perform.
 */
const REFUSALS = [19, NO_SUCH_OBJECT, 48, 49, 53];

async function canBind(talk: Talk, dn: string, password: string): Promise<boolean> {
  // Without a name or without a password it would be nobody's password, and right (RFC 4513 5.1.1, 5.1.2; T-LD2).
  if (dn === "" || isBlank(password)) return false;
  const code = await talk.bind(dn, password);
  if (code !== SUCCESS && !REFUSALS.includes(code)) throw failureOf(code);
  return code === SUCCESS;
}

/**
 * Whether a password is nothing but spaces, control characters and what nobody sees; some directories read such a one as none (T-LD2),
 * and RFC 4513 6.3.1 (SASLprep) has most of these left out.
 */
export const isBlank = (password: string): boolean =>
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u.test(password) || password.startsWith("\0");

function personOf({ dn, values }: SaidEntry): Person {
  return { dn, entry: Object.fromEntries([...values].map(([name, said]) => [name, claimOf(name, said)])) };
}

/** One value as such, several as a list. */
function claimOf(name: string, said: readonly Buffer[]): unknown {
  const values = BYTES.has(name) ? said : said.map(textOf);
  return values.length === 1 ? values[0] : values;
}

/** Names of attributes whose values are bytes, in lower case. */
const BYTES = new Set(["objectguid", "objectsid", "guid", "ms-ds-consistencyguid"]);

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A value as text; what is none stays bytes, so that nobody takes it for somebody's id or address. */
function textOf(value: Buffer): string | Buffer {
  try {
    return utf8.decode(value);
  } catch {
    return value;
  }
}
