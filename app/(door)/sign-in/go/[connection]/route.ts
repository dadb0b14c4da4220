import type { NextRequest } from "next/server";
import { countRedirect, mayRedirectAgain, stopRedirects } from "@/app/_edge/auto-redirects";
import { isFormErrand, readErrand, writeErrand } from "@/app/_edge/errands";
import { finish } from "@/app/_edge/finish/finish";
import { leaveFor } from "@/app/_edge/leave-for";
import { nothingHere } from "@/app/_edge/nothing-here";
import { problemPath } from "@/app/_edge/problem-path";
import { seeOther } from "@/app/_edge/see-other";
import { findStoredConnection } from "@/app/_edge/stored-connection";
import { admit, type Visit } from "@/app/_edge/visit";
import { go } from "@/auth/go";
import { isRedirect } from "@/auth/handshake";
import { returnTo, withReturnTo } from "@/core/access/return-to";
import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Errand } from "@/core/identities/errand";
import { startSignIn } from "@/core/identities/start-sign-in";
import { getRequestStore } from "@/server/request-store";

type Params = { params: Promise<{ connection: string }> };

/**
 * The one place where the way to a provider begins. A plain GET, so that a link and a redirect of ours can begin it; but only for
 * somebody who looks for themselves: never for a script, a prefetch, an image or a frame (T-O24), and by itself twice a minute at most (P-A4).
 */
export async function GET(request: NextRequest, { params }: Params): Promise<Response> {
  if (!getRequestStore().isNavigation) return new Response(null, { status: 403, headers: { "Cache-Control": "no-store" } });
  const { connection: id } = await params;
  const query = request.nextUrl.searchParams;
  const { closed, ...visit } = await admit("/sign-in/go/[connection]");
  const kind = query.get("errand");
  if (kind !== null) return isLedByOthers(request) ? expired() : onErrand(kind, id, visit);
  if (closed) return nothingHere(closed.code);
  return toSignIn(id, query, visit);
}

/** Goes on with the errand that a form of ours has just begun. */
async function onErrand(kind: string, id: string, visit: Visit): Promise<Response> {
  const errand = await readErrand();
  if (!isFormErrand(errand, kind, id)) return expired();
  const connection = errand.kind === "test" ? await findStoredConnection(id) : findConnection(visit.ctx, id);
  return begin({ errand, connection, visit, isForm: true });
}

const expired = (): Response => seeOther(problemPath({ code: "sso.expired" }));

/**
 * Whether another site led here. An errand that was begun and given up must not be taken up again by a site that has meanwhile signed this
 * browser in at the provider as somebody else (T-L6).
 */
const isLedByOthers = ({ headers }: NextRequest): boolean => /^(cross-site|same-site)$/.test(headers.get("sec-fetch-site") ?? "");

async function toSignIn(id: string, query: URLSearchParams, visit: Visit): Promise<Response> {
  const goTo = returnTo(query.get("returnTo"), "");
  const isByItself = query.get("auto") === "1";
  const mayGo = !isByItself || (await mayRedirectAgain());
  const started = await startSignIn(visit.ctx, { connection: id, returnTo: goTo, mayGo });
  if (isByItself && mayGo) await countRedirect();
  if (!started.ok) return seeOther(problemPath({ code: started.code, returnTo: goTo }));
  return begin({ ...started.value, visit, isForm: query.get("via") === "form" });
}

type Beginning = {
  readonly errand: Errand;
  readonly connection: Connection | null;
  readonly visit: Visit;
  /** Whether a form of ours led here. */
  readonly isForm: boolean;
};

async function begin({ errand, connection, visit, isForm }: Beginning): Promise<Response> {
  if (!connection) return seeOther(await finish(errand, { trouble: "connection.gone", cookies: [] }, visit));
  if (!isRedirect(connection)) {
    const wanted = errand.kind === "sign-in" ? errand.returnTo : null;
    return seeOther(withReturnTo(`/sign-in/directory/${connection.id}`, wanted));
  }
  await writeErrand(errand);
  const going = await go(visit.ctx, connection);
  if ("trouble" in going) {
    await stopRedirects();
    return seeOther(await finish(errand, { trouble: going.trouble, cookies: [] }, visit));
  }
  if (isForm) return leaveFor(going.url, visit.t, visit.ctx.request.language);
  return new Response(null, { status: 303, headers: { Location: going.url, "Cache-Control": "no-store" } });
}
