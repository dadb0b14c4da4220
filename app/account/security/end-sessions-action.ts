"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { endOwnSessions, endOwnSessionsInput } from "@/core/sessions/end-own-sessions";

export async function endOwnSessionsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/security",
    schema: endOwnSessionsInput,
    keep: [],
    run: ({ session }, visiting) => endOwnSessions(visiting.ctx, { session, by: sessionOf(visiting) }),
    done: async () => redirect(`/account/security?ended=${freshStamp()}#sessions`),
  });
}
