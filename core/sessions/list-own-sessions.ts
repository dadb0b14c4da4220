import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { findOwnMethod, type OwnMethod } from "@/core/sessions/own-methods";
import { type Device, readDevice } from "@/core/sessions/read-device";
import { listLiveSessions } from "@/db/queries/sessions";

/** One of the places where somebody is signed in, as its owner sees it. No token and no hash of one. */
export type OwnSession = {
  readonly id: string;
  readonly device: Device;
  /** Empty where it is not known. */
  readonly address: string;
  readonly method: { readonly kind: OwnMethod } | { readonly kind: "connection"; readonly label: string };
  readonly signedInAt: Date;
  readonly lastSeenAt: Date;
  /** Whether it is the one that asks. */
  readonly isThis: boolean;
};

/** Where the owner of this session is signed in, this session first, then the one used last (T-K8: nobody else's). */
export async function listOwnSessions(
  ctx: Pick<Ctx, "db" | "settings" | "connections">,
  { id, accountId }: Pick<Session, "id" | "accountId">,
): Promise<OwnSession[]> {
  const rows = await listLiveSessions(ctx.db, accountId, ctx.settings.sessions.idleDays);
  const own = rows.map(
    (row): OwnSession => ({
      id: row.id,
      device: readDevice(row.userAgent ?? ""),
      address: row.address ?? "",
      method: methodOf(ctx, row.method),
      signedInAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
      isThis: row.id === id,
    }),
  );
  return [...own.filter(({ isThis }) => isThis), ...own.filter(({ isThis }) => !isThis)];
}

function methodOf(ctx: Pick<Ctx, "connections">, method: string): OwnSession["method"] {
  const kind = findOwnMethod(method);
  if (kind !== undefined) return { kind };
  return { kind: "connection", label: findConnection(ctx, method)?.label ?? method };
}
