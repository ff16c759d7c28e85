// Fields that are asked for only after certain answers (`data-when`); the server drops the others all the same.
export function ways(root) {
  for (const form of root.querySelectorAll('form')) {
    const fields = [...form.querySelectorAll('[data-when]')].map((field) => [field, JSON.parse(field.dataset.when)]);
    if (!fields.length) continue;
    const given = (name) => [...new FormData(form).getAll(name)];
    const look = () => {
      for (const [field, when] of fields) {
        field.hidden = !Object.entries(when).every(([name, wanted]) => given(name).some((one) => wanted.includes(one)));
      }
    };
    form.addEventListener('change', look);
    look();
  }
}
