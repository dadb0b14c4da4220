import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter } from "next-auth/adapters";
import type { Ctx } from "@/core/ctx";
import { hashToken } from "@/core/security/token";
import { findSession, type Session } from "@/core/sessions/find-session";
import { authjsAccounts, authjsUsers } from "@/db/authjs-tables";
import { deleteSession, insertSession } from "@/db/queries/sessions";

/** What the adapter needs of an installation. */
export type AdapterCtx = Pick<Ctx, "db" | "settings">;

/**
 * Auth.js on our tables. Sessions go through our own reader and are stored as hashes (decision 1), so `auth()` cannot see more, or
 * longer, than our pages do. Auth.js reads people and identities and never writes any: accounts are made by *Accept*, never by a
 * handshake, so every such call is a bug and throws.
 */
export function makeAdapter(ctx: AdapterCtx): Adapter {
  const { getUser, getUserByEmail, getUserByAccount } = drizzleAdapter(ctx);
  return {
    getUser,
    getUserByEmail,
    getUserByAccount,
    createSession: async (session) => {
      const maxAgeSeconds = Math.ceil((session.expires.getTime() - Date.now()) / 1000);
      const row = { tokenHash: hashToken(session.sessionToken), accountId: session.userId, maxAgeSeconds };
      await insertSession(ctx.db, { ...row, method: "connection", idToken: null, address: null, userAgent: null });
      // Raw again: Auth.js puts what it gets back into the cookie.
      return session;
    },
    getSessionAndUser: async (token) => {
      const session = await findSession(ctx, token);
      return session && { session: sessionOf(token, session), user: userOf(session) };
    },
    // The absolute limit does not slide, and the idle limit is kept by the reader.
    updateSession: async () => null,
    deleteSession: async (token) => {
      await deleteSession(ctx.db, hashToken(token));
    },
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
  throw new Error("Auth.js tried to make or change a person");
}
