"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { writeErrand } from "@/app/_edge/errands";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { checkConnection } from "@/core/connections/check-connection";
import { testDirectory, testDirectoryInput } from "@/core/connections/test-directory";
import { requiredLine } from "@/core/input";
import { confirmStaffFields } from "@/core/staff/confirm-staff";

const common = { connection: requiredLine(100), ...confirmStaffFields };
const lookSchema = z.object(common);
const personSchema = testDirectoryInput.extend(common);

/** Looks at the provider; if a sign-in there can work, this browser may go there on a test within the next minutes. */
export async function testConnectionAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso/[connection]",
    schema: lookSchema,
    keep: [],
    run: ({ connection: id, confirmPassword }, visiting) =>
      checkConnection(visiting.ctx, { id, by: operatorOf(visiting, confirmPassword) }),
    done: async ({ isGood }, visiting, { connection }) => {
      await refreshSettings();
      if (isGood) await writeErrand({ kind: "test", connection, by: staffOf(visiting).id });
      redirect(`/admin/sso/${connection}?looked=${freshStamp()}#test`);
    },
  });
}

export async function testDirectoryAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/sso/[connection]",
    schema: personSchema,
    keep: ["identifier"],
    words: { identifier: "adminSso.test.missingName", password: "adminSso.test.missingPassword" },
    run: ({ connection: id, confirmPassword, ...person }, visiting) =>
      testDirectory(visiting.ctx, { ...person, id, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visiting, { connection }) => {
      await refreshSettings();
      redirect(`/admin/sso/${connection}?looked=${freshStamp()}#test`);
    },
  });
}
