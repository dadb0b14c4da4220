"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { claimOrder, claimOrderInput } from "@/core/orders/claim-order";

export async function claimOrderAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/orders/claim",
    schema: claimOrderInput,
    keep: ["orderNumber", "postcode"],
    labels: { orderNumber: "account.claim.orderNumber", postcode: "account.claim.postcode" },
    run: (input, visiting) => claimOrder(visiting.ctx, { ...input, session: sessionOf(visiting) }),
    done: async ({ number }) => redirect(`/account/orders?claimed=${encodeURIComponent(number)}`),
  });
}
