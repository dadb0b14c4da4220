import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { DeadEnd } from "@/components/ui/dead-end";
import type { Query } from "@/core/query";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.taken.heading") };
}

type Props = { searchParams: Promise<Query> };

/** Where somebody ends who proved an address that has an account (P-R6). Says the same to whoever opens it, about no address. */
export default async function TakenPage({ searchParams }: Props) {
  const { t } = await visit("/register/taken");
  const isNumberOnly = (await searchParams).with === "number";
  const text = t(isNumberOnly ? "registration.taken.number" : "registration.taken.email");
  const ways = [
    { href: "/sign-in", text: t("registration.taken.signIn") },
    { href: "/forgot-password", text: t("registration.taken.reset") },
  ];
  return (
    <DeadEnd heading={t("registration.taken.heading")} texts={[text]} ways={ways}>
      <p className="mt-4 text-quiet">{t("registration.taken.contact")}</p>
    </DeadEnd>
  );
}
