type Props = { readonly title: string; readonly message: string; readonly supportCode?: string | null };

/** Tells above a page's heading what went wrong on the way there, as a form tells of its own problems. */
export function ProblemNotice({ title, message, supportCode }: Props) {
  return (
    <div role="alert" className="mb-6 rounded-md border-2 border-bad p-4">
      <h2 className="text-bad">{title}</h2>
      <p className="mt-2">{message}</p>
      {supportCode ? <p className="mt-2 text-sm text-quiet">{supportCode}</p> : null}
    </div>
  );
}
