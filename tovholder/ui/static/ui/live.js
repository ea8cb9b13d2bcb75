// Live pages: `data-live="<url>"` opens a stream of ids. A push says what changed, never what it
// says: each `data-live-fetch="<url>"` in it is fetched through the door and morphed into its
// place (itself, or the one `data-live-target` names). On every new connection all are fetched.
// `data-hand` on the place says what its reader has in hand there, which a change may leave alone.
// A call is no change: `data-heard="<its name>"` waits hidden for it and is shown.

const words = document.getElementById("spoken").dataset;
const TOGETHER = 20;
const PATIENCE = 2000;
const LONGEST = 30000;

class Live {
  constructor(holder) {
    this.holder = holder;
    this.url = holder.dataset.live;
    this.tries = 0;
    this.opened = false;
    this.connect();
  }

  connect() {
    this.source = new EventSource(this.url);
    this.source.onopen = () => {
      if (this.opened) this.fetchSoon();
      this.opened = true;
      this.tries = 0;
      this.say("live", words.liveOn);
    };
    this.source.onmessage = () => this.fetchSoon();
    this.source.addEventListener("call", ({ data }) => this.hear(data));
    this.source.addEventListener("writing", ({ data }) => {
      document.dispatchEvent(new CustomEvent("writing", { detail: data }));
    });
    this.source.addEventListener("closed", () => {
      this.source.close();
      document.dispatchEvent(new Event("recheck"));
    });
    this.source.onerror = () => {
      this.say("waiting", words.liveWaiting);
      // The browser tries again by itself, except when the answer was not a stream.
      if (this.source.readyState === EventSource.CLOSED) this.later();
    };
  }

  // A call changes nothing: what waits on the page for it is shown.
  hear(call) {
    for (const place of this.holder.querySelectorAll(`[data-heard="${CSS.escape(call)}"]`)) {
      place.hidden = false;
    }
  }

  later() {
    const pause = Math.min(1000 * 2 ** this.tries, LONGEST) * (0.75 + Math.random() / 2);
    this.tries += 1;
    setTimeout(() => this.holder.isConnected && this.connect(), pause);
  }

  say(state, sentence) {
    const place = document.querySelector("[data-live-state]");
    if (!place || place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = sentence;
  }

  // The first push is fetched at once; those that come meanwhile are one fetch more.
  async fetchSoon() {
    this.waiting = true;
    if (this.fetching) return;
    this.fetching = true;
    while (this.waiting) {
      this.waiting = false;
      // An answer that is lost on the way holds nothing up for long.
      await Promise.race([this.fetchAll(), pause(PATIENCE)]);
      await pause(TOGETHER);
    }
    this.fetching = false;
  }

  // Settled when every place has its answer, or has failed to get one.
  fetchAll() {
    const asked = [];
    const inside = [...this.holder.querySelectorAll("[data-live-fetch]")];
    const all = this.holder.matches("[data-live-fetch]") ? [this.holder, ...inside] : inside;
    for (const place of all) {
      const target = place.dataset.liveTarget
        ? document.querySelector(place.dataset.liveTarget)
        : place;
      if (target) {
        const fetched = window.htmx.ajax("GET", place.dataset.liveFetch, {
          source: place,
          target,
          swap: "outerMorph",
          values: { hand: target.dataset.hand ?? "" },
        });
        asked.push(fetched);
      }
    }
    return Promise.allSettled(asked);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function start() {
  for (const holder of document.querySelectorAll("[data-live]")) {
    holder.live ??= new Live(holder);
  }
}

function all() {
  return [...document.querySelectorAll("[data-live]")].flatMap(({ live }) => live ?? []);
}

start();
addEventListener("htmx:after:swap", start);
document.addEventListener("caught-up", () => all().forEach((live) => live.fetchSoon()));
addEventListener("offline", () => all().forEach((live) => live.say("waiting", words.liveWaiting)));
addEventListener("online", () => {
  for (const live of all()) {
    if (live.source.readyState !== EventSource.OPEN) continue;
    live.say("live", words.liveOn);
    live.fetchSoon();
  }
});

function rest() {
  for (const live of all()) live.source.close();
}

addEventListener("pagehide", rest);
document.addEventListener("covered", rest);
document.addEventListener("uncovered", () => {
  for (const live of all()) live.connect();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const live of all()) live.connect();
});
