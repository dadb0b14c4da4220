"use client";

import { type DragEvent, type MouseEvent, useState } from "react";

type Line = { readonly key: string; readonly label: string; readonly facts: string; readonly href: string };
type Texts = { readonly up: string; readonly down: string /** With {label} and {place}. */; readonly moved: string };
type Props = { readonly lines: readonly Line[]; readonly texts: Texts };

/**
 * Things in an order that can be changed: by the arrows, with the keyboard too, or by dragging. Without JavaScript each arrow is a button
 * that saves at once; with it the new order is sent with the form.
 */
export function OrderList({ lines, texts }: Props) {
  const [keys, setKeys] = useState(lines.map(({ key }) => key));
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const ordered = keys.flatMap((key) => lines.find((line) => line.key === key) ?? []);

  function move(key: string, to: number) {
    if (to < 0 || to >= keys.length) return;
    setKeys((now) => now.filter((one) => one !== key).toSpliced(to, 0, key));
    const label = lines.find((line) => line.key === key)?.label ?? key;
    setSaid(texts.moved.replace("{label}", () => label).replace("{place}", String(to + 1)));
  }

  const over = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged !== null && keys[at] !== dragged) move(dragged, at);
  };

  return (
    <>
      <input type="hidden" name="order" value={keys.join()} />
      <ol className="grid gap-2">
        {ordered.map((line, at) => (
          <li
            key={line.key}
            draggable
            onDragStart={() => setDragged(line.key)}
            onDragOver={(event) => over(event, at)}
            onDragEnd={() => setDragged(null)}
            className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border bg-card px-3 py-2 ${dragged === line.key ? "border-link" : "border-rule"}`}
          >
            <span aria-hidden="true" className="js-only cursor-grab text-quiet select-none">
              ⠿
            </span>
            <span className="min-w-0 flex-1 basis-40">
              <a href={line.href} className="inline-flex min-h-6 items-center font-medium wrap-anywhere" draggable={false}>
                {line.label}
              </a>
              <span className="block text-sm text-quiet wrap-anywhere">{line.facts}</span>
            </span>
            <Arrow line={line} value="up" text={texts.up} isOff={at === 0} go={() => move(line.key, at - 1)} />
            <Arrow line={line} value="down" text={texts.down} isOff={at === keys.length - 1} go={() => move(line.key, at + 1)} />
          </li>
        ))}
      </ol>
      <p role="status" className="text-sm text-quiet">
        {said}
      </p>
    </>
  );
}

type ArrowProps = {
  readonly line: Line;
  readonly value: "up" | "down";
  readonly text: string;
  readonly isOff: boolean;
  readonly go: () => void;
};

function Arrow({ line, value, text, isOff, go }: ArrowProps) {
  const press = (event: MouseEvent) => {
    event.preventDefault();
    go();
  };
  // It stays where it is at the end of the list, so that the finger or the focus does not lose it.
  return (
    <button
      type="submit"
      name="move"
      value={`${value} ${line.key}`}
      aria-disabled={isOff}
      onClick={press}
      className="button-link aria-disabled:opacity-40"
    >
      {text}
      <span className="sr-only"> {line.label}</span>
    </button>
  );
}
