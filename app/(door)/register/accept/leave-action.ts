"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { stopRedirects } from "@/app/_edge/auto-redirects";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { leave } from "@/core/identities/leave";
import { ok } from "@/core/result";

const schema = z.object({});

export async function leaveAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/accept",
    schema,
    keep: [],
    run: async (_input, { ctx }) => {
      await leave(ctx, await readCookie("foyer-attempt"));
      return ok();
    },
    done: async () => {
      // Who has just said no is not sent there again by the next page (P-A4).
      await stopRedirects();
      redirect("/register/accept");
    },
  });
}
