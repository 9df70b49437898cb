// Notes, on the page's own clock, when the socket was written to and read, and when the screen was
// changed last. `yamatoChanges.begin()` before a press, `yamatoChanges.end()` when all is still.
(() => {
  const noted = { sent: [], received: [], changed: 0, pressed: 0 };
  const now = () => performance.now();
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    noted.sent.push(now());
    return send.call(this, data);
  };
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", () => noted.received.push(now()));
    }
  };
  const seen = ["class", "style", "d", "x", "y", "transform", "fill", "href", "src"];
  new MutationObserver(changes => {
    const isSeen = ({ target }) => {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      return element?.closest("[data-testid=stMain]");
    };
    if (changes.some(isSeen)) noted.changed = now();
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: seen,
  });
  addEventListener("pointerup", () => { noted.pressed = now(); }, true);
  window.yamatoChanges = {
    begin() {
      Object.assign(noted, { sent: [], received: [], changed: 0, pressed: 0 });
    },
    isStill: quiet => noted.received.length > 0
      && now() - Math.max(noted.changed, ...noted.received) > quiet,
    end: () => ({
      sent: Math.min(...noted.sent) - noted.pressed,
      answered: Math.min(...noted.received) - noted.pressed,
      received: Math.max(...noted.received) - noted.pressed,
      changed: noted.changed - noted.pressed,
      messages: noted.received.length,
    }),
  };
})();
