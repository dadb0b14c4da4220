import { createHash } from "node:crypto";
import { findLocalDoorClosed } from "@/core/access/local-door";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { usedNames } from "@/core/customers/sign-in-names";
import { findHolder } from "@/db/queries/holders";
import { listIdentityRows } from "@/db/queries/identities";
import { findPasswordHash } from "@/db/queries/passwords";

/** One connected way of signing in, for its owner's own page. */
export type ConnectedWay = {
  /** Names it in a form; means nothing to anybody else. */
  readonly key: string;
  readonly connection: string;
  /** The message on its button; of a connection that is off, its id. */
  readonly label: string;
  /** Whether it can be used now. */
  readonly isOn: boolean;
  /** Whether nothing would be left to sign in with, so that it cannot be disconnected (T-L9). */
  readonly isLast: boolean;
  readonly connectedAt: Date;
  readonly lastUsedAt: Date | null;
};

/** How an account can be signed in to. */
export type Ways = {
  readonly connected: readonly ConnectedWay[];
  /** Connections that can be added. */
  readonly addable: readonly { readonly id: string; readonly label: string }[];
  readonly hasPassword: boolean;
};

/** The ways into an account, for its own security page. Throws if there is no such account. */
export async function listWays(ctx: Pick<Ctx, "db" | "settings" | "connections">, accountId: string): Promise<Ways> {
  const rows = await listIdentityRows(ctx.db, accountId);
  const hasPasswordWay = rows.length > 0 && (await isPasswordWay(ctx, accountId));
  const connected = rows.map((row) => {
    const { connection: id, subject, createdAt, lastUsedAt } = row;
    const connection = findConnection(ctx, id);
    return {
      key: keyOf(id, subject),
      connection: id,
      label: connection?.label ?? id,
      isOn: connection !== null,
      isLast: !hasPasswordWay && !hasOtherThan(row, rows, ctx),
      connectedAt: createdAt,
      lastUsedAt,
    };
  });
  const isAddable = ({ id, door }: Ctx["connections"][number]) =>
    door.kind === "redirect" && !rows.some(({ connection }) => connection === id);
  return {
    connected,
    addable: ctx.connections.filter(isAddable).map(({ id, label }) => ({ id, label })),
    hasPassword: (await findPasswordHash(ctx.db, accountId)) !== null,
  };
}

/** What a form calls an identity: short, and of no use outside of its owner's account. */
export const keyOf = (connection: string, subject: string): string =>
  createHash("sha256")
    .update(JSON.stringify([connection, subject]))
    .digest("base64url")
    .slice(0, 22);

/** Whether one of these identities but for that one lets somebody in now. */
export const hasOtherThan = <Row extends { readonly connection: string }>(
  row: Row,
  rows: readonly Row[],
  ctx: Pick<Ctx, "connections">,
): boolean => rows.some((other) => other !== row && findConnection(ctx, other.connection) !== null);

/** Whether a password lets somebody in: there is one, a name to go with it, and the settings let passwords count. */
export async function isPasswordWay(ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<boolean> {
  if (findLocalDoorClosed(ctx) || (await findPasswordHash(ctx.db, accountId)) === null) return false;
  const holder = await findHolder(ctx.db, accountId);
  return holder !== null && usedNames(ctx, holder) !== "";
}
