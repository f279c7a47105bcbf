import { setTimeout } from "node:timers/promises";
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { args, noop, obey } from "./peer.mjs";

// As https://worker.graphile.org/docs/performance has it for the highest rate, but for the local queue: 5,000 did better here than its 500.
const preset = {
  worker: {
    concurrentJobs: 24,
    maxPoolSize: 25,
    localQueue: { size: 5_000 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
  },
};

// A line of log for each job would be measured, too.
const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") {
    console.error(message);
  }
});

// One for all its life: a worker that is started for a drain finds open connections.
const pgPool = new pg.Pool({ connectionString: process.env.PEER_DATABASE, max: preset.worker.maxPoolSize });
pgPool.on("error", fail);
pgPool.on("connect", (client) => client.on("error", fail));

const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();
let worker;

await obey({
  submit: (count) => utils.addJobs(Array.from({ length: count }, () => ({ identifier: "noop", payload: args }))),

  async drain(count) {
    await new Promise((ranAll) => {
      const counted = async (payload) => {
        noop(payload);
        if (--count === 0) {
          ranAll();
        }
      };
      run({ preset, logger, pgPool, noHandleSignals: true, taskList: { noop: counted } }).then((started) => (worker = started), fail);
    });
    // Its completions come after the runs, and nothing tells of the last one.
    while ((await pgPool.query("SELECT FROM graphile_worker.jobs LIMIT 1")).rowCount > 0) {
      await setTimeout(5);
    }
  },

  rest: () => worker.stop(),
});

/** Ends the process with the error: the bench reads it there. */
function fail(error) {
  console.error(error);
  process.exit(1);
}
