"use server";

import { redirect } from "next/navigation";
import { afterSignIn } from "@/app/_edge/after-sign-in";
import { adoptAttempt, readCookie } from "@/app/_edge/cookies";
import { runForm } from "@/app/_edge/form-action";
import { keepSession } from "@/app/_edge/keep-session";
import type { FormState } from "@/components/forms/form-state";
import { optionalText } from "@/core/input";
import { directorySignInInput, signInAtDirectory } from "@/core/sign-in/sign-in-at-directory";
import { log } from "@/server/log";

const schema = directorySignInInput.extend({ returnTo: optionalText(4000) });

export async function signInAtDirectoryAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/sign-in/directory/[connection]",
    schema,
    keep: ["connection", "identifier", "returnTo"],
    words: { identifier: "sso.directory.missing", "sign-in.refused": "sso.directory.refused" },
    run: async (input, { ctx }) => {
      const here = { replaces: await readCookie("foyer.sid"), browser: await adoptAttempt("") };
      const signedIn = await signInAtDirectory(ctx, { ...input, ...here });
      if (!signedIn.ok && signedIn.code === "sso.unavailable") {
        const { supportCode } = signedIn;
        log.warn({ connection: input.connection, supportCode }, "nobody can sign in at a directory: it is away");
      }
      return signedIn;
    },
    done: async (arrived, { ctx }, input) => {
      if (arrived.kind === "accept") redirect("/register/accept");
      if (arrived.kind === "waiting") redirect("/register/waiting");
      await keepSession(arrived.session);
      redirect(await afterSignIn(ctx, arrived.session.accountId, input.returnTo));
    },
  });
}
