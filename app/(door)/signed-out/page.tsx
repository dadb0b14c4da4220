import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { DeadEnd } from "@/components/ui/dead-end";
import type { Query } from "@/core/query";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("reset.signedOut.heading") };
}

type Props = { searchParams: Promise<Query> };

/**
 * Where signing out ends, and an account. It never leads on by itself, so that nobody is signed in again by a provider that still knows
 * them (P-A4).
 */
export default async function SignedOutPage({ searchParams }: Props) {
  const { t, access } = await visit("/signed-out");
  const toShop = { href: "/", text: t("reset.signedOut.toShop") };
  if ("erased" in (await searchParams)) {
    return <DeadEnd heading={t("ownAccount.data.erasedHeading")} texts={[t("ownAccount.data.erasedText")]} ways={[toShop]} />;
  }
  const ways = access.hasSignIn ? [{ href: "/sign-in", text: t("reset.signedOut.signIn") }, toShop] : [toShop];
  return <DeadEnd heading={t("reset.signedOut.heading")} texts={[t("reset.signedOut.text")]} ways={ways} />;
}
