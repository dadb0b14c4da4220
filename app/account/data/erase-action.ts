"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { dropSession } from "@/app/_edge/keep-session";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { eraseOwnCustomer, eraseOwnInput } from "@/core/customers/erase-customer";

export async function eraseOwnAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/data",
    schema: eraseOwnInput,
    keep: ["typedNumber"],
    run: (input, visiting) => eraseOwnCustomer(visiting.ctx, { ...input, session: sessionOf(visiting) }),
    done: async () => {
      await refreshSettings();
      await dropSession();
      redirect("/signed-out?erased");
    },
  });
}
