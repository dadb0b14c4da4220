import type { NextRequest } from "next/server";
import { readCookie } from "@/app/_edge/cookies";
import { takeErrand } from "@/app/_edge/errands";
import { finish } from "@/app/_edge/finish/finish";
import { problemPath } from "@/app/_edge/problem-path";
import { seeOther } from "@/app/_edge/see-other";
import { findStoredConnection } from "@/app/_edge/stored-connection";
import { admit, type Visit } from "@/app/_edge/visit";
import { type Coming, comeBack } from "@/auth/come-back";
import { isRedirect } from "@/auth/handshake";
import { findConnection } from "@/core/connections/enabled-connections";
import { type Errand, isStillAskedFor } from "@/core/identities/errand";
import { findStaffSession } from "@/core/staff/find-staff-session";

type Params = { params: Promise<{ nextauth: string[] }> };

/**
 * Where providers send people back to. Of Auth.js's doors only the callback of a connection answers (its own sign-in and sign-out pages,
 * credentials and tokens are not needed, so they are not there), and only to a browser that is on an errand there. What Auth.js would
 * answer is replaced: the errand's end sets our cookies and leads to a page of ours.
 */
export async function GET(request: NextRequest, { params }: Params): Promise<Response> {
  const [action, id, ...more] = (await params).nextauth;
  if (action !== "callback" || id === undefined || more.length > 0) return nothing();
  const { closed: _open, ...visit } = await admit("/api/auth/[...nextauth]");
  const errand = await takeErrand();
  if (!errand) {
    const isKnown = findConnection(visit.ctx, id) !== null;
    return isKnown ? seeOther(problemPath({ code: "sso.expired" })) : nothing();
  }
  const coming = await receive(request, id, errand, visit);
  const answer = seeOther(await finish(errand, coming, visit));
  for (const cookie of coming.cookies) answer.headers.append("Set-Cookie", cookie);
  return answer;
}

/** Callbacks are looked up, never posted to. */
export const POST = (): Response => nothing();

const nothing = (): Response => Response.json({ error: "not found" }, { status: 404 });

async function receive(request: NextRequest, id: string, errand: Errand, visit: Visit): Promise<Coming> {
  const staff = errand.kind === "test" ? await findStaffSession(visit.ctx, await readCookie("foyer-staff")) : null;
  const isSame = errand.connection === id && isStillAskedFor(errand, { session: visit.session, staff });
  if (!isSame) return { trouble: "errand.other", cookies: [] };
  // Asked anew: it may have been disabled while the person was away (T-O20).
  const connection = errand.kind === "test" ? await findStoredConnection(id) : findConnection(visit.ctx, id);
  if (!connection || !isRedirect(connection)) return { trouble: "connection.gone", cookies: [] };
  return comeBack(visit.ctx, connection, request);
}
