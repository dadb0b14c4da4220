import { type Ctx, inTransaction } from "@/core/ctx";
import { askDirectory, type Listening } from "@/core/directory/ask-directory";
import { DirectoryAway } from "@/core/directory/directory-away";
import { audit } from "@/core/security/audit";
import { deleteSessionsBy, listSignedInBy } from "@/db/queries/sessions";
import type { Directory } from "@/providers/provider";

type Asking = Pick<Ctx, "db" | "connections" | "request">;
type SignedIn = Awaited<ReturnType<typeof listSignedInBy>>[number];

/** A directory that could not be asked, for the log. */
export type Unasked = { readonly connection: string; readonly reason: string };

/** How many are asked for on one connection, which must be over within seconds. */
const BATCH = 20;

/**
 * Ends the sessions of people who signed in at a directory and are no longer in it, or no longer in its group (T-LD6). Of a directory that
 * is away nothing is known, so nothing is ended; it is among the answer. Several processes may do it at once.
 */
export async function refreshDirectorySessions(ctx: Asking): Promise<readonly Unasked[]> {
  const unasked: Unasked[] = [];
  for (const { id, door } of ctx.connections) {
    if (door.kind !== "directory") continue;
    const reason = await refresh(ctx, id, door.directory);
    if (reason !== null) unasked.push({ connection: id, reason });
  }
  return unasked;
}

/** Answers why the directory could not be asked, or null. A slow one is asked again from where its time was over. */
async function refresh(ctx: Asking, connection: string, directory: Directory): Promise<string | null> {
  const people = await listSignedInBy(ctx.db, connection);
  for (let from = 0; from < people.length; ) {
    const { asked, gone, reason } = await askFor(directory, people.slice(from, from + BATCH));
    for (const { accountId } of gone) await end(ctx, connection, accountId);
    if (reason !== null && asked === 0) return reason;
    from += asked;
  }
  return null;
}

type Asked = { readonly asked: number; readonly gone: readonly SignedIn[]; readonly reason: string | null };

/** How many of these people the directory answered for on one connection, who of them is gone, and why it did not go on. */
async function askFor(directory: Directory, people: readonly SignedIn[]): Promise<Asked> {
  let asked = 0;
  const gone: SignedIn[] = [];
  try {
    await askDirectory(directory, async (listening) => {
      for (const person of people) {
        if (!(await isStillIn(listening, person))) gone.push(person);
        asked += 1;
      }
    });
    return { asked, gone, reason: null };
  } catch (error) {
    if (!(error instanceof DirectoryAway)) throw error;
    return { asked, gone, reason: error.reason };
  }
}

/** Whether any of the people in the directory whom an account is linked to may still come in; mostly there is one. */
async function isStillIn(listening: Listening, { subjects }: SignedIn): Promise<boolean> {
  for (const subject of subjects) {
    const person = await listening.findBySubject(subject);
    if (person && (await listening.isLetIn(person))) return true;
  }
  return false;
}

function end(ctx: Asking, connection: string, accountId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const ended = await deleteSessionsBy(tx.db, { accountId, method: connection });
    // Another process was quicker.
    if (ended === 0) return;
    await audit(tx, {
      actor: { kind: "system" },
      action: "session.withdrawn",
      target: { kind: "account", id: accountId },
      outcome: "ok",
      detail: { connection, sessions: String(ended) },
    });
  });
}
