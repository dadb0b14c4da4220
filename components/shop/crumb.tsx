/** The way one step up. */
export function Crumb({ href, text }: { href: string; text: string }) {
  return (
    <p className="-mt-4 mb-3">
      <a href={href} className="inline-flex min-h-11 items-center gap-1.5 text-sm">
        <span aria-hidden="true">←</span> {text}
      </a>
    </p>
  );
}
