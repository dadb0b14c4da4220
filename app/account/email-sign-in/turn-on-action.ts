"use server";

import { redirect } from "next/navigation";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { keepSession } from "@/app/_edge/keep-session";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { turnOnEmailSignIn, turnOnEmailSignInInput } from "@/core/email-sign-in/turn-on-email-sign-in";

export async function turnOnEmailSignInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/email-sign-in",
    schema: turnOnEmailSignInInput,
    keep: ["code"],
    run: async (input, visiting) => {
      const browser = await readCookie("foyer-attempt");
      return turnOnEmailSignIn(visiting.ctx, { ...input, session: sessionOf(visiting), browser });
    },
    done: async (session) => {
      await keepSession(session);
      redirect(`/account/security?emailOn=${freshStamp()}`);
    },
  });
}
