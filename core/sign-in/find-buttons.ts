import { findLocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { listWays } from "@/core/identities/list-ways";

/**
 * The messages on the buttons that let an account in, where no password and no code of ours does: it has no password but an identity, or
 * SSO only is on (T-P11, T-X2). Null where ours is the way: an account whose connections are all gone is not left outside.
 */
export async function findButtons(
  ctx: Pick<Ctx, "db" | "settings" | "connections">,
  { accountId }: { readonly accountId: string },
): Promise<string | null> {
  if (findLocalDoorClosed(ctx)) return ctx.connections.map(({ label }) => label).join(", ");
  const { hasPassword, connected } = await listWays(ctx, accountId);
  const usable = connected.filter(({ isOn }) => isOn).map(({ label }) => label);
  return hasPassword || usable.length === 0 ? null : usable.join(", ");
}
