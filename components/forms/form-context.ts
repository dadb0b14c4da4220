"use client";

import { createContext, useContext } from "react";
import { type FormProblem, type FormState, untouched } from "@/components/forms/form-state";

/** What a form hands to its fields: its state, and a prefix for their ids where a page has several forms with fields of one name. */
type Shared = {
  readonly state: FormState;
  readonly scope: string | undefined;
  /** Whether problems stand above the row, and not beside each field. */
  readonly isRow: boolean;
};

const FormContext = createContext<Shared>({ state: untouched, scope: undefined, isRow: false });

/** The id of a field's input, unique on the page. */
export const fieldId = (scope: string | undefined, name: string): string => (scope ? `${scope}-${name}` : name);

/** Hands a form's state and scope to its fields. */
export const FormStateProvider = FormContext.Provider;

/** The mail that was drawn from what was sent last, if any, and whether something was wrong with it. */
export function useShownMail() {
  const { shown, problems } = useContext(FormContext).state;
  return { shown, isRefused: problems.length > 0 };
}

/** What a field shows: its first problem, and the value that was kept; and the id of its input. */
export function useField(name: string): { id: string; problem: string | undefined; value: string | undefined; isRow: boolean } {
  const { state, scope, isRow } = useContext(FormContext);
  const problem = state.problems.find(({ field }) => field === name)?.message;
  return { id: fieldId(scope, name), problem, value: state.values[name], isRow };
}

/** Where in a field of many lines its first problem is, if that is known. */
export const useProblemAt = (name: string): FormProblem["at"] =>
  useContext(FormContext).state.problems.find(({ field }) => field === name)?.at;
