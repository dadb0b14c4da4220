import { cookies } from "next/headers";
import { writeCookie } from "@/app/_edge/cookies";
import { LANGUAGE_COOKIE } from "@/app/_edge/language";
import type { Language } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import type { NewStaffSession } from "@/core/staff/start-staff-session";

/** Hands a staff member's new session to this browser, and the language they have chosen. Only in actions. */
export async function keepStaffSession({ token, maxAgeSeconds, language }: NewStaffSession): Promise<void> {
  await writeCookie("foyer-staff", token, maxAgeSeconds);
  if (language !== null) await keepLanguage(language);
}

/** Speaks this language in this browser from now on. Only in actions. */
export async function keepLanguage(language: Language): Promise<void> {
  (await cookies()).set(LANGUAGE_COOKIE, language, { path: "/", sameSite: "lax", maxAge: inSeconds(days(365)) });
}
