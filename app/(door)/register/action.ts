"use server";

import { redirect } from "next/navigation";
import { cameBy } from "@/app/_edge/came-by";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { sealTyped } from "@/app/_edge/typed-name";
import { wayIn } from "@/app/_edge/way-in";
import type { FormState } from "@/components/forms/form-state";
import { returnTo } from "@/core/access/return-to";
import { optionalText } from "@/core/input";
import { findUnanswered } from "@/core/registration/find-unanswered";
import { getFlow } from "@/core/registration/flows/registry";
import { registrationInput, startRegistration } from "@/core/registration/start-registration";

const schema = registrationInput.extend({ attempt: optionalText(100) });

export async function registerAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register",
    schema,
    keep: ["email", "returnTo", "acceptTerms", "acceptPrivacy", "registerAs"],
    fieldsAt: ({ ctx }) => {
      const { name, asks } = getFlow(ctx);
      return asks.includes("fields") ? name : null;
    },
    alsoWrong: ({ ctx }, posted) => findUnanswered(ctx, posted),
    run: async ({ attempt, ...input }, { ctx, session }, posted) =>
      startRegistration(ctx, {
        ...input,
        posted,
        browser: await adoptAttempt(attempt),
        link: await cameBy(),
        isSignedIn: session !== null,
      }),
    done: async (started, { ctx }, input) => {
      if (started.kind === "elsewhere") {
        const typed = sealTyped(ctx.secrets, input.email);
        redirect(wayIn(started.connection, returnTo(input.returnTo, ""), { isForm: true, typed }));
      }
      redirect("/register/check-your-mail");
    },
  });
}
