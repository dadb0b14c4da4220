type Props = {
  readonly id: number;
  readonly text: string;
  /** Who said it and when, in words. */
  readonly from: string;
  readonly at: Date;
  /** Whether it is the reader's own side that said it. */
  readonly isOwn: boolean;
};

/** One message, as it was written, line by line; markup in it is text. */
export function Said({ id, text, from, at, isOwn }: Props) {
  return (
    <li id={`message-${id}`} className={isOwn ? "card ml-6 sm:ml-16" : "card mr-6 sm:mr-16"}>
      <p className="wrap-anywhere whitespace-pre-line">{text}</p>
      <p className="mt-3 text-sm text-quiet">
        <time dateTime={at.toISOString()}>{from}</time>
      </p>
    </li>
  );
}
