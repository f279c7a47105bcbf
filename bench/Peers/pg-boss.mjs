import PgBoss from "pg-boss";
import { args, noop, obey } from "./peer.mjs";

const queue = "noop";

// work() rests for half a second at least between two fetches: fetch() and complete(), its documented parts, do not. More loops, and smaller
// batches, did worse here: each fetch sorts all that waits.
const batchSize = 5_000;
const loops = 2;

// Neither maintenance nor cron: Errand's janitor does not run either.
const boss = new PgBoss({ connectionString: process.env.PEER_DATABASE, supervise: false, schedule: false });
boss.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await boss.start();
await boss.createQueue(queue);

await obey({
  submit: (count) => boss.insert(Array.from({ length: count }, () => ({ name: queue, data: args }))),

  async drain(count) {
    const fetchUntilNoneIsLeft = async () => {
      while (count > 0) {
        const jobs = await boss.fetch(queue, { batchSize });
        count -= jobs.length;
        if (jobs.length > 0) {
          await runAll(jobs);
        }
      }
    };
    await Promise.all(Array.from({ length: loops }, fetchUntilNoneIsLeft));
  },

  async rest() {},
});

async function runAll(jobs) {
  for (const job of jobs) {
    noop(job.data);
  }

  const { affected } = await boss.complete(queue, jobs.map((job) => job.id));
  if (affected !== jobs.length) {
    throw new Error(`Of ${jobs.length} jobs, ${affected} were completed.`);
  }
}
