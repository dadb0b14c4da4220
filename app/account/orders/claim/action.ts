"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { claimOrder, claimOrderInput } from "@/core/orders/claim-order";
import { fail } from "@/core/result";

export async function claimOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/orders/claim",
    schema: claimOrderInput,
    keep: ["orderNumber", "postcode"],
    run: async (input, { ctx, session }) => (session ? claimOrder(ctx, { ...input, session }) : fail("access.sign-in-first")),
    done: async ({ number }) => redirect(`/account/orders?claimed=${encodeURIComponent(number)}`),
  });
}
