import { readCookie, writeCookie } from "@/app/_edge/cookies";
import { keepLanguage } from "@/app/_edge/language";
import { getCtx } from "@/app/_edge/request-ctx";
import { inSeconds } from "@/core/duration";
import { KNOWN_BROWSER_LASTS, rememberBrowser } from "@/core/staff/known-browser";
import type { NewStaffSession } from "@/core/staff/start-staff-session";

/** Hands a staff member's new session to this browser, which is known as theirs from now on, and the language they chose. Only in actions. */
export async function keepStaffSession({ token, maxAgeSeconds, staffId, language }: NewStaffSession): Promise<void> {
  await writeCookie("foyer-staff", token, maxAgeSeconds);
  const known = rememberBrowser(await getCtx(), await readCookie("foyer-known"), staffId);
  await writeCookie("foyer-known", known, inSeconds(KNOWN_BROWSER_LASTS));
  if (language !== null) await keepLanguage(language);
}
