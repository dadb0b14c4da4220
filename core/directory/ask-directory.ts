import type { TLSSocket } from "node:tls";
import {
  Client,
  ConstraintViolationError,
  type Entry,
  type Filter,
  InappropriateAuthError,
  InvalidCredentialsError,
  NoSuchObjectError,
  type SearchOptions,
  UnwillingToPerformError,
} from "ldapts";
import { orAway } from "@/core/directory/directory-away";
import { asksGroups, byGroup, byName, bySubject } from "@/core/directory/filters";
import { openSocket } from "@/core/directory/open-socket";
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
/** A directory that sends more than this was not asked for it. */
const MOST_BYTES = 1024 * 1024;

/**
 * Opens a connection to a directory, asks, and closes it. Nothing of a directory is kept, so what it says counts at once. Throws
 * DirectoryAway when it cannot be reached, trusted or understood; the password of whoever looks people up is never in what is thrown.
 */
export async function askDirectory<T>(directory: Directory, ask: (listening: Listening) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(PATIENCE.ms);
  const socket = await orAway(() => openSocket(directory, signal));
  try {
    const client = clientOn(socket);
    // Nobody in particular need not say so: a new connection is anonymous.
    if (directory.bindDn !== "") await orAway(() => client.bind(directory.bindDn, directory.bindPassword));
    return await ask(listen(client, directory));
  } finally {
    socket.destroySoon();
  }
}

/** The client gets this one connection: it must never open another, which would be without TLS. */
function clientOn(socket: TLSSocket): Client {
  let isTaken = false;
  return new Client({
    url: "ldap://directory",
    createConnection: () => {
      if (isTaken || socket.destroyed) throw new Error("the connection was lost");
      isTaken = true;
      let bytes = 0;
      socket.on("data", ({ length }: Buffer) => {
        bytes += length;
        if (bytes > MOST_BYTES) socket.destroy(new Error("the directory sends too much"));
      });
      return socket;
    },
  });
}

function listen(client: Client, directory: Directory): Listening {
  const attributes = [directory.id.attribute, ...directory.attributes];
  const search = (base: string, options: SearchOptions) =>
    orAway(async () => (await client.search(base, { sizeLimit: 2, timeLimit: 4, ...options })).searchEntries);
  const findOne = async (filter: string | Filter): Promise<Person | null> => {
    const [found, ...others] = await search(directory.baseDn, { filter, attributes, explicitBufferAttributes: BYTES });
    return found && others.length === 0 ? personOf(found) : null;
  };
  return {
    findByName: (name) => findOne(byName(directory, name)),
    findBySubject: (subject) => orAway(async () => findOne(bySubject(directory, subject))),
    isLetIn: async ({ dn }) => {
      if (directory.groupFilter === "") return true;
      const filter = byGroup(directory, dn);
      // "1.1": no attributes; that there is an entry says it all.
      const asked: SearchOptions = asksGroups(directory) ? { filter } : { filter, scope: "base" };
      const found = await search(asksGroups(directory) ? directory.baseDn : dn, { ...asked, attributes: ["1.1"] });
      return found.length > 0;
    },
    isPassword: (person, password) => orAway(() => canBind(client, person.dn, password)),
  };
}

/** What a directory answers to a wrong password, or to one that must not be used any more. */
const REFUSALS = [
  InvalidCredentialsError,
  InappropriateAuthError,
  ConstraintViolationError,
  NoSuchObjectError,
  UnwillingToPerformError,
];

async function canBind(client: Client, dn: string, password: string): Promise<boolean> {
  // Without a name or without a password it would be nobody's password, and right (RFC 4513 5.1.1, 5.1.2; T-LD2).
  if (dn === "" || isBlank(password)) return false;
  try {
    await client.bind(dn, password);
    return true;
  } catch (error) {
    if (REFUSALS.some((refusal) => error instanceof refusal)) return false;
    throw error;
  }
}

/** Whether a password is nothing but spaces and control characters; some directories read such a one as none (T-LD2). */
export const isBlank = (password: string): boolean => /^[\s\p{Cc}]*$/u.test(password) || password.startsWith("\0");

// Asked for in any spelling, they come back in the directory's own.
const BYTES = ["objectGUID", "objectSid", "GUID", "mS-DS-ConsistencyGuid"];

function personOf({ dn, ...attributes }: Entry): Person {
  const entry = Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { dn, entry: Object.fromEntries(entry) };
}
