// <p role="status" data-news-url> asks once a minute whether something changed, and says it politely.
const MINUTE = 60000;

export function listenForNews(page) {
  for (const line of page.querySelectorAll("[data-news-url]")) {
    setInterval(async () => {
      if (page.hidden) return;
      try {
        const answer = await fetch(line.dataset.newsUrl, { credentials: "same-origin" });
        const { text, counts = {} } = await answer.json();
        if (typeof text === "string" && text !== line.textContent) line.textContent = text;
        for (const [key, count] of Object.entries(counts)) {
          const shown = page.querySelector(`[data-count="${key}"]`);
          if (shown) shown.textContent = count;
        }
      } catch {
        // The next minute asks again; the page itself is still right.
      }
    }, MINUTE);
  }
}
