"use client";

import { useField } from "@/components/forms/form-context";
import { SEEN } from "@/components/forms/form-state";

/**
 * What a form was drawn from. When the form comes back with what was typed, so does this: what has changed meanwhile counts as seen only
 * once its sender was told.
 */
export function SeenField({ value }: { value: string }) {
  return <input type="hidden" name={SEEN} value={useField(SEEN).value ?? value} />;
}
