"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { keepLanguage } from "@/app/_edge/language";
import { operatorOf } from "@/app/_edge/operator";
import { keepStaffSession } from "@/app/_edge/staff-session";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { changeStaffPassword, changeStaffPasswordInput } from "@/core/staff/change-staff-password";
import { chooseStaffLanguage, chooseStaffLanguageInput } from "@/core/staff/choose-staff-language";
import { endOwnStaffSessions, endOwnStaffSessionsInput } from "@/core/staff/own-sessions";

export async function endOwnStaffSessionsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account",
    schema: endOwnStaffSessionsInput,
    keep: [],
    run: ({ session }, visiting) => {
      const { staffId, id: sessionId } = staffOf(visiting);
      return endOwnStaffSessions(visiting.ctx, { staffId, sessionId, session });
    },
    done: async () => redirect(`/admin/account?ended=${freshStamp()}`),
  });
}

export async function changeStaffPasswordAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account",
    schema: changeStaffPasswordInput,
    keep: [],
    run: ({ newPassword, confirmPassword }, visiting) =>
      changeStaffPassword(visiting.ctx, { newPassword, by: operatorOf(visiting, confirmPassword) }),
    done: async (session) => {
      await keepStaffSession(session);
      redirect(`/admin/account?password=${freshStamp()}`);
    },
  });
}

export async function chooseStaffLanguageAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/account",
    schema: chooseStaffLanguageInput,
    keep: ["language"],
    run: ({ language }, visiting) => chooseStaffLanguage(visiting.ctx, { staffId: staffOf(visiting).staffId, language }),
    done: async (_value, _visit, { language }) => {
      await keepLanguage(language);
      redirect(`/admin/account?language=${freshStamp()}`);
    },
  });
}
