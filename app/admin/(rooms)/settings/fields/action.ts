"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { runForm } from "@/app/_edge/form-action";
import { freshStamp } from "@/app/_edge/is-fresh";
import { refreshSettings } from "@/app/_edge/refresh-settings";
import { staffOf, type Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import { movedKeys, orderFields, removeField, restoreForm } from "@/core/fields/arrange-fields";
import { fieldFormInput, saveField, seenVersion } from "@/core/fields/save-field";
import { optionalText } from "@/core/input";

const actorOf = (visiting: Visit) => ({ kind: "staff", staffId: staffOf(visiting).staffId }) as const;

async function toList(): Promise<never> {
  await refreshSettings();
  redirect(`/admin/settings/fields?saved=${freshStamp()}`);
}

export async function saveFieldAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/fields",
    schema: fieldFormInput,
    keep: Object.keys(fieldFormInput.shape).filter((name) => name !== "seen" && name !== "field"),
    words: { "label.en": "adminFields.edit.labelMissing" },
    run: (input, visiting) => saveField(visiting.ctx, { ...input, by: actorOf(visiting) }),
    done: toList,
  });
}

const orderSchema = z.object({ seen: seenVersion, order: optionalText(4000), move: optionalText(100) });

export async function orderFieldsAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/fields",
    schema: orderSchema,
    keep: [],
    run: ({ seen, order, move }, visiting) => {
      // Without JavaScript each arrow is a button of its own: "down vat".
      const [direction, key = ""] = move.split(" ");
      const isMove = direction === "up" || direction === "down";
      const keys = isMove ? movedKeys(visiting.ctx.form.fields, key, direction) : order.split(",");
      return orderFields(visiting.ctx, { seen, keys, by: actorOf(visiting) });
    },
    done: toList,
  });
}

const removeSchema = z.object({ seen: seenVersion, field: optionalText(60) });

export async function removeFieldAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/fields",
    schema: removeSchema,
    keep: [],
    run: ({ seen, field }, visiting) => removeField(visiting.ctx, { seen, key: field, by: actorOf(visiting) }),
    done: toList,
  });
}

const restoreSchema = z.object({ seen: seenVersion, version: seenVersion });

export async function restoreFormAction(_state: FormState, data: FormData): Promise<FormState> {
  return runForm(data, {
    route: "/admin/settings/fields",
    schema: restoreSchema,
    keep: [],
    run: ({ seen, version }, visiting) => restoreForm(visiting.ctx, { seen, version, by: actorOf(visiting) }),
    done: toList,
  });
}
