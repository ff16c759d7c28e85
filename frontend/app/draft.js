// What is typed is kept: on the server while connected, on this device always, until it was sent.
const WAIT = 1200;
const DAY = 86_400_000;
const IGNORED = new Set(['_key', '_rev', 'box']);

function values(form) {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (!IGNORED.has(name) && typeof value === 'string') (found[name] ??= []).push(value);
  }
  return found;
}

function put(form, kept) {
  for (const field of form.elements) {
    if (!field.name || IGNORED.has(field.name) || field.type === 'file' || field.type === 'hidden') continue;
    const wanted = kept[field.name] ?? [];
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = wanted.includes(field.value);
    else if (wanted.length) field.value = wanted[0];
  }
  form.dispatchEvent(new Event('change', { bubbles: true }));
}

function storage(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function drafts(prefix) {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

export function draft(root) {
  const person = root.body.dataset.person;
  if (!person) {
    const kept = root.getElementById('kept-here');
    const fresh = drafts('draft:').some((key) => Date.now() - Date.parse(storage(key)?.at) < DAY);
    if (kept) kept.hidden = !fresh;
    return;
  }
  // A shared device forgets with the sign-out; what was saved stands on the server.
  root.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
    for (const key of drafts(`draft:${person}:`)) localStorage.removeItem(key);
  });
  for (const form of root.querySelectorAll('form[data-form]')) {
    const key = `draft:${person}:${form.dataset.form}`;
    const kept = form.querySelector('#kept');
    const say = (words) => { if (kept) kept.textContent = words; };
    const ended = () => {
      const door = document.createElement('a');
      door.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
      door.textContent = kept.dataset.enter;
      kept.replaceChildren(`${kept.dataset.ended} `, door);
    };
    const local = storage(key);
    if (local && !root.getElementById('faults') && (!form.dataset.saved || local.at > form.dataset.saved)) put(form, local.data);
    let timer = 0;
    let changed = false;
    const keepHere = () => localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), data: values(form) }));
    const keep = async () => {
      clearTimeout(timer);
      if (!form.dataset.draft) return say(kept?.dataset.here ?? '');
      const body = new URLSearchParams();
      for (const [name, several] of Object.entries(values(form))) for (const value of several) body.append(name, value);
      try {
        const answer = await fetch(form.dataset.draft, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
        if (answer.type === 'opaqueredirect') return ended();
        if (!answer.ok) throw new Error(String(answer.status));
        const { saved } = await answer.json();
        changed = false;
        say(kept.dataset.kept.replace('{time}', saved));
      } catch {
        say(kept?.dataset.here ?? '');
      }
    };
    form.addEventListener('input', () => {
      changed = true;
      keepHere();
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT);
    });
    form.querySelector('[data-draft]')?.addEventListener('click', (event) => { event.preventDefault(); keepHere(); keep(); });
    addEventListener('online', () => { if (changed) keep(); });
    form.addEventListener('submit', () => { clearTimeout(timer); keepHere(); });
  }
  // What arrived needs no copy here: the page after sending names it.
  const sent = root.body.dataset.sent;
  if (sent) localStorage.removeItem(`draft:${person}:${sent}`);
}
