"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { cartOwner, keepGuestCart } from "@/app/_edge/cart";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { placeOrder, placeOrderInput } from "@/core/orders/place-order";

export async function placeOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/checkout",
    schema: placeOrderInput,
    keep: ["firstName", "lastName", "email", "street", "postcode", "city", "country", "orderFor"],
    words: { "company.not-permitted": "shop.checkout.notForCompany" },
    run: async (input, { ctx, session }) => {
      const placed = await placeOrder(ctx, { ...input, session, owner: await cartOwner(session) });
      // What page and header show of the cart is not how it is any more.
      refresh();
      return placed;
    },
    done: async ({ number, key }, { session }) => {
      if (!session) await keepGuestCart([]);
      redirect(session ? `/orders/${number}?placed=1` : `/orders/${number}?key=${key}&placed=1`);
    },
  });
}
