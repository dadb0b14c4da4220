import { cookies } from "next/headers";
import { writePlainCookie } from "@/app/_edge/cookies";
import { getCtx } from "@/app/_edge/request-ctx";
import { days, inSeconds } from "@/core/duration";
import type { Session } from "@/core/sessions/find-session";
import type { CartEntry, CartOwner } from "@/core/shop/cart";
import { readGuestCart, writeGuestCart } from "@/core/shop/guest-cart";
import { mergeCart } from "@/core/shop/merge-cart";
import { isOutage } from "@/db";
import { log } from "@/server/log";

/** The cookie that holds a guest's cart. It opens nothing. */
const CART_COOKIE = "foyer.cart";

/** The cart of this visitor: the account's when signed in, else the one the browser brought along. */
export async function cartOwner(session: Session | null): Promise<CartOwner> {
  if (session) return { kind: "account", accountId: session.accountId };
  return { kind: "guest", entries: await guestEntries() };
}

/** Lets the browser keep a guest's cart, or forget it when it is empty. Only in actions and route handlers. */
export async function keepGuestCart(entries: readonly CartEntry[]): Promise<void> {
  await writePlainCookie(CART_COOKIE, writeGuestCart(entries), entries.length > 0 ? inSeconds(days(30)) : 0);
}

/**
 * Hands this browser's guest cart over to the account that just signed in or registered. Call it after the session cookie is set; only
 * in actions and route handlers.
 */
export async function mergeCartInto(accountId: string): Promise<void> {
  const entries = await guestEntries();
  if (entries.length === 0) return;
  try {
    await mergeCart(await getCtx(), accountId, entries);
  } catch (error) {
    // Signed in is signed in: the cart stays with the browser until the next time.
    if (!isOutage(error)) throw error;
    log.warn({ err: error }, "a guest's cart could not be merged: the database is away");
    return;
  }
  await keepGuestCart([]);
}

const guestEntries = async (): Promise<CartEntry[]> => readGuestCart((await cookies()).get(CART_COOKIE)?.value);
