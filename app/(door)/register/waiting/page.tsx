import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { DeadEnd } from "@/components/ui/dead-end";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.waiting.heading") };
}

/** Where somebody ends about whom staff decide first (P-R11). Says the same to whoever opens it, about nobody. */
export default async function WaitingPage() {
  const { t } = await visit("/register/waiting");
  const ways = [{ href: "/", text: t("registration.waiting.toShop") }];
  return <DeadEnd heading={t("registration.waiting.heading")} texts={[t("registration.waiting.text")]} ways={ways} />;
}
