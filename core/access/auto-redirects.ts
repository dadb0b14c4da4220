import { minutes } from "@/core/duration";

/** Automatic redirects to a provider that a browser may go through within the window (P-A4). */
const MOST = 2;

/** The window. */
export const AUTO_WINDOW = minutes(1);

/** The value of the cookie that has no room left: the next page is one with a button. */
export const fullOfRedirects = (now: Date): string => Array.from({ length: MOST }, () => now.getTime()).join(".");

/** Whether a browser with this cookie may be sent to a provider by itself once more. */
export const hasRoomForRedirect = (cookie: string | undefined, now: Date): boolean => within(cookie, now).length < MOST;

/** The cookie's value after one more. */
export const withRedirect = (cookie: string | undefined, now: Date): string => [...within(cookie, now), now.getTime()].join(".");

/** The instants that count. One that lies ahead counts, too: a clock that was set back opens no loop. */
function within(cookie: string | undefined, now: Date): number[] {
  const instants = (cookie ?? "")
    .slice(0, 200)
    .split(".")
    .filter((one) => /^\d{1,15}$/.test(one))
    .map(Number);
  return instants.filter((at) => Math.abs(now.getTime() - at) < AUTO_WINDOW.ms).slice(-MOST);
}
