"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { writeMessage, writeMessageInput } from "@/core/conversations/write-message";

export async function writeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/messages",
    schema: writeMessageInput,
    keep: ["text"],
    run: ({ text }, visiting) => writeMessage(visiting.ctx, { text, session: sessionOf(visiting) }),
    done: async () => redirect(`/account/messages?sent=${freshStamp()}`),
  });
}
