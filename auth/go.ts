import { cookies } from "next/headers";
import { startFlow } from "@/auth";
import { type Handshake, inHandshake, type RedirectConnection } from "@/auth/handshake";
import type { Ctx } from "@/core/ctx";
import { type Duration, seconds } from "@/core/duration";
import type { Trouble } from "@/core/identities/trouble";
import { outsideOf } from "@/core/net/outside";
import { newToken } from "@/core/security/token";
import { getInstallation } from "@/server/installation";

/** The most that one way, there or back, may take (P-S6: nothing hangs longer than ten seconds). */
const ONE_WAY: Duration = seconds(9);

/** Where the browser is to go, or why it cannot. */
export type Going = { readonly url: string } | { readonly trouble: Trouble };

/** Begins the way to a provider: sets the cookies of Auth.js's checks and answers the provider's address. Only in route handlers. */
export async function go(ctx: Pick<Ctx, "settings" | "origin">, connection: RedirectConnection): Promise<Going> {
  const handshake = makeHandshake(ctx, connection, true);
  const url = await inHandshake(handshake, () => startFlow(connection.id));
  (await cookies()).set(handshake.unusedCookie, "", { path: "/", maxAge: 0 });
  noteCircuit(handshake);
  if (handshake.trouble) return { trouble: handshake.trouble };
  // Auth.js leads to a page of ours when something failed that it told nobody about.
  if (typeof url !== "string" || new URL(url).origin === ctx.origin) return { trouble: "answer.refused" };
  return { url };
}

/** One step of a handshake that begins now. */
export const makeHandshake = (
  ctx: Pick<Ctx, "settings" | "origin">,
  connection: RedirectConnection,
  isStart: boolean,
): Handshake => ({
  connection,
  outside: outsideOf(ctx, ONE_WAY),
  known: getInstallation().providers,
  isStart,
  unusedCookie: `foyer-unused-${newToken().slice(0, 8)}`,
});

/** Lets the circuit know whether the provider was there. */
export function noteCircuit({ connection, trouble, isAway, isStart }: Handshake): void {
  const { circuits } = getInstallation();
  const way = isStart ? "there" : "back";
  if (isAway) circuits.noteFailure(connection.id, way);
  else if (!trouble) circuits.noteSuccess(connection.id, way);
}
