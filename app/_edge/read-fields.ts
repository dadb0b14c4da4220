import { fail, ok, type Result } from "@/core/result";

/**
 * The fields of a posted form by their names, each read once: a name that comes twice is an attempt to be read in two ways (T-P3), and
 * files are no values of ours. In one pass, since a form can be made of ten thousands of fields (T-B5).
 */
export function readFields(form: FormData): Result<Record<string, string>, "field.repeated"> {
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION")) continue;
    if (typeof value !== "string" || fields.has(name)) return fail("field.repeated", { field: name });
    fields.set(name, value);
  }
  return ok(Object.fromEntries(fields));
}
