"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { carry } from "@/app/_edge/carried";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
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
      if (order) await carry(ctx.secrets, { identifier: order.email, ...namesOf(order) });
      return ok(null);
    },
    done: async () => redirect("/register"),
  });
}

/** Both names, where it is known which is which. */
function namesOf({ firstName, name }: { readonly firstName: string | null; readonly name: string }) {
  return firstName === null ? {} : { firstName, lastName: name.slice(firstName.length + 1) };
}
