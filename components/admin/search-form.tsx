import type { ReactNode } from "react";

type Props = {
  readonly action: string;
  /** What is searched, for those who do not see it. */
  readonly label: string;
  readonly field: string;
  readonly submit: string;
  readonly name?: string;
  readonly search: string | undefined;
  readonly atMost: number;
  /** What else is asked for, as hidden inputs. */
  readonly hidden?: ReactNode;
  /** The way back to the whole list. */
  readonly children?: ReactNode;
};

/** A search box: a plain GET form, so that what was asked for is an address that can be kept and sent on. */
export function SearchForm({ action, label, field, submit, name = "q", search, atMost, hidden, children }: Props) {
  return (
    <search aria-label={label}>
      <form action={action} method="get" className="mb-2 flex max-w-3xl flex-wrap items-end gap-x-3 gap-y-2">
        <div className="grid min-w-0 flex-[1_1_18rem] gap-1">
          <label htmlFor={name} className="text-sm font-medium">
            {field}
          </label>
          <input
            className="input"
            id={name}
            name={name}
            type="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={atMost}
            defaultValue={search}
          />
        </div>
        {hidden}
        <button type="submit" className="button-quiet">
          {submit}
        </button>
        {children}
      </form>
    </search>
  );
}
