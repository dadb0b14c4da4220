import { cookies } from "next/headers";
import { writePlainCookie } from "@/app/_edge/cookies";
import { AUTO_WINDOW, fullOfRedirects, hasRoomForRedirect, withRedirect } from "@/core/access/auto-redirects";
import { inSeconds } from "@/core/duration";

/** The cookie that counts automatic redirects to a provider. Opens nothing: who changes it only sees other pages (P-A4). */
const AUTO_COOKIE = "foyer-auto";

/** Whether this browser may be sent to a provider without being asked once more. */
export const mayRedirectAgain = async (): Promise<boolean> => hasRoomForRedirect(await readAuto(), new Date());

/** Counts one automatic redirect. Only in route handlers and actions. */
export const countRedirect = async (): Promise<void> => writeAuto(withRedirect(await readAuto(), new Date()));

/** Lets this browser see a page with a button next, whatever it asks for: it just signed out, or came back in vain. */
export const stopRedirects = async (): Promise<void> => writeAuto(fullOfRedirects(new Date()));

const readAuto = async (): Promise<string | undefined> => (await cookies()).get(AUTO_COOKIE)?.value;

const writeAuto = (value: string): Promise<void> => writePlainCookie(AUTO_COOKIE, value, inSeconds(AUTO_WINDOW));
