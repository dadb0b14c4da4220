"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { cartOwner, keepGuestCart } from "@/app/_edge/cart";
import { runForm } from "@/app/_edge/form-action";
import type { Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import type { FailureCode } from "@/core/failures";
import { issueVars } from "@/core/issue-vars";
import { pickCompanyAddress, pickCompanyAddressInput } from "@/core/orders/pick-company-address";
import { type PlacedOrder, placeOrder, placeOrderInput } from "@/core/orders/place-order";
import { ok, type Result } from "@/core/result";

const WHO = ["firstName", "lastName", "email", "orderFor"] as const;
const WHERE = ["recipient", "street", "postcode", "city", "country", "address"] as const;

const labels = {
  firstName: "shop.checkout.firstName",
  lastName: "shop.checkout.lastName",
  email: "shop.checkout.email",
  recipient: "shop.checkout.recipient",
  street: "shop.checkout.street",
  postcode: "shop.checkout.postcode",
  city: "shop.checkout.city",
} as const;

const picking = pickCompanyAddressInput.transform((picked) => ({ picked }));
const placing = placeOrderInput.transform((order) => ({ order }));

/** By the button beside the company's address book nothing but the address is read: the rest may not be filled in yet. */
const schema = z.record(z.string(), z.unknown()).transform((posted, context) => {
  const read = ("useAddress" in posted ? picking : placing).safeParse(posted);
  if (read.success) return read.data;
  for (const issue of read.error.issues)
    context.addIssue({ code: "custom", message: issue.message, path: issue.path, params: issueVars(issue) });
  return z.NEVER;
});

/** Places the order, or fills in an address of the company's book and keeps what else was typed. */
export async function placeOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/checkout",
    schema,
    keep: [...WHO, ...WHERE],
    words: { "company.not-permitted": "shop.checkout.notForCompany" },
    labels,
    run: async (input, visiting): Promise<Result<PlacedOrder | FormState, FailureCode>> => {
      const { ctx, session } = visiting;
      if ("picked" in input) return fillIn(input.picked, visiting, data);
      const placed = await placeOrder(ctx, { ...input.order, session, owner: await cartOwner(session) });
      // What page and header show of the cart is not how it is any more.
      refresh();
      return placed;
    },
    done: async (done, visiting) => ("number" in done ? toOrder(done, visiting) : done),
  });
}

async function toOrder({ number, key }: PlacedOrder, { session }: Visit): Promise<never> {
  if (!session) await keepGuestCart([]);
  redirect(session ? `/orders/${number}?placed=1` : `/orders/${number}?key=${key}&placed=1`);
}

async function fillIn({ address }: z.output<typeof pickCompanyAddressInput>, { ctx, session, t }: Visit, data: FormData) {
  const picked = await pickCompanyAddress(ctx, { address, session });
  if (!picked.ok) {
    // A book that has lost an address is drawn anew.
    refresh();
    return picked;
  }
  const { label, fields } = picked.value;
  return ok<FormState>({
    problems: [],
    values: { ...typedIn(data), ...fields, address },
    isFilledIn: true,
    notice: t("shop.checkout.filledIn", { label }),
  });
}

// Much more than any of these fields takes.
const MOST_KEPT = 4000;

function typedIn(data: FormData): Record<string, string> {
  const pairs = WHO.flatMap((name) => {
    const typed = data.get(name);
    return typeof typed === "string" ? [[name, typed.slice(0, MOST_KEPT)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
