import { readCookie } from "@/app/_edge/cookies";
import { streamNews } from "@/app/_edge/live-stream";
import { seeOther } from "@/app/_edge/see-other";
import { admit, sessionOf } from "@/app/_edge/visit";
import { findNewest } from "@/core/conversations/find-newest";
import { mayLookOn } from "@/core/conversations/may-look-on";
import { getInstallation } from "@/server/installation";

/** News for a customer's open window. */
export async function GET(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/account/messages/events");
  if (closed) return seeOther(closed.goTo ?? "/");
  const { id: sessionId, customerId } = sessionOf(visiting);
  const token = (await readCookie("foyer.sid")) ?? "";
  const { database, settings } = getInstallation();
  const { db } = database;
  return streamNews({
    request,
    customerId,
    sessionId,
    findNewest: () => findNewest({ db }, customerId),
    mayLookOn: async () => mayLookOn({ db, settings: (await settings.current()).values }, token, customerId),
  });
}
