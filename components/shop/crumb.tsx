/** The way one step up. */
export function Crumb({ href, text }: { href: string; text: string }) {
  return (
    <p className="-mt-4 mb-3">
      <a href={href} className="tall-link gap-1.5 text-sm">
        <span aria-hidden="true">←</span> {text}
      </a>
    </p>
  );
}
