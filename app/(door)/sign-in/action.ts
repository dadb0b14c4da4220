"use server";

import { redirect } from "next/navigation";
import { afterSignIn } from "@/app/_edge/after-sign-in";
import { readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepSession } from "@/app/_edge/keep-session";
import { sealTyped } from "@/app/_edge/typed-name";
import { wayIn } from "@/app/_edge/way-in";
import type { FormState } from "@/components/forms/form-state";
import { returnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { firstSignInInput, signIn } from "@/core/sign-in/sign-in";

const schema = firstSignInInput.extend({ returnTo: optionalText(4000) });

export async function signInAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/sign-in",
    schema,
    keep: ["identifier", "returnTo"],
    run: async (input, { ctx }) => signIn(ctx, { ...input, replaces: await readCookie("foyer.sid") }),
    done: async (signedIn, { ctx }, input) => {
      if (signedIn.kind === "elsewhere") {
        const typed = sealTyped(ctx.secrets, input.identifier.trim());
        redirect(wayIn(signedIn.connection, returnTo(input.returnTo, ""), { isForm: true, typed }));
      }
      if (signedIn.kind === "first-password") redirect(`/${signedIn.page}/${signedIn.token}`);
      await keepSession(signedIn);
      redirect(await afterSignIn(ctx, signedIn.accountId, input.returnTo));
    },
  });
}
