// Small enhancements, one file each; every page works without them.
import { draft } from './draft.js';
import { keys } from './keys.js';
import { picker } from './picker.js';
import { refresh } from './refresh.js';
import { scroll } from './scroll.js';
import { upload } from './upload.js';
import { ways } from './ways.js';

document.documentElement.dataset.script = 'on';
for (const enhance of [ways, picker, upload, draft, scroll, keys, refresh]) enhance(document);

const band = document.getElementById('offline');
const show = () => { if (band) band.hidden = navigator.onLine; };
addEventListener('online', show);
addEventListener('offline', show);
show();
document.getElementById('faults')?.focus();
for (const open of document.querySelectorAll('details.me')) {
  document.addEventListener('click', (event) => { if (!open.contains(event.target)) open.open = false; });
}
