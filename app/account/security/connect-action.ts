"use server";

import { sendOut } from "@/app/_edge/errands";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { connectInput, startConnecting } from "@/core/identities/start-connecting";

export async function connectAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: connectInput,
    keep: [],
    run: (input, visiting) => {
      const { accountId, id: sessionId } = sessionOf(visiting);
      return startConnecting(visiting.ctx, { ...input, accountId, sessionId });
    },
    done: sendOut,
  });
}
