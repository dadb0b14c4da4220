"use server";

import { redirect } from "next/navigation";
import { afterSignIn } from "@/app/_edge/after-sign-in";
import { carry } from "@/app/_edge/carried";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepSession } from "@/app/_edge/keep-session";
import { leadElsewhere } from "@/app/_edge/lead-elsewhere";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { firstSignInInput, signIn } from "@/core/sign-in/sign-in";

const schema = firstSignInInput.extend({ returnTo: optionalText(4000) });

export async function signInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/sign-in",
    schema,
    keep: ["identifier", "returnTo"],
    run: async (input, { ctx }) => {
      const signedIn = await signIn(ctx, { ...input, replaces: await readCookie("foyer.sid") });
      // Who was refused is likely to go on to *Forgot password?* or *Create account*.
      if (!signedIn.ok) await carry(ctx, { identifier: input.identifier });
      return signedIn;
    },
    done: async (signedIn, { ctx }, input) => {
      if (signedIn.kind === "elsewhere")
        leadElsewhere(ctx, { connection: signedIn.connection, typed: input.identifier, wanted: input.returnTo });
      if (signedIn.kind === "first-password") redirect(`/${signedIn.page}/${signedIn.token}`);
      await keepSession(signedIn);
      redirect(await afterSignIn(ctx, signedIn.accountId, input.returnTo));
    },
  });
}
