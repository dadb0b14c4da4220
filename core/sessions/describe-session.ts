import type { Session } from "@/core/sessions/find-session";

/** What a browser may know of its own session: GET /api/auth/session, in the shape that Auth.js made known. */
export type SessionDescription = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string | null };
  /** The absolute limit, ISO 8601. */
  readonly expires: string;
};

/** Describes a session field by field, so that nothing is ever told because it was there (T-K9): no token, no internals. */
export const describeSession = ({
  accountId,
  name,
  email,
  expiresAt,
}: Pick<Session, "accountId" | "name" | "email" | "expiresAt">): SessionDescription => ({
  user: { id: accountId, name, email },
  expires: expiresAt.toISOString(),
});
