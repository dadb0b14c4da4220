import type { ReactNode } from "react";
import { Framed } from "@/app/_edge/framed";
import { getVisitor } from "@/app/_edge/visit";
import { AccountNav } from "@/components/shop/account-nav";
import { findOwnPlace } from "@/core/companies/find-own-place";
import { countUnread } from "@/core/conversations/count-unread";

/** The frame of the account's pages, with the way from one to the other for whoever is signed in. It guards nothing. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { t, ctx, session, wanted } = await getVisitor();
  const hasCompany = session !== null && (await findOwnPlace(ctx, session.customerId)) !== null;
  const unread = session === null ? 0 : await countUnread(ctx, session.customerId);
  return (
    <Framed>
      {session ? <AccountNav t={t} here={wanted} hasCompany={hasCompany} unread={unread} /> : null}
      {children}
    </Framed>
  );
}
