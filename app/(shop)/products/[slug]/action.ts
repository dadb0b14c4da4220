"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { cartOwner, keepGuestCart } from "@/app/_edge/cart";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { addToCart, addToCartInput } from "@/core/shop/add-to-cart";

export async function addToCartAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/products/[slug]",
    schema: addToCartInput,
    keep: ["quantity"],
    run: async (input, { ctx, session }) => addToCart(ctx, { ...input, owner: await cartOwner(session) }),
    done: async ({ keep }) => {
      if (keep) await keepGuestCart(keep);
      // The header counts what is in the cart of an account too.
      refresh();
      redirect("/cart");
    },
  });
}
