import type { ReactNode } from "react";
import { Framed } from "@/app/_edge/framed";
import { getVisitor } from "@/app/_edge/visit";
import { AccountNav } from "@/components/shop/account-nav";
import { findColleague } from "@/core/companies/permissions";

/** The frame of the account's pages, with the way from one to the other for whoever is signed in. It guards nothing. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { t, ctx, session, wanted } = await getVisitor();
  const hasCompany = session !== null && (await findColleague(ctx, session.customerId)) !== null;
  return (
    <Framed>
      {session ? <AccountNav t={t} here={wanted} hasCompany={hasCompany} /> : null}
      {children}
    </Framed>
  );
}
