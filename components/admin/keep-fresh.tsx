"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 3000;

/**
 * Draws the page anew from time to time, for as long as somebody looks at it: a tab in the background does not keep its owner signed in.
 * Without JavaScript it does nothing, so the page says how to look again.
 */
export function KeepFresh() {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return null;
}
