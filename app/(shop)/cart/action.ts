"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { cartOwner, keepGuestCart } from "@/app/_edge/cart";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import type { CartChange } from "@/core/shop/cart";
import { changeCart, changeCartInput, removeFromCartInput } from "@/core/shop/change-cart";

export async function changeQuantityAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/cart",
    schema: changeCartInput,
    keep: ["quantity"],
    words: { "quantity.invalid": "shop.cart.quantityInvalid" },
    run: async (input, { ctx, session }) => changeCart(ctx, { ...input, owner: await cartOwner(session) }),
    done: showCart,
  });
}

export async function removeFromCartAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/cart",
    schema: removeFromCartInput,
    keep: [],
    run: async ({ product }, { ctx, session }) => changeCart(ctx, { product, quantity: "none", owner: await cartOwner(session) }),
    done: showCart,
  });
}

async function showCart({ keep }: CartChange): Promise<never> {
  if (keep) await keepGuestCart(keep);
  // The header counts what is in the cart of an account too.
  refresh();
  redirect("/cart");
}
