import type { ReactNode } from "react";
import { cartOwner } from "@/app/_edge/cart";
import { getVisitor } from "@/app/_edge/visit";
import { CustomerFrame } from "@/components/shop/customer-frame";
import { countCartOf } from "@/core/shop/cart";

/** The layout of every page a customer sees. It shows nothing that a page would guard: layouts stop nobody. */
export async function Framed({ children }: { children: ReactNode }) {
  const { ctx, t, session, access, wanted } = await getVisitor();
  return (
    <CustomerFrame
      t={t}
      shopName={ctx.settings.shop.name}
      hasSignIn={access.hasSignIn}
      isSignedIn={session !== null}
      cartCount={await countCartOf(ctx, await cartOwner(session))}
      language={ctx.request.language}
      here={wanted}
      legal={ctx.legal.map(({ kind }) => kind)}
    >
      {children}
    </CustomerFrame>
  );
}
