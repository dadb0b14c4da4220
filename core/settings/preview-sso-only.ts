import type { Ctx } from "@/core/ctx";
import { countOutsideConnections } from "@/db/queries/identities";

/** Whom SSO only would shut out if it was switched on now, in figures. */
export type SsoOnlyPreview = {
  /** Customers who are signed in by other means: signed out at once. */
  readonly signedOut: number;
  /** Active accounts that are connected with no enabled connection. */
  readonly unconnected: number;
};

/** What switching SSO only on would do now; null where it is on, or cannot be switched on for lack of a connection. */
export async function previewSsoOnly({
  db,
  settings,
  connections,
}: Pick<Ctx, "db" | "settings" | "connections">): Promise<SsoOnlyPreview | null> {
  if (settings.access.ssoOnly || connections.length === 0) return null;
  const enabled = connections.map(({ id }) => id);
  return countOutsideConnections(db, { enabled, idleDays: settings.sessions.idleDays });
}
