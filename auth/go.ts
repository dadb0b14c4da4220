import { cookies } from "next/headers";
import { startFlow } from "@/auth";
import { inHandshake, makeHandshake, noteCircuit, type RedirectConnection } from "@/auth/handshake";
import type { Ctx } from "@/core/ctx";
import type { Trouble } from "@/core/identities/trouble";

/** Where the browser is to go, or why it cannot. */
export type Going = { readonly url: string } | { readonly trouble: Trouble };

/** Begins the way to a provider: sets the cookies of Auth.js's checks and answers the provider's address. Only in route handlers. */
export async function go(ctx: Pick<Ctx, "settings" | "origin">, connection: RedirectConnection): Promise<Going> {
  const handshake = makeHandshake(ctx, connection, "there");
  const url = await inHandshake(handshake, () => startFlow(connection.id));
  (await cookies()).set(handshake.unusedCookie, "", { path: "/", maxAge: 0 });
  noteCircuit(handshake);
  if (handshake.trouble) return { trouble: handshake.trouble };
  // Auth.js leads to a page of ours when something failed that it told nobody about.
  if (typeof url !== "string" || new URL(url).origin === ctx.origin) return { trouble: "answer.refused" };
  return { url };
}
