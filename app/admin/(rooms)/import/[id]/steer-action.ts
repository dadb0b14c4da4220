"use server";

import { redirect } from "next/navigation";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { operatorOf } from "@/app/_edge/operator";
import { staffOf } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { sendToImported, sendToImportedInput } from "@/core/activation/send-to-imported";
import {
  checkImport,
  checkImportInput,
  discardImport,
  resumeImport,
  runImport,
  steerImportInput,
  stopImport,
} from "@/core/import/steer-import";

export async function checkImportAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: checkImportInput,
    keep: [...data.keys()].filter((name) => name.startsWith("column.")).slice(0, 40),
    run: (form, visiting) => checkImport(visiting.ctx, { id: form.id, form, by: operatorOf(visiting) }),
    done: async (_value, _visit, { id }) => redirect(`/admin/import/${id}`),
  });
}

export async function runImportAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: steerImportInput,
    keep: [],
    run: ({ id, confirmPassword }, visiting) => runImport(visiting.ctx, { id, by: operatorOf(visiting, confirmPassword) }),
    done: async (_value, _visit, { id }) => redirect(`/admin/import/${id}`),
  });
}

export async function stopImportAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: steerImportInput,
    keep: [],
    run: ({ id }, visiting) => stopImport(visiting.ctx, { id, by: operatorOf(visiting) }),
    done: async (_value, _visit, { id }) => redirect(`/admin/import/${id}`),
  });
}

export async function resumeImportAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: steerImportInput,
    keep: [],
    run: ({ id }, visiting) => resumeImport(visiting.ctx, { id, by: operatorOf(visiting) }),
    done: async (_value, _visit, { id }) => redirect(`/admin/import/${id}`),
  });
}

export async function discardImportAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: steerImportInput,
    keep: [],
    run: ({ id }, visiting) => discardImport(visiting.ctx, { id, by: operatorOf(visiting) }),
    done: async () => redirect("/admin/import"),
  });
}

export async function sendToImportedAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/import/[id]",
    schema: sendToImportedInput,
    keep: [],
    run: (input, visiting) => sendToImported(visiting.ctx, { ...input, staffId: staffOf(visiting).staffId }),
    done: async ({ total }) => redirect(`/admin/customers?started=${freshStamp()}&total=${total}`),
  });
}
