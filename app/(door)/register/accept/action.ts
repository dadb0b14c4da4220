"use server";

import { cameBy } from "@/app/_edge/came-by";
import { runForm } from "@/app/_edge/form-action";
import type { FormState } from "@/components/forms/form-state";
import { accept, acceptInput } from "@/core/identities/accept";
import { optionalText } from "@/core/input";
import { whoIsHere } from "../who-is-here";
import { finish } from "./finish";

const schema = acceptInput.extend({ switching: optionalText(10) });

export async function acceptAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/register/accept",
    schema,
    keep: ["email", "acceptTerms", "acceptPrivacy", "registerAs"],
    fieldsAt: "accept",
    run: async ({ switching, ...input }, visiting, posted) =>
      accept(visiting.ctx, { ...input, posted, link: await cameBy(), ...(await whoIsHere(visiting, switching)) }),
    done: finish,
  });
}
