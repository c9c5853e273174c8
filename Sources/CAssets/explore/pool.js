// Threads that run trials, and one that adds up.

class Thread {
  constructor(source) {
    this.worker = new Worker(source);
    this.waiting = new Map();
    this.last = 0;
    this.plan = null;
    this.worker.onmessage = ({ data }) => {
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error === undefined) resolve(data.result);
      else reject(new Error(data.error));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || "a thread has stopped"));
      this.waiting.clear();
    };
  }

  // For good, whatever it is at.
  end() {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Dropped());
    this.waiting.clear();
  }

  ask(task, given = {}) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, task, ...given });
    });
  }
}

// A question that was dropped because the page has moved on.
class Dropped extends Error {}

class Pool {
  // How long a trial that nobody wants may go on, ms: a thread costs more to make anew than the end of most trials.
  static patience = 30;

  // - make: gives a thread that has started, in the end.
  constructor(threads, make) {
    this.idle = [...threads];
    this.size = threads.length;
    this.make = make;
    this.queue = [];
    this.busy = new Map();
  }

  static async thread(module, source) {
    const thread = new Thread(source);
    await thread.ask("start", { module });
    return thread;
  }

  // Nothing that waits is begun any more, and what runs ends soon, with its thread if need be.
  drop() {
    for (const job of this.queue.splice(0)) job.reject(new Dropped());
    for (const [thread, job] of this.busy) {
      setTimeout(() => { if (this.busy.get(thread) === job) this.renew(thread); }, Pool.patience);
    }
  }

  renew(thread) {
    this.busy.delete(thread);
    thread.end();
    this.make().then((made) => { this.idle.push(made); this.serve(); }, (error) => this.fail(error));
  }

  // Without a thread nothing that waits would ever be told.
  fail(error) {
    this.size -= 1;
    if (!this.size) for (const job of this.queue.splice(0)) job.reject(error);
  }

  // A trial under a plan, by the next thread that is free.
  run(plan, task, isWanted) {
    return new Promise((resolve, reject) => {
      this.queue.push({ plan, task, isWanted, resolve, reject });
      this.serve();
    });
  }

  serve() {
    while (this.idle.length && this.queue.length) {
      const job = this.queue.shift();
      if (job.isWanted()) this.work(this.idle.pop(), job);
      else job.reject(new Dropped());
    }
  }

  async work(thread, job) {
    const { plan, task, resolve, reject } = job;
    this.busy.set(thread, job);
    try {
      if (thread.plan !== plan) {
        thread.plan = null;
        await thread.ask("build", { plan });
        thread.plan = plan;
      }
      resolve(await thread.ask("run", task));
    } catch (error) {
      reject(error);
    }
    if (!this.busy.delete(thread)) return;
    this.idle.push(thread);
    this.serve();
  }
}
