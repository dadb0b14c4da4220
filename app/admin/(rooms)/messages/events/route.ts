import { readCookie } from "@/app/_edge/cookies";
import { streamNews } from "@/app/_edge/live-stream";
import { seeOther } from "@/app/_edge/see-other";
import { admit, staffOf } from "@/app/_edge/visit";
import { findNewest } from "@/core/conversations/find-newest";
import { mayLookOnAsStaff } from "@/core/conversations/may-look-on";
import { rowIdOf } from "@/core/query";
import { getInstallation } from "@/server/installation";

/** News for a window of the back office: of one customer if it names one, else of all. */
export async function GET(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/messages/events");
  if (closed) return closed.goTo === null ? new Response(null, { status: 404 }) : seeOther(closed.goTo);
  const { id: sessionId } = staffOf(visiting);
  const customerId = rowIdOf(new URL(request.url).searchParams.get("customer") ?? undefined) ?? null;
  const token = (await readCookie("foyer-staff")) ?? "";
  const { db } = getInstallation().database;
  return streamNews({
    request,
    customerId,
    sessionId,
    findNewest: () => findNewest({ db }, customerId),
    mayLookOn: () => mayLookOnAsStaff({ db }, token),
  });
}
