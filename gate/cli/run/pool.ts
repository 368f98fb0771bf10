import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { EngineError, type JudgeOptions } from "../../engine/index";
import { type Answer, type Task, type Wanted, Work } from "./work";

const compiledWorker = join(__dirname, "worker.js");

/** Threads run compiled code only: what Node was told to load TypeScript with does not hold in them. */
export const hasThreads = __filename.endsWith(".js");

/** What a thread is told at its start. */
export interface WorkerData {
  readonly options: JudgeOptions;
  readonly wanted: Wanted;
}

/** Gets tasks done. */
export interface Runner {
  /** @throws EngineError if it cannot be done to its end */
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

/** Does one task after the other in this thread. */
export class InProcess implements Runner {
  private readonly work: Work;
  private last: Promise<unknown> = Promise.resolve();

  constructor(options: JudgeOptions, wanted: Wanted) {
    this.work = new Work(options, wanted);
  }

  run(task: Task): Promise<Answer> {
    const answer = this.last.then(
      () => new Promise<Answer>((done) => setImmediate(() => done(this.work.answer(task)))),
    );
    this.last = answer;
    return answer;
  }

  async close(): Promise<void> {
    await this.last;
  }
}

interface Waiting {
  readonly task: Task;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/** Does tasks in threads of their own, in the order in which they come. */
export class Pool implements Runner {
  private readonly workers: readonly Worker[];
  private readonly idle: Worker[] = [];
  private readonly waiting: Waiting[] = [];
  private readonly busy = new Map<Worker, Waiting>();
  private broken: Error | undefined;

  /**
   * @param size number of threads
   * @param script what a thread runs, in CommonJS
   */
  constructor(
    size: number,
    options: JudgeOptions,
    wanted: Wanted,
    script: string = `require(${JSON.stringify(compiledWorker)})`,
  ) {
    this.workers = Array.from({ length: size }, () => this.start({ options, wanted }, script));
    this.idle.push(...this.workers);
  }

  run(task: Task): Promise<Answer> {
    return new Promise((done, failed) => {
      this.waiting.push({ task, done, failed });
      this.next();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private start(data: WorkerData, script: string): Worker {
    const worker = new Worker(script, { eval: true, workerData: data });
    worker.on("message", (answer: Answer) => {
      const { done } = this.busy.get(worker) ?? {};
      this.busy.delete(worker);
      this.idle.push(worker);
      done?.(answer);
      this.next();
    });
    worker.on("error", (error) => this.fail(worker, error.message));
    worker.on("exit", (code) => this.fail(worker, `it ended with code ${code}`));
    return worker;
  }

  private next(): void {
    if (this.broken !== undefined) {
      for (const { failed } of this.waiting.splice(0)) failed(this.broken);
    }
    while (this.waiting.length > 0 && this.idle.length > 0) {
      const [worker, waiting] = [this.idle.shift(), this.waiting.shift()];
      if (worker !== undefined && waiting !== undefined) {
        this.busy.set(worker, waiting);
        worker.postMessage(waiting.task);
      }
    }
  }

  private fail(worker: Worker, reason: string): void {
    const { task, failed } = this.busy.get(worker) ?? {};
    if (this.broken !== undefined || (task === undefined && this.waiting.length === 0)) return;
    const paths = task === undefined ? "" : ` while it judged ${task.files.map(({ path }) => path).join(", ")}`;
    this.broken = new EngineError(`A thread of the gate has failed${paths}: ${reason}. Nothing was judged.`);
    this.busy.delete(worker);
    failed?.(this.broken);
    for (const other of this.busy.values()) other.failed(this.broken);
    this.busy.clear();
    this.next();
  }
}
