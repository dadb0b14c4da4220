import { importKinds, type KindName } from "@/core/import/kinds";
import { rowProblems } from "@/core/import/row-problem";
import { type FileProblem, fileProblems } from "@/core/import/unreadable-file";
import { adminImport } from "@/messages/en/admin-import";
import type { Translator } from "@/messages/translator";

const named = { customers: adminImport.fields.customers, orders: adminImport.fields.orders };

const isCustomerField = (key: string): key is keyof typeof named.customers => Object.hasOwn(named.customers, key);
const isOrderField = (key: string): key is keyof typeof named.orders => Object.hasOwn(named.orders, key);

/** A field's name. */
export function fieldInWords(t: Translator, kind: KindName, key: string | null): string {
  if (key === null) return "";
  if (kind === "customers") return isCustomerField(key) ? t(`adminImport.fields.customers.${key}`) : key;
  return isOrderField(key) ? t(`adminImport.fields.orders.${key}`) : key;
}

/** What is wrong with a row. A code of another version is shown as it stands. */
export function problemInWords(t: Translator, code: string): string {
  const known = rowProblems.find((one) => one === code);
  return known ? t(`adminImport.problems.${known}`) : code;
}

/** Why a file cannot be read. */
export function reasonInWords(t: Translator, problem: string | null): string {
  const known: FileProblem | undefined = fileProblems.find((one) => one === problem);
  return known ? t(`adminImport.unreadable.reasons.${known}`) : (problem ?? "");
}

/** The fields of a kind with their names, those that are needed marked. */
export const fieldsInWords = (t: Translator, kind: KindName) =>
  importKinds[kind].fields.map(({ key, isRequired, isPrivileged }) => {
    const field = fieldInWords(t, kind, key);
    return {
      key,
      isPrivileged: isPrivileged === true,
      label: isRequired ? t("adminImport.mapping.required", { field }) : field,
    };
  });
