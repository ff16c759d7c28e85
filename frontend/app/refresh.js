// A list of shared tasks follows what others take, within two seconds, while somebody looks at it.
const EVERY = 2000;

export function refresh(root) {
  const list = root.querySelector('[data-list][data-shared]');
  if (!list) return;
  const renew = async () => {
    if (document.hidden || !navigator.onLine || list.contains(document.activeElement)) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'error' });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-list]');
      if (fresh && fresh.innerHTML !== list.innerHTML) list.replaceChildren(...fresh.childNodes);
    } catch { /* the next round tries again */ }
  };
  setInterval(renew, EVERY);
}
