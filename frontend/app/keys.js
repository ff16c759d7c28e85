// j k Enter c s Ctrl+Enter / ?: only outside fields, but for Ctrl+Enter.
const isTyping = (target) => target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

export function keys(root) {
  const rows = () => [...root.querySelectorAll('.list .row')].filter((row) => row.offsetParent);
  const here = () => rows().findIndex((row) => row === root.activeElement);
  const move = (step) => {
    const all = rows();
    const from = here() >= 0 ? here() : all.findIndex((row) => row.hasAttribute('aria-current'));
    all[Math.min(Math.max(from + step, 0), all.length - 1)]?.focus();
  };
  const press = (button) => button?.click();
  const deeds = {
    j: () => move(1),
    k: () => move(-1),
    Enter: () => press(rows()[0]),
    c: () => press(root.activeElement?.closest('li')?.querySelector('.take button') ?? root.querySelector('[data-claim]')),
    s: () => press(root.querySelector('button[data-draft]')),
    '/': () => root.querySelector('.find input')?.focus(),
    '?': () => { const help = root.querySelector('.keys'); if (help) { help.open = !help.open; help.querySelector('summary').focus(); } },
  };
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const form = root.querySelector('form[data-form]');
      const button = [...(form?.querySelectorAll('.decide .first') ?? [])].find((one) => one.offsetParent);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'Enter' && event.target !== root.body && event.target !== root.getElementById('main')) return;
    if (deeds[event.key]) { event.preventDefault(); deeds[event.key](); }
  });
}
