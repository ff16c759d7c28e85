// A list is where it was when one comes back to it.
export function scroll(root) {
  const strip = root.querySelector('.strip');
  const chip = strip?.querySelector('[aria-current]');
  if (chip) strip.scrollLeft = chip.offsetLeft - strip.offsetLeft - 14;
  const list = root.querySelector('[data-list]');
  if (!list) return;
  const key = `scroll:${list.dataset.list}`;
  const kept = Number(sessionStorage.getItem(key) ?? 0);
  const current = list.querySelector('.row[aria-current]');
  if (kept) list.scrollTop = kept;
  const row = current?.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (row && row.height && (row.top < frame.top + 70 || row.bottom > frame.bottom)) current.scrollIntoView({ block: 'center' });
  list.addEventListener('scroll', () => sessionStorage.setItem(key, String(list.scrollTop)), { passive: true });
}
