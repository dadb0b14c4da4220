import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { askDirectory, isBlank, type Listening, type Person } from "@/core/directory/ask-directory";
import { DirectoryAway } from "@/core/directory/directory-away";
import { type ArrivalFailure, type Arrived, arrive } from "@/core/identities/arrive";
import { noteRefusal } from "@/core/identities/note-refusal";
import type { SsoFailure } from "@/core/identities/trouble";
import { optionalText } from "@/core/input";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuesses, type Guessed, isGuessAllowed } from "@/core/security/guess-limit";
import { maskName } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { signInInput } from "@/core/sign-in/sign-in";
import type { Directory } from "@/providers/provider";

/** What the form of a directory holds: the connection, and somebody's name and password there. */
export const directorySignInInput = signInInput.extend({ connection: optionalText(64) });

type Input = {
  readonly connection: string;
  readonly identifier: string;
  readonly password: string;
  /** The token of the session this browser shows until now. */
  readonly replaces: string | undefined;
  /** The value of this browser's attempt cookie: only there can an unknown person accept. */
  readonly browser: string;
  readonly returnTo: string | null;
};
type Code = "limits.too-many" | "sign-in.refused" | SsoFailure | ArrivalFailure;

/**
 * Signs somebody in whom a directory knows by name and password, or asks them to accept (P-R17). It is a way of SSO, so it stays open
 * where only SSO is. Unknown, ambiguous, wrong password, not in the group, locked or deactivated: one answer. The password goes to the
 * directory and nowhere else. When the directory is away nothing is known of anybody, and the answer says so.
 */
export async function signInAtDirectory(ctx: Ctx, input: Input): Promise<Result<Arrived, Code>> {
  if (!ctx.settings.access.customerAccounts) return fail("access.accounts-off");
  const connection = findConnection(ctx, input.connection);
  if (connection?.door.kind !== "directory") return fail("sso.gone");
  const { directory, readProfile } = connection.door;
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;
  // Many directories take no password for a good one (T-LD2).
  if (isBlank(input.password)) return refuse(ctx, connection, input.identifier);
  const known = await tryToKnow(ctx, { ...input, connection, directory });
  if (!known.ok) return known;
  const read = readProfile(known.value.entry);
  if (!read.ok) return failAs(await noteRefusal(ctx, connection.id, read.code));
  const { replaces, browser, returnTo } = input;
  const arrived = await arrive(ctx, { connection, profile: read.value, idToken: null, replaces, browser, returnTo });
  if (arrived.ok) await forgetGuesses(ctx, guessedOf(connection, known.value));
  // Other words for a deactivated customer would tell a guesser that the password was right.
  if (!arrived.ok && arrived.code === "sso.refused") return failAs({ ...arrived, code: "sign-in.refused" });
  return arrived;
}

type Trying = Pick<Input, "identifier" | "password"> & { readonly connection: Connection; readonly directory: Directory };

async function tryToKnow(ctx: Ctx, trying: Trying): Promise<Result<Person, "sign-in.refused" | "sso.unavailable">> {
  const { connection, directory, identifier } = trying;
  try {
    const person = await askDirectory(directory, (listening) => findKnown(ctx, listening, trying));
    return person ? ok(person) : refuse(ctx, connection, identifier);
  } catch (error) {
    if (!(error instanceof DirectoryAway)) throw error;
    const supportCode = await audit(ctx, {
      actor: { kind: "visitor" },
      action: "sign-in",
      target: { kind: "connection", id: connection.id },
      outcome: "sso.unavailable",
      detail: { trouble: "provider.unreachable", reason: error.reason },
    });
    return fail("sso.unavailable", { supportCode });
  }
}

/**
 * The person, if the password is theirs. Whoever was named, or nobody was, the same is asked of the directory and counted here, and the
 * directory compares one password (T-S1).
 */
async function findKnown(ctx: Ctx, listening: Listening, { connection, directory, ...typed }: Trying): Promise<Person | null> {
  const nobody = { dn: `cn=nobody,${directory.baseDn}`, entry: {} };
  const found = await listening.findByName(typed.identifier);
  const isLetIn = await listening.isLetIn(found ?? nobody);
  const mayGuess = await isGuessAllowed(ctx, found ? guessedOf(connection, found) : guessedAs(connection, typed.identifier));
  const person = isLetIn && mayGuess ? found : null;
  return (await listening.isPassword(person ?? nobody, typed.password)) ? person : null;
}

/** One counter for a person, in whatever spelling and by whichever of their names they are found (T-N4). */
const guessedOf = ({ id }: Connection, { dn }: Person): Guessed => ({ kind: "directory", id: JSON.stringify([id, dn]) });

const guessedAs = ({ id }: Connection, typed: string): Guessed => ({
  kind: "directory",
  id: JSON.stringify([id, "nobody", typed.toLowerCase()]),
});

async function refuse(ctx: Ctx, { id }: Connection, typed: string): Promise<Failure<"sign-in.refused">> {
  const supportCode = await audit(ctx, {
    actor: { kind: "visitor" },
    action: "sign-in",
    target: { kind: "name", id: maskName(typed) },
    outcome: "sign-in.refused",
    detail: { connection: id },
  });
  return fail("sign-in.refused", { supportCode });
}

const failAs = <const C extends Code>({ code, supportCode }: { code: C; supportCode?: string }): Failure<C> =>
  fail(code, supportCode === undefined ? {} : { supportCode });
