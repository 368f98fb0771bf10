import { parentPort, workerData } from "node:worker_threads";

import type { WorkerData } from "./pool";
import { type Task, Work } from "./work";

// One of several threads that judge the inputs of a run: see pool.ts.
const { options, wanted }: WorkerData = workerData;
const work = new Work(options, wanted);
parentPort?.on("message", (task: Task) => parentPort?.postMessage(work.answer(task)));
