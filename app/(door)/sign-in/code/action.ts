"use server";

import { redirect } from "next/navigation";
import { afterSignIn } from "@/app/_edge/after-sign-in";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepSession } from "@/app/_edge/keep-session";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { signInByCode, signInByCodeInput } from "@/core/sign-in/sign-in-by-code";

const schema = signInByCodeInput.extend({ returnTo: optionalText(4000) });

export async function signInByCodeAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/sign-in/code",
    schema,
    keep: ["returnTo"],
    words: { "code.refused": "door.code.refused" },
    run: async ({ code }, { ctx }) =>
      signInByCode(ctx, { code, browser: await readCookie("foyer-attempt"), replaces: await readCookie("foyer.sid") }),
    done: async (session, { ctx }, input) => {
      await keepSession(session);
      redirect(await afterSignIn(ctx, session.accountId, input.returnTo));
    },
  });
}
