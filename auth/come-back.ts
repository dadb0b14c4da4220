import { NextRequest } from "next/server";
import { handlers } from "@/auth";
import { checkCookies } from "@/auth/config";
import { inHandshake, makeHandshake, noteCircuit, type RedirectConnection, type Returned } from "@/auth/handshake";
import { troubleOfAnswer } from "@/auth/troubles";
import type { Ctx } from "@/core/ctx";
import type { Trouble } from "@/core/identities/trouble";
import type { Profile } from "@/providers/provider";

/** Who came back, read and checked. */
export type CameBack = Returned & { readonly connection: RedirectConnection; readonly profile: Profile };

/** What came of the way back. `cookies` are Set-Cookie lines that end Auth.js's checks. */
export type Coming = { readonly cookies: readonly string[] } & (
  | { readonly arrived: CameBack; readonly trouble?: never }
  | { readonly trouble: Trouble; readonly arrived?: never }
);

/**
 * The way back from a provider: Auth.js checks state, PKCE and nonce and fetches the tokens, our guarded fetch checks those, the kind of
 * provider reads the profile. Signs nobody in, and makes and links nobody.
 */
export async function comeBack(
  ctx: Pick<Ctx, "settings" | "origin">,
  connection: RedirectConnection,
  request: NextRequest,
): Promise<Coming> {
  if (hasRepeated(request.nextUrl.searchParams)) return { trouble: "answer.repeated", cookies: [] };
  const handshake = makeHandshake(ctx, connection, "back");
  const isSecure = ctx.origin.startsWith("https:");
  const answer = await inHandshake(handshake, () => handlers.GET(withChecksOnly(request, isSecure)));
  if (handshake.trouble === "answer.error") handshake.trouble = troubleOfAnswer(request.nextUrl.searchParams.get("error"));
  noteCircuit(handshake);
  const cookies = answer.headers.getSetCookie().filter((line) => /max-age=0/i.test(line));
  const { trouble, returned } = handshake;
  if (trouble || !returned) return { trouble: trouble ?? "answer.refused", cookies };
  const read = connection.door.readProfile(returned.claims);
  return read.ok ? { arrived: { ...returned, connection, profile: read.value }, cookies } : { trouble: read.code, cookies };
}

/** The request as Auth.js needs it: of its cookies only the checks. Others of its own make it fail for whoever has a broken one (T-K13). */
export function withChecksOnly(request: NextRequest, isSecure: boolean): NextRequest {
  const headers = new Headers(request.headers);
  const names = Object.values(checkCookies(isSecure)).map(({ name }) => name);
  const checks = request.cookies.getAll().filter(({ name }) => names.includes(name));
  headers.set("cookie", checks.map(({ name, value }) => `${name}=${value}`).join("; "));
  return new NextRequest(request.nextUrl, { headers });
}

/** A parameter that comes twice can be read in two ways (T-O1; RFC 6749, 3.1). */
const hasRepeated = (query: URLSearchParams): boolean => new Set(query.keys()).size !== [...query.keys()].length;
