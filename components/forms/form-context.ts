"use client";

import { createContext, useContext } from "react";
import { type FormState, untouched } from "@/components/forms/form-state";

const FormContext = createContext<FormState>(untouched);

/** Hands a form's state to its fields. */
export const FormStateProvider = FormContext.Provider;

/** What a field shows: its first problem, and the value that was kept. */
export function useField(name: string): { problem: string | undefined; value: string | undefined } {
  const { problems, values } = useContext(FormContext);
  return { problem: problems.find(({ field }) => field === name)?.message, value: values[name] };
}
