// The draft on the server: saved a moment after each change; leaving with something unsaved is warned about.
const WAIT = 1200;
export const HEADERS = { 'X-Outbox': '1', Accept: 'application/json' };

export function keeping(kit, said) {
  let timer = 0;
  let dirty = false;
  let sending = Promise.resolve(true);

  const send = async () => {
    const { xml } = await kit.modeler.saveXML({ format: true });
    dirty = false;
    try {
      const body = JSON.stringify({ xml, based_on: kit.data.based_on });
      const answer = await fetch(kit.data.draft, { method: 'POST', body, headers: { ...HEADERS, 'Content-Type': 'application/json' }, redirect: 'error' });
      const told = await answer.json();
      if (answer.ok) { said(kit.say('Draft saved at {time}', { time: told.saved })); return true; }
      said(answer.status === 401 ? kit.say('You are signed out. Sign in in another tab; the draft is then saved at your next change.') : told.detail, 'late');
    } catch {
      said(kit.say('The draft could not be saved. Keep this page open; it is tried again at your next change.'), 'late');
    }
    dirty = true;
    return false;
  };
  const save = () => {
    clearTimeout(timer);
    sending = sending.then(send);
    return sending;
  };
  kit.modeler.on('commandStack.changed', () => {
    dirty = true;
    said(kit.say('Not saved yet'));
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  addEventListener('online', () => { if (dirty) save(); });
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
  return { save, forget: () => { clearTimeout(timer); dirty = false; } };
}
