/** One way to sign in through a provider: the admin's own message, and where it leads. */
export type WayInButton = { readonly id: string; readonly label: string; readonly href: string; readonly drawing: string };

type Props = {
  readonly ways: readonly WayInButton[];
  /** Whether they are all there is on the page. */
  readonly isAll: boolean;
};

/** The buttons of SSO connections, in the back office's order. Plain links: nothing fetches them early, and they work without scripts. */
export function WayInButtons({ ways, isAll }: Props) {
  return (
    <ul className="grid gap-3">
      {ways.map(({ id, label, href, drawing }) => (
        <li key={id}>
          <a href={href} className={`${isAll ? "button" : "button-quiet"} w-full gap-2`} rel="nofollow">
            {drawing ? (
              <svg viewBox="0 0 24 24" className="size-5 shrink-0 fill-current" aria-hidden="true">
                <path d={drawing} />
              </svg>
            ) : null}
            <span className="min-w-0 wrap-anywhere">{label}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
