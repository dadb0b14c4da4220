import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter } from "next-auth/adapters";
import type { Ctx } from "@/core/ctx";
import { hashToken } from "@/core/security/token";
import { findSession, type Session } from "@/core/sessions/find-session";
import { authjsAccounts, authjsUsers } from "@/db/authjs-tables";
import { deleteSession } from "@/db/queries/sessions";

/** What the adapter needs of an installation. */
export type AdapterCtx = Pick<Ctx, "db" | "settings">;

/**
 * Auth.js on our tables. Sessions are read by our own reader, from hashes (decision 1), so `auth()` cannot see more, or longer, than our pages
 * do. Auth.js reads sessions, people and identities and never makes any: who comes back is signed in by *arrive*, accounts are made by
 * *Accept*, never by a handshake, so every such call is a bug and throws.
 */
export function makeAdapter(ctx: AdapterCtx): Adapter {
  const { getUser, getUserByEmail, getUserByAccount } = drizzleAdapter(ctx);
  return {
    getUser,
    getUserByEmail,
    getUserByAccount,
    getSessionAndUser: async (token) => {
      const session = await findSession(ctx, token);
      return session && { session: sessionOf(token, session), user: userOf(session) };
    },
    // The absolute limit does not slide, and the idle limit is kept by the reader.
    updateSession: async () => null,
    deleteSession: async (token) => {
      await deleteSession(ctx.db, hashToken(token));
    },
    createSession: refuse,
    createUser: refuse,
    updateUser: refuse,
    linkAccount: refuse,
  };
}

function drizzleAdapter({ db }: AdapterCtx): Required<Pick<Adapter, "getUser" | "getUserByEmail" | "getUserByAccount">> {
  const { getUser, getUserByEmail, getUserByAccount } = DrizzleAdapter(db, {
    usersTable: authjsUsers,
    accountsTable: authjsAccounts,
  });
  if (!getUser || !getUserByEmail || !getUserByAccount) throw new Error("the Drizzle adapter has lost its readers");
  return { getUser, getUserByEmail, getUserByAccount };
}

const sessionOf = (sessionToken: string, { accountId, expiresAt }: Session) => ({
  sessionToken,
  userId: accountId,
  expires: expiresAt,
});

const userOf = ({ accountId, name, email }: Session) => ({ id: accountId, name, email: email ?? "", emailVerified: null });

async function refuse(): Promise<never> {
  throw new Error("Auth.js tried to sign somebody in, or to make or change a person");
}
