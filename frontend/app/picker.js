// Recipients: the first one tapped is responsible, later ones get a copy; who is responsible can be switched.
export function picker(root) {
  for (const field of root.querySelectorAll('[data-picker]')) {
    const rows = () => [...field.querySelectorAll('.pick')].map((row) => [row.querySelector('[type=checkbox]'), row.querySelector('select')]);
    const responsible = () => rows().find(([box, role]) => box.checked && role.value === 'responsible');
    field.addEventListener('change', ({ target }) => {
      const [box, role] = rows().find((pair) => pair.includes(target)) ?? [];
      if (!box || !role) return;
      if (target === box && box.checked) {
        role.value = 'copy';
        if (!responsible()) role.value = 'responsible';
      } else if (target === role && role.value === 'responsible') {
        for (const [, other] of rows()) if (other !== role && other.value === 'responsible') other.value = 'joint';
      }
    });
    const narrow = field.querySelector('[data-narrow]');
    if (!narrow) continue;
    narrow.hidden = false;
    narrow.addEventListener('input', () => {
      const sought = narrow.value.trim().toLowerCase();
      for (const row of field.querySelectorAll('details .pick')) {
        row.hidden = !row.dataset.words.toLowerCase().includes(sought) && !row.querySelector('[type=checkbox]').checked;
      }
      for (const title of field.querySelectorAll('details .group')) title.hidden = sought !== '';
    });
    narrow.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
  }
}
