// Files are sent as soon as they are chosen, with progress; without this they travel with the form.
const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? '');

function send(files, saying) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    for (const file of files) data.append('files', file, file.name);
    request.open('POST', '/documents');
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = (event) => { if (event.lengthComputable) saying(event.loaded / event.total); };
    request.onload = () => (request.status < 300 && request.response?.id ? done(request.response) : failed(request.response?.detail ?? request.response?.sentence ?? ''));
    request.onerror = () => failed(null);
    request.send(data);
  });
}

export function upload(root) {
  for (const field of root.querySelectorAll('[data-upload]')) {
    const [input, drop, list, model] = ['input[type=file]', '.drop', '.files', 'template'].map((it) => field.querySelector(it));
    const form = field.closest('form');
    for (const button of field.querySelectorAll('[data-remove]')) button.hidden = false;
    field.addEventListener('click', ({ target }) => {
      if (!target.closest('[data-remove]')) return;
      target.closest('li').remove();
      form.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const take = async (chosen) => {
      const files = [...chosen];
      if (!files.length) return;
      const name = files.length > 1 ? `${files[0].name} +${files.length - 1}` : files[0].name;
      const line = document.createElement('li');
      const words = document.createElement('span');
      const bar = document.createElement('progress');
      line.append(words, bar);
      list.append(line);
      const say = (part) => { bar.value = part; words.textContent = fill(list.dataset.sending, { name, percent: Math.round(part * 100) }); };
      say(0);
      try {
        const kept = await send(files, say);
        const item = model.content.cloneNode(true);
        item.querySelector('input').value = kept.id;
        const link = item.querySelector('a');
        link.href = kept.url;
        link.textContent = kept.name;
        item.querySelector('small').textContent = kept.about;
        line.replaceWith(item);
        form.dispatchEvent(new Event('input', { bubbles: true }));
      } catch (why) {
        bar.remove();
        line.setAttribute('role', 'alert');
        words.textContent = fill(list.dataset.failed, { name, why: why === null ? list.dataset.lost : why });
      }
      input.value = '';
    };
    input.addEventListener('change', () => take(input.files));
    for (const [kind, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', over);
        if (kind === 'drop') take(event.dataTransfer.files);
      });
    }
  }
}
