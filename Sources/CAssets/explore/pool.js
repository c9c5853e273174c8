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
  constructor(threads) {
    this.idle = [...threads];
    this.size = threads.length;
    this.queue = [];
  }

  static async made(module, source, count) {
    const threads = Array.from({ length: count }, () => new Thread(source));
    await Promise.all(threads.map((thread) => thread.ask("start", { module })));
    return threads;
  }

  // A trial under a plan, by the next thread that is free. What waits is dropped as soon as `isWanted` says no; a trial that
  // runs is finished, which takes some ten milliseconds a regime.
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

  async work(thread, { plan, task, resolve, reject }) {
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
    this.idle.push(thread);
    this.serve();
  }
}
