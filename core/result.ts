/** One thing that is wrong with an input: a public code, the field it belongs to (if one), and figures for its sentence. */
export type Problem<Code extends string = string> = {
  readonly code: Code;
  readonly field?: string;
  readonly vars?: Readonly<Record<string, string | number>>;
};

/** A success that carries what the use case promises. */
export type Ok<T> = { readonly ok: true; readonly value: T };

/**
 * An expected failure. `code` is the first problem's; forms may have more. `retryAfterSeconds` goes into the HTTP header,
 * `supportCode` names the audit row that an agent can look up; it reveals nothing by itself.
 */
export type Failure<Code extends string = string> = {
  readonly ok: false;
  readonly code: Code;
  readonly problems: readonly Problem<Code>[];
  readonly retryAfterSeconds?: number;
  readonly supportCode?: string;
};

/** What a use case answers: bugs and outages are thrown instead. */
export type Result<T, Code extends string> = Ok<T> | Failure<Code>;

/** A success. */
export function ok(): Ok<undefined>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

type Extras = {
  field?: string;
  vars?: Readonly<Record<string, string | number>>;
  retryAfterSeconds?: number | undefined;
  supportCode?: string;
};

/** An expected failure with one problem. */
export function fail<const Code extends string>(
  code: Code,
  { field, vars, retryAfterSeconds, ...rest }: Extras = {},
): Failure<Code> {
  const problem = { code, ...(field ? { field } : {}), ...(vars ? { vars } : {}) };
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return { ok: false, code, problems: [problem], ...retry, ...rest };
}

/** An expected failure of a form: every problem at once, so that nobody mends them one by one. */
export function failAll<Code extends string>(first: Problem<Code>, ...more: Problem<Code>[]): Failure<Code> {
  return { ok: false, code: first.code, problems: [first, ...more] };
}
