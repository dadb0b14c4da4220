// One look at each of 100,000 characters, about a millisecond.
const SAMPLE = "a-Z.9 ".repeat(16_667);

function lookOnce(): number {
  let sum = 0;
  for (let at = 0; at < SAMPLE.length; at += 1) sum = (sum * 31 + SAMPLE.charCodeAt(at)) % 1_000_003;
  return sum;
}

function lookTenTimes(): void {
  let sum = 0;
  for (let times = 0; times < 10; times += 1) sum += lookOnce();
  if (!Number.isFinite(sum)) throw new Error("a sum of numbers is a number");
}

/** The processor time of this process, which does not grow while others use the machine; the least of three, since the first warms up. */
async function leastTimeOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  while (times.length < 3) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push(user + system);
  }
  return Math.min(...times);
}

// Asked once: the machine stays what it is.
let look: Promise<number> | undefined;

/**
 * How much work something is, in looks at each character of a text of 100,000: about the same number on a slow machine, a quick one and
 * a busy one. What walks along its input once or twice is a few, what walks along it for each of its characters a hundred thousand.
 */
export async function effortOf(work: () => unknown): Promise<number> {
  look ??= leastTimeOf(lookTenTimes).then((ten) => ten / 10);
  return (await leastTimeOf(work)) / (await look);
}
