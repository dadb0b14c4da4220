/** A quiet way on, below what a page is for. */
export const WayOn = ({ href, text }: { readonly href: string; readonly text: string }) => (
  <p className="mt-4">
    <a href={href} className="tall-link">
      {text}
    </a>
  </p>
);
