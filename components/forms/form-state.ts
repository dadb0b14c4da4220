/** One thing to mend, in words. `field` is the name of the input it belongs to, `at` the place in it, counted from 1. */
export type FormProblem = {
  readonly field?: string;
  readonly message: string;
  readonly at?: { readonly line: number; readonly column: number };
};

/**
 * What a form shows after it was sent. It travels to the browser and, without JavaScript, back in hidden inputs: it must never hold a
 * secret, unless the page is there to show it. `values` holds only what the action named for keeping.
 */
export type FormState = {
  readonly problems: readonly FormProblem[];
  readonly values: Readonly<Record<string, string>>;
  readonly supportCode?: string;
  /** Whether `values` holds more than what was typed: fields that were typed in take it, too. */
  readonly isFilledIn?: true;
  /** Good news that stays on the page. */
  readonly notice?: string;
  /** A mail that was drawn from what was typed. */
  readonly shown?: ShownMail;
};

/** A mail to look at; its pictures are in its HTML. */
export type ShownMail = { readonly subject: string; readonly html: string; readonly text: string };

/** The hidden field with what a form was drawn from, so that nothing is written over that its sender has not seen. */
export const SEEN = "seen";

/** A form that was not sent yet. */
export const untouched: FormState = { problems: [], values: {} };

/** A server action of a form. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;
