// Asks for what changed every two seconds while somebody looks, and puts it in place only where it differs: a screen
// reader or a selection is not disturbed by what is the same.
"use strict";
(() => {
  const live = document.getElementById("live");
  const stale = document.getElementById("stale");
  const url = new URL(location.href);
  url.searchParams.set("part", "live");
  let shown = "";
  let failures = 0;
  const refresh = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(5000) });
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        if (text !== shown) {
          const at = document.activeElement && document.activeElement.getAttribute("href");
          live.innerHTML = text;
          shown = text;
          if (at) {
            const again = Array.from(live.querySelectorAll("a")).find(a => a.getAttribute("href") === at);
            if (again) again.focus({ preventScroll: true });
          }
        }
        failures = 0;
      } catch (e) {
        failures++;
      }
      stale.hidden = failures < 2;
    }
    setTimeout(refresh, Math.min(2000 * (1 + failures), 15000));
  };
  setTimeout(refresh, 2000);
})();
