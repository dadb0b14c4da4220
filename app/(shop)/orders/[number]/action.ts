"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { carry } from "@/app/_edge/carried";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { namesWithin } from "@/core/customers/full-name";
import { optionalText } from "@/core/input";
import { findVisibleOrder } from "@/core/orders/find-visible-order";
import { ok } from "@/core/result";

const schema = z.object({ number: optionalText(64), key: optionalText(200) });

/** On to the registration form, with the name and address of the order for whoever may see it. For anybody else the form is empty. */
export async function registerFromOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/orders/[number]",
    schema,
    keep: [],
    run: async (input, { ctx, session }) => {
      const order = await findVisibleOrder(ctx, { ...input, session });
      if (order) await carry(ctx, { identifier: order.email, ...namesWithin(order.name, order.firstName) });
      return ok(null);
    },
    done: async () => redirect("/register"),
  });
}
