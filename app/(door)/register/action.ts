"use server";

import { redirect } from "next/navigation";
import { cameBy } from "@/app/_edge/came-by";
import { adoptAttempt } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { leadElsewhere } from "@/app/_edge/lead-elsewhere";
import type { FormState } from "@/components/forms/form-state";
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
      if (started.kind === "elsewhere")
        leadElsewhere(ctx, { connection: started.connection, typed: input.email, wanted: input.returnTo });
      redirect("/register/check-your-mail");
    },
  });
}
