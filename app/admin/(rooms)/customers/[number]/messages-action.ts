"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { startConversation, startConversationInput } from "@/core/conversations/start-conversation";

export async function startConversationAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/customers/[number]",
    schema: startConversationInput,
    keep: [],
    run: ({ number }, visiting) => startConversation(visiting.ctx, { number, staffId: staffOf(visiting).staffId }),
    done: async (conversation) => redirect(`/admin/messages/${conversation}`),
  });
}
