"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

type Props = {
  /** Where news come from; a query may be in it. */
  readonly url: string;
  /** The newest message that the page shows. */
  readonly newest: number;
  /** What to say once nobody is signed in here any more. */
  readonly ended: string;
};

const COME_BACK_MS = 30_000;

/**
 * Draws the page anew as soon as something was said, for as long as somebody looks at it: a tab in the background holds no connection and
 * has read nothing. What is being typed stays. Where the connection is refused it looks now and then. Without JavaScript it does nothing.
 */
export function LiveMessages({ url, newest, ended }: Props) {
  const { refresh } = useRouter();
  const shown = useRef(newest);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    shown.current = newest;
  }, [newest]);
  useEffect(() => {
    const listener = new Listener(
      () => `${url}${url.includes("?") ? "&" : "?"}after=${shown.current}`,
      refresh,
      () => setOver(true),
    );
    listener.look();
    const onChange = () => {
      // Something may have come while nobody looked.
      if (document.visibilityState === "visible") refresh();
      listener.look();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => {
      document.removeEventListener("visibilitychange", onChange);
      listener.close();
    };
  }, [url, refresh]);
  return (
    <p role="status" className={isOver ? "my-4 font-medium text-bad" : undefined}>
      {isOver ? ended : ""}
    </p>
  );
}

/** Listens while the page is looked at. */
class Listener {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: () => string,
    private readonly onNews: () => void,
    private readonly onOver: () => void,
  ) {}

  look(): void {
    this.close();
    if (document.visibilityState !== "visible") return;
    const source = new EventSource(this.address());
    this.source = source;
    source.onmessage = this.onNews;
    source.addEventListener("over", () => {
      this.close();
      this.onOver();
    });
    // The browser comes back by itself after a loss, but not after a refusal.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED && this.source === source) this.comeBack();
    };
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }

  private comeBack(): void {
    this.timer = setTimeout(() => {
      this.onNews();
      this.look();
    }, COME_BACK_MS);
  }
}
