import { connection } from "next/server";
import { readCookie } from "@/app/_edge/cookies";
import { findSession, type Session } from "@/core/sessions/find-session";
import { getInstallation } from "@/server/installation";

/** Who is signed in, by one query and nothing else: for machines that ask often. Pages use `visit()`, which also decides. */
export async function currentSession(): Promise<Session | null> {
  await connection();
  const { database, settings } = getInstallation();
  const { values } = await settings.current();
  return findSession({ db: database.db, settings: values }, await readCookie("foyer.sid"));
}
