import type { Access } from "@/core/access/decide";
import { type Scene, type SimulatedVisitor, simulate } from "@/core/access/simulate";
import type { Translator } from "@/messages/translator";

type Shown = Scene & { readonly isRegistrationOpen: boolean };
type Labels = ReadonlyMap<string, string>;

/** What a visitor gets to see, in words. */
export function seenBy(t: Translator, labels: Labels, scene: Shown, visitor: SimulatedVisitor) {
  const access = simulate(scene, visitor);
  const menu = !access.hasSignIn ? "no" : visitor === "signed-in" ? "account" : "yes";
  return {
    menu: t(`adminSso.simulator.menu.${menu}`),
    signIn: signInPage(t, labels, access.signInPage, scene.isRegistrationOpen),
    storefront: storefront(t, labels, access.storefront),
    purchase: t(`adminSso.simulator.purchase.${access.mayPurchase ? "yes" : "no"}`),
  };
}

function signInPage(t: Translator, labels: Labels, page: Access["signInPage"], isOpen: boolean): string {
  if (page.kind === "not-found") return t("adminSso.simulator.signInPage.not-found");
  const named = page.connections.map(({ id }) => labels.get(id) ?? id).join(", ");
  if (page.kind === "buttons")
    return named === "" ? t("adminSso.simulator.signInPage.none") : `${t("adminSso.simulator.signInPage.buttons")} · ${named}`;
  const form = t(`adminSso.simulator.signInPage.${isOpen ? "form" : "form-closed"}`);
  return named === "" ? form : `${form} · ${named}`;
}

function storefront(t: Translator, labels: Labels, seen: Access["storefront"]): string {
  if (seen.kind !== "provider") return t(`adminSso.simulator.storefront.${seen.kind}`);
  return t("adminSso.simulator.storefront.provider", { label: labels.get(seen.connection) ?? seen.connection });
}
