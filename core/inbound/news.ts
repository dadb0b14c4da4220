/** That the server told of something new, kept until it is looked at: it comes when it likes, not only while somebody waits. */
export class News {
  isThere = false;
  #wake: () => void = () => undefined;

  /** Notes it, and wakes who waits. */
  come(): void {
    this.isThere = true;
    this.#wake();
  }

  /** From here on only what comes later counts. */
  forget(): void {
    this.isThere = false;
  }

  /** Comes back once there are more, or after a while. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(end);
        resolve();
      };
    });
  }
}
