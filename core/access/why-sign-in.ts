import type { Access } from "@/core/access/decide";
import { findRoute, routes } from "@/core/access/routes";

/** Why somebody who wanted a page was led to the sign-in page. */
export type SignInReason = "shop" | "order" | "purchase";

/**
 * Why a wanted page asks this visitor to sign in, as the one decision says; null where the page says so itself, as an account's does, or
 * where nothing keeps the visitor from it. `wanted` is a path of ours with its query; whether there is anything at it is never looked up.
 */
export function whySignIn(wanted: string, { storefront, mayPurchase }: Access): SignInReason | null {
  const route = findRoute(wanted);
  const kind = route && routes[route];
  if (kind !== "storefront" && kind !== "purchase") return null;
  // The mail of an order promised that its link would do (P-A3 goes before it).
  if (storefront.kind !== "show") return route === "/orders/[number]" ? "order" : "shop";
  return kind === "purchase" && !mayPurchase ? "purchase" : null;
}
