"use server";

import { redirect } from "next/navigation";
import { cameBy } from "@/app/_edge/came-by";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { joinWaitingList, waitingListInput } from "@/core/seats/join-waiting-list";

export async function joinWaitingListAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register",
    schema: waitingListInput,
    keep: ["email"],
    run: async (input, { ctx }) => joinWaitingList(ctx, { ...input, link: await cameBy() }),
    done: async ({ kind }) => redirect(kind === "waiting" ? "/register?waiting=yes" : "/register"),
  });
}
