import { createInterface } from "node:readline";

/** What every task gets: the arguments that the bench gives to Errand. */
export const args = { number: 12345, text: "as long as the arguments are" };

/** What every task does: as much as Errand's. */
export const noop = ({ number }) => number;

/** So many jobs are in one call of a bulk submit, and so many calls are under way, as with Errand. */
const batch = 10_000;
const parallel = 4;

/**
 * Obeys the bench until its input ends: `fill N` is answered by `filled SECONDS`, `drain` by `drained SECONDS`.
 * @param peer `submit(n)` submits n jobs by one call, `drain(n)` returns when all n are done, `rest()` when the worker has stopped.
 */
export async function obey(peer) {
  const lines = createInterface({ input: process.stdin });
  // Whatever is under way then: nobody is left to ask for it.
  lines.on("close", () => process.exit());
  let waiting = 0;
  console.log("ready");
  for await (const line of lines) {
    const [command, count] = line.split(" ");
    if (command === "fill") {
      waiting += Number(count);
      console.log(`filled ${await secondsOf(() => fill(peer, Number(count)))}`);
    } else if (command === "drain") {
      const seconds = await secondsOf(() => peer.drain(waiting));
      waiting = 0;
      await peer.rest();
      console.log(`drained ${seconds}`);
    } else {
      throw new Error(`Neither fill nor drain: ${line}`);
    }
  }
}

async function fill(peer, count) {
  let left = count;
  const submitUntilNoneIsLeft = async () => {
    while (left > 0) {
      const size = Math.min(batch, left);
      left -= size;
      await peer.submit(size);
    }
  };
  await Promise.all(Array.from({ length: parallel }, submitUntilNoneIsLeft));
}

async function secondsOf(work) {
  const start = performance.now();
  await work();
  return ((performance.now() - start) / 1000).toFixed(4);
}
