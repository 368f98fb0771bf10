import { parentPort, workerData } from "node:worker_threads";

import type { JudgeOptions } from "../../engine/index";
import { type Task, Work } from "./work";

// One of several threads that judge the inputs of a run: see pool.ts.
const options: JudgeOptions = workerData;
const work = new Work(options);
parentPort?.on("message", (task: Task) => parentPort?.postMessage(work.answer(task)));
