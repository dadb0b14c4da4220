import type { TLSSocket } from "node:tls";
import { BindRequest, type Filter, SearchRequest } from "ldapts";
import { type Answer, type Said, type SaidEntry, takeMessage } from "@/core/directory/read-message";

/** A directory that sends more than this on one connection was not asked for it. */
const MOST_BYTES = 1024 * 1024;

/** One person is looked for: a second shows that there are several. Seconds. */
const LIMITS = { sizeLimit: 2, timeLimit: 4 };

/** A search's question: below which entry (or only it), what an entry must match, and what is wanted of it. */
export type Question = {
  readonly base: string;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly isBaseOnly?: boolean;
};

/** What a search found, at most two entries, and the result's code. */
export type Found = { readonly entries: readonly SaidEntry[]; readonly code: number };

/** A directory on the line. Each question throws if the line is lost, or if what comes back is no answer to it. */
export type Talk = {
  /** The code of the directory's answer to a name and its password. */
  bind(dn: string, password: string): Promise<number>;
  search(question: Question): Promise<Found>;
};

/**
 * Talks LDAP on this one connection, a question at a time (RFC 4511). Never opens another one, which would be without TLS, and takes
 * nothing for an answer but the kind of answer that the question has.
 */
export function talkOn(socket: TLSSocket): Talk {
  const heard = hear(socket);
  let id = 0;
  const send = (request: (messageId: number) => BindRequest | SearchRequest): void => {
    id += 1;
    socket.write(request(id).write());
  };
  const next = async (): Promise<Answer> => {
    const { value } = await heard.next();
    if (!value) throw new Error("the connection was lost");
    if (value.id !== id) throw elsewhere();
    return value.answer;
  };
  return {
    bind: async (dn, password) => {
      send((messageId) => new BindRequest({ messageId, dn, password }));
      const answer = await next();
      if (answer.kind !== "bound") throw elsewhere();
      return answer.code;
    },
    search: async ({ base: baseDN, filter, attributes, isBaseOnly = false }) => {
      const scope = isBaseOnly ? "base" : "sub";
      send((messageId) => new SearchRequest({ messageId, baseDN, scope, filter, attributes: [...attributes], ...LIMITS }));
      return readFound(next);
    },
  };
}

async function readFound(next: () => Promise<Answer>): Promise<Found> {
  const entries: SaidEntry[] = [];
  for (;;) {
    const answer = await next();
    if (answer.kind === "done") return { entries, code: answer.code };
    if (answer.kind === "bound") throw elsewhere();
    if (answer.kind === "entry") entries.push(answer.entry);
  }
}

const elsewhere = (): Error => new Error("the directory answers something else");

async function* hear(socket: TLSSocket): AsyncGenerator<Said, void> {
  let sent: Buffer = Buffer.alloc(0);
  let bytes = 0;
  const chunks: AsyncIterable<unknown> = socket;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error("the directory sends too much");
    sent = Buffer.concat([sent, chunk]);
    for (let taken = takeMessage(sent); taken; taken = takeMessage(sent)) {
      sent = taken.rest;
      yield taken.said;
    }
  }
}
