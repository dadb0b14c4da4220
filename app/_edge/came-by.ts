import { cache } from "react";
import { readCookie, writeCookie } from "@/app/_edge/cookies";
import { days, inSeconds } from "@/core/duration";
import { hashToken } from "@/core/security/token";

/** Long enough to think about it; a link that holds a seat ends sooner by itself. */
const REMEMBERED = days(7);

/** Hash of the registration link by which this browser came (P-R14), whichever way it registers then; null if it came by none. */
export const cameBy = cache(async (): Promise<string | null> => {
  const token = await readCookie("foyer-join");
  return token ? hashToken(token) : null;
});

/** Remembers the link in this browser. Opens nothing by itself. Only in route handlers. */
export const rememberLink = (token: string): Promise<void> => writeCookie("foyer-join", token, inSeconds(REMEMBERED));
