"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { disconnect, disconnectInput } from "@/core/identities/disconnect";

export async function disconnectAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: disconnectInput,
    keep: [],
    run: (input, visiting) => {
      const { accountId, id: sessionId } = sessionOf(visiting);
      return disconnect(visiting.ctx, { ...input, accountId, sessionId });
    },
    done: async () => redirect(`/account/security?disconnected=${freshStamp()}`),
  });
}
