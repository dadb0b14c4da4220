"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { sessionOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { returnTo } from "@/core/access/return-to";
import { answerQuestions } from "@/core/fields/questions";
import { optionalText } from "@/core/input";

const schema = z.object({ returnTo: optionalText(4000), skip: optionalText(10) });

export async function answerQuestionsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/account/questions",
    schema,
    keep: ["returnTo"],
    fieldsAt: "profile",
    run: ({ skip }, visiting, posted) =>
      answerQuestions(visiting.ctx, { accountId: sessionOf(visiting).accountId, posted, isSkipped: skip !== "" }),
    done: async (_value, _visit, input) => redirect(returnTo(input.returnTo)),
  });
}
